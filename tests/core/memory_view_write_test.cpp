// SPDX-License-Identifier: MIT
// Writing through MemoryViews, and releasing them.

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/memory_view.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/project.hpp>

#include "tests/core/memory_views.hpp"
#include "tests/support/errors.hpp"
#include "tests/support/values.hpp"

namespace bview {
namespace {

using testing::code_of;
using testing::counting;
using testing::message_of;
using testing::view_of;

TEST_CASE("what is written through one view is seen through all") {
  std::vector<std::uint16_t> numbers = {1, 2, 3, 4};
  const MemoryView mv(numbers);
  const MemoryView every_second = mv.slice({}, {}, 2);
  const MemoryView bytes = mv.cast(byte_layout());
  every_second.set({1}, 0x1234);
  CHECK(numbers[2] == 0x1234);
  CHECK(bytes.get({4}) == 0x34);
  bytes[5].set(0);
  CHECK(numbers[2] == 0x34);
  CHECK(code_of([&] { return mv.set({0}, 65536), 0; }) == Errc::BadValue);
  CHECK(code_of([&] { return mv.set({4}, 0), 0; }) == Errc::BadIndex);
  CHECK(code_of([&] { return mv.set(0), 0; }) == Errc::BadIndex);
  CHECK(numbers == std::vector<std::uint16_t>{1, 2, 0x34, 4});
}

TEST_CASE("records are set whole") {
  const MemoryView mv = view_of(std::vector<std::byte>(8), "<HBx");
  mv[1].set({513, 7});
  CHECK(mv.tolist() == Value{{0, 0}, {513, 7}});
  CHECK(code_of([&] { return mv[1].set({1, 256}), 0; }) == Errc::BadValue);
  CHECK(mv.hex() == "0000000001020700");
}

TEST_CASE("assignment copies items of the same shape and format") {
  const MemoryView mv = counting({2, 3});
  mv[0].assign("\x07\x08\x09");
  CHECK(mv.tolist() == Value{{7, 8, 9}, {3, 4, 5}});
  mv(Slice{}, 0).assign(std::vector<std::uint8_t>{1, 2});
  CHECK(mv.tolist() == Value{{1, 8, 9}, {2, 4, 5}});
  mv[0][0].assign(mv[1][2]);
  CHECK(mv.tolist() == Value{{5, 8, 9}, {2, 4, 5}});
  const auto before = mv.tobytes();
  CHECK(message_of([&] { return mv[0].assign("ab"), 0; }) ==
        "items of shape [3] cannot become those of shape [2]");
  CHECK(code_of([&] { return mv.assign("abcdef"), 0; }) == Errc::BadShape);
  CHECK(code_of([&] {
          return mv[0].assign(std::vector<std::int8_t>{1, 2, 3}), 0;
        }) == Errc::BadValue);
  CHECK(mv.tobytes() == before);
}

TEST_CASE("assignment asks for the same format, not for the same text") {
  std::vector<std::int64_t> numbers = {1, 2};
  const MemoryView mv(numbers);
  mv.assign(view_of(testing::from_hex("0300000000000000"
                                      "0400000000000000"),
                    "<q"));
  CHECK(numbers == std::vector<std::int64_t>{3, 4});
  CHECK(message_of([&] { return mv.assign(view_of(std::vector<std::byte>(16), ">q")), 0; }) ==
        "items of format 'q' cannot become those of '>q'");
}

TEST_CASE("source and target may overlap") {
  const auto shifted = [](const Slice& to, const Slice& from) {
    const MemoryView mv = counting({6});
    mv(to).assign(mv(from));
    return mv.tolist();
  };
  CHECK(shifted({1}, {0, 5}) == Value{0, 0, 1, 2, 3, 4});
  CHECK(shifted({0, 5}, {1}) == Value{1, 2, 3, 4, 5, 5});
  CHECK(shifted({}, {{}, {}, -1}) == Value{5, 4, 3, 2, 1, 0});
  CHECK(shifted({{}, {}, 2}, {0, 3}) == Value{0, 1, 1, 3, 2, 5});
  const MemoryView square = counting({3, 3});
  square.assign(square.transpose());
  CHECK(square.tolist() == Value{{0, 3, 6}, {1, 4, 7}, {2, 5, 8}});
}

TEST_CASE("read-only views are not written through") {
  const std::string text = "abc";
  std::string copy = text;
  for (const MemoryView& mv : {MemoryView(text), MemoryView(copy).toreadonly(),
                               MemoryView(copy).toreadonly().slice(1).cast(byte_layout())}) {
    CHECK(mv.readonly());
    CHECK(code_of([&] { return mv.set({0}, 1), 0; }) == Errc::ReadOnly);
    CHECK(code_of([&] { return mv.assign(mv), 0; }) == Errc::ReadOnly);
  }
  CHECK(text == "abc");
  CHECK(copy == "abc");
  CHECK_FALSE(MemoryView(copy).readonly());
}

TEST_CASE("items that overlap are read, and written one by one only") {
  const Buffer buffer = Buffer::own(testing::from_hex("0102030405"));
  const MemoryView mv(buffer, parse_format(">H"), View(buffer.bytes(), 2, {{4, 1}}, 0));
  CHECK(mv.tolist() == Value{0x102, 0x203, 0x304, 0x405});
  CHECK(code_of([&] { return mv.assign(mv), 0; }) == Errc::ReadOnly);
  CHECK(code_of([&] { return mv.slice(0, 2).assign(mv.slice(2)), 0; }) == Errc::ReadOnly);
  mv[0].set(0x909);
  mv.slice(3).assign(mv.slice(0, 1));
  CHECK(mv.tolist() == Value{0x909, 0x903, 0x309, 0x909});
  const MemoryView same(buffer, byte_layout(), View(buffer.bytes(), 1, {{3, 0}}, 2));
  CHECK(same.tolist() == Value{3, 3, 3});
  CHECK(code_of([&] { return same.assign("abc"), 0; }) == Errc::ReadOnly);
}

TEST_CASE("bytes are copied, not values") {
  // A signalling NaN, and a truth value that is neither 0 nor 1.
  const MemoryView nan = view_of(testing::from_hex("010000000100807f"), "<f");
  nan.slice(0, 1).assign(nan.slice(1));
  CHECK(nan.hex() == "0100807f0100807f");
  const MemoryView truth = view_of(testing::from_hex("0003"), "?");
  truth.slice(0, 1).assign(truth.slice(1));
  CHECK(truth.hex() == "0303");
}

TEST_CASE("a projected view reads and writes its fields alone") {
  const Buffer buffer = Buffer::own(testing::from_hex("010203040506"));
  const Layout layout = project(parse_format("3B"), {"2", "0"});
  const MemoryView mv(buffer, layout, View::contiguous(buffer.bytes(), 3, {2}));
  CHECK(mv.tolist() == Value{{3, 1}, {6, 4}});
  CHECK(mv.hex() == "03010604");
  mv.assign(mv.slice({}, {}, -1));
  CHECK(mv.tolist() == Value{{6, 4}, {3, 1}});
  CHECK(MemoryView(buffer).hex() == "040206010503");
}

// --- release --------------------------------------------------------------------------

TEST_CASE("after release every use is an error, but other views live on") {
  MemoryView mv = counting({3});
  const MemoryView part = mv.slice(1);
  const MemoryView copy = mv;
  mv.release();
  mv.release();
  const std::function<void()> uses[] = {
      [&] { static_cast<void>(mv.format()); },
      [&] { static_cast<void>(mv.layout()); },
      [&] { static_cast<void>(mv.view()); },
      [&] { static_cast<void>(mv.itemsize()); },
      [&] { static_cast<void>(mv.ndim()); },
      [&] { static_cast<void>(mv.shape()); },
      [&] { static_cast<void>(mv.strides()); },
      [&] { static_cast<void>(mv.nbytes()); },
      [&] { static_cast<void>(mv.size()); },
      [&] { static_cast<void>(mv.readonly()); },
      [&] { static_cast<void>(mv.c_contiguous()); },
      [&] { static_cast<void>(mv.f_contiguous()); },
      [&] { static_cast<void>(mv.contiguous()); },
      [&] { static_cast<void>(mv[0]); },
      [&] { static_cast<void>(mv.slice(0)); },
      [&] { static_cast<void>(mv()); },
      [&] { static_cast<void>(mv.transpose()); },
      [&] { static_cast<void>(mv.cast(byte_layout())); },
      [&] { static_cast<void>(mv.toreadonly()); },
      [&] { static_cast<void>(mv.begin()); },
      [&] { static_cast<void>(mv.end()); },
      [&] { static_cast<void>(mv.get({0})); },
      [&] { mv.set({0}, 1); },
      [&] { mv.assign(copy); },
      [&] { copy.assign(mv); },
      [&] { static_cast<void>(mv.tolist()); },
      [&] { static_cast<void>(mv.tobytes()); },
      [&] { static_cast<void>(mv.hex()); },
      [&] { static_cast<void>(mv == copy); },
      [&] { static_cast<void>(copy == mv); },
      [&] { static_cast<void>(mv.count(0)); },
      [&] { static_cast<void>(mv.index(0)); },
      [&] { static_cast<void>(mv.contains(0)); },
  };
  for (const auto& use : uses) CHECK(code_of([&] { return use(), 0; }) == Errc::Released);
  CHECK(message_of([&] { return mv.tolist(); }) ==
        "the view was released and cannot be used any more");
  CHECK(part.tolist() == Value{1, 2});
  CHECK(copy.tolist() == Value{0, 1, 2});
  mv = copy;
  CHECK(mv == copy);
}

TEST_CASE("release lets the bytes go") {
  const auto owner = std::make_shared<std::vector<std::byte>>(4);
  MemoryView mv(Buffer({owner->data(), 4, false}, owner));
  CHECK(owner.use_count() == 2);
  mv.release();
  CHECK(owner.use_count() == 1);
}

}  // namespace
}  // namespace bview
