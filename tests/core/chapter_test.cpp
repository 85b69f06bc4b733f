// SPDX-License-Identifier: MIT
// Python's chapter on memoryview, snippet by snippet: the same steps with the same
// results. Comments give the Python lines.

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/memory_view.hpp>
#include <bview/formats/syntax/format_string.hpp>

#include "tests/support/errors.hpp"

namespace bview {
namespace {

using namespace std::string_literals;

TEST_CASE("the core concept: zero-copy views") {
  std::string data = "ABCDEFGH";  // data = bytearray(b'ABCDEFGH')
  const MemoryView mv(data);      // mv = memoryview(data)

  mv.slice(2, 4).assign("XY");  // mv[2:4] = b'XY'
  CHECK(data == "ABXYEFGH");

  const MemoryView sub_view = mv.slice(1, 5);  // sub_view = mv[1:5]
  sub_view[0].set(90);                         // sub_view[0] = 90  # ASCII 'Z'
  CHECK(data == "AZXYEFGH");
}

TEST_CASE("a slice is a window, however large the bytes are") {
  std::string large_bytearray(1 << 20, 'x');
  const MemoryView window = MemoryView(large_bytearray).slice(1000, 2000);
  CHECK(window.nbytes() == 1000);
  const void* first = window.view().bytes().data + window.view().offset();
  CHECK(first == large_bytearray.data() + 1000);
}

TEST_CASE("creation: a read-only view from bytes") {
  const std::string_view immutable_data = "Hello";  // b'Hello'
  const MemoryView read_only_view(immutable_data);
  CHECK(read_only_view.readonly());
  const auto write = [&] { return read_only_view[0].set(74), 0; };  // read_only_view[0] = 74
  CHECK(testing::code_of(write) == Errc::ReadOnly);                 // TypeError
  CHECK(testing::message_of(write) == "cannot modify read-only memory");
  CHECK(immutable_data == "Hello");
}

TEST_CASE("creation: a writable view from bytearray") {
  std::string mutable_data = "World";  // bytearray(b'World')
  const MemoryView writable_view(mutable_data);
  CHECK_FALSE(writable_view.readonly());
  writable_view[0].set(87);  // writable_view[0] = 87
  // The chapter says that 87 is 'w' and prints b'world'. It is 'W', so nothing changes.
  CHECK(mutable_data == "World");
  writable_view[0].set(119);
  CHECK(mutable_data == "world");
}

TEST_CASE("multi-dimensional interpretation with ndim and shape") {
  std::vector<std::uint8_t> buffer = {0x01, 0x00, 0x00, 0x00,   // int 1
                                      0x02, 0x00, 0x00, 0x00,   // int 2
                                      0x03, 0x00, 0x00, 0x00};  // int 3

  const MemoryView mv = MemoryView(buffer).cast(parse_format("i"));  // .cast('i')
  CHECK(mv.format() == "i");
  CHECK(mv.ndim() == 1);
  CHECK(mv.shape() == Lengths{3});
  CHECK(mv.strides() == Lengths{4});
  CHECK(mv[0].get() == 1);
  CHECK(mv.tolist() == Value{1, 2, 3});

  // CPython refuses to cast from 'i' to 'i' and to index in two steps; the chapter
  // shows what is meant.
  const MemoryView mv_2d = mv.cast(parse_format("i"), Lengths{3, 1});  // mv.cast('i', (3, 1))
  CHECK(mv_2d.shape() == Lengths{3, 1});
  CHECK(mv_2d[2][0].get() == 3);
  CHECK(mv_2d.get({2, 0}) == 3);
}

TEST_CASE("casting is valid only if the sizes agree") {
  std::string data(12, '\0');
  const MemoryView mv(data);
  CHECK(mv.cast(parse_format("i"), Lengths{1, 3}).nbytes() == 12);
  CHECK(testing::code_of([&] { return mv.cast(parse_format("q")); }) == Errc::BadShape);
  CHECK(testing::code_of([&] {
          return mv.cast(parse_format("i"), Lengths{2, 2});
        }) == Errc::BadShape);
}

TEST_CASE("pitfalls: format and platform dependence") {
  std::string data = "\x00\x00\x00\x01"s;
  CHECK(MemoryView(data).cast(parse_format(">i")).tolist() == Value{1});
  CHECK(MemoryView(data).cast(parse_format("<i")).tolist() == Value{1 << 24});
}

TEST_CASE("pitfalls: tobytes and tolist are copies") {
  std::string data = "abc";
  const MemoryView mv(data);
  const std::string bytes = mv.tobytes();
  const Value list = mv.tolist();
  mv[0].set(0);
  CHECK(bytes == "abc");
  CHECK(list == Value{97, 98, 99});
}

TEST_CASE("pitfalls: a view of bytes that it owns keeps them alive") {
  const MemoryView mv = MemoryView(Buffer::own({std::byte{1}, std::byte{2}})).slice(1);
  CHECK(mv.tolist() == Value{2});
}

TEST_CASE("use with arrays of numbers") {
  std::vector<double> numbers = {1, 2.5, -3};  // array.array('d', [1, 2.5, -3])
  const MemoryView mv(numbers);
  CHECK(mv.format() == "d");
  CHECK(mv.itemsize() == 8);
  CHECK(mv.tolist() == Value{1, 2.5, -3});
  mv[1].set(7);
  CHECK(numbers[1] == 7);
}

}  // namespace
}  // namespace bview
