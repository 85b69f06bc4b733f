// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/memory_view.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/index_expression.hpp>

#include "tests/core/memory_views.hpp"
#include "tests/support/errors.hpp"
#include "tests/support/values.hpp"

namespace bview {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;
using testing::code_of;
using testing::counting;
using testing::message_of;
using testing::view_of;

constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

static_assert(std::input_iterator<MemoryView::Iterator>);
// A view of a range that is gone at the end of the line cannot be made.
static_assert(std::is_constructible_v<MemoryView, std::vector<int>&>);
static_assert(std::is_constructible_v<MemoryView, std::span<int>>);
static_assert(!std::is_constructible_v<MemoryView, std::vector<int>>);
static_assert(!std::is_constructible_v<MemoryView, std::vector<std::string>&>);
static_assert(!std::is_convertible_v<std::vector<int>&, MemoryView>);

// --- attributes -----------------------------------------------------------------------

TEST_CASE("a view of a range") {
  std::vector<int> numbers = {1, 2, 3};
  const MemoryView mv(numbers);
  CHECK(mv.format() == "i");
  CHECK(mv.itemsize() == 4);
  CHECK(mv.ndim() == 1);
  CHECK(mv.size() == 3);
  CHECK(mv.nbytes() == 12);
  CHECK_FALSE(mv.readonly());
  CHECK(mv.tolist() == Value{1, 2, 3});

  CHECK(MemoryView(std::as_const(numbers)).readonly());
  CHECK(MemoryView(std::span<const int>(numbers)).readonly());
  CHECK(MemoryView("ab"sv).tolist() == Value{97, 98});
  std::array<double, 2> doubles = {0.5, -1};
  CHECK(MemoryView(doubles).tolist() == Value{0.5, -1});
  struct Pair {
    std::uint8_t a;
    std::uint8_t b;
  };
  std::vector<Pair> pairs = {{1, 2}, {3, 4}};
  CHECK(MemoryView(pairs).tolist() == Value{1, 2, 3, 4});
  CHECK(MemoryView(pairs).cast(parse_format("2B")).tolist() == Value{{1, 2}, {3, 4}});
  std::vector<int> none;
  CHECK(MemoryView(none).tolist() == Value{});
  CHECK(MemoryView(none).tobytes().empty());
}

TEST_CASE("view and layout must agree about the size of an item") {
  const Buffer buffer = Buffer::own(std::vector<std::byte>(8));
  const View view = View::contiguous(buffer.bytes(), 4, {2});
  CHECK(MemoryView(buffer, parse_format("i"), view).size() == 2);
  CHECK(code_of([&] { return MemoryView(buffer, parse_format("h"), view); }) == Errc::BadShape);
}

TEST_CASE("a view without axes") {
  const MemoryView mv = counting({});
  CHECK(mv.shape().empty());
  CHECK(mv.tolist() == 0);
  CHECK(mv.get() == 0);
  CHECK(mv.tobytes() == "\0"sv);
  CHECK(mv.contiguous());
  mv.set(7);
  CHECK(mv.get() == 7);
  CHECK(mv() == mv);
  CHECK(mv(Ellipsis{}).get() == 7);
  for (const std::function<void()>& use : std::initializer_list<std::function<void()>>{
           [&] { static_cast<void>(mv.size()); }, [&] { static_cast<void>(mv[0]); },
           [&] { static_cast<void>(mv.slice(0)); }, [&] { static_cast<void>(mv.get({0})); }}) {
    CHECK(code_of([&] { return use(), 0; }) == Errc::BadIndex);
  }
}

TEST_CASE("axes of length zero") {
  CHECK(counting({0, 3}).tolist() == Value{});
  CHECK(counting({3, 0}).tolist() == Value{{}, {}, {}});
  CHECK(counting({2, 0, 2}).tolist() == Value{{}, {}});
  CHECK(counting({3, 0}).contiguous());
  CHECK(counting({3, 0}) == counting({3, 0}));
  CHECK_FALSE(counting({3, 0}) == counting({0, 3}));
  counting({3, 0}).assign(counting({3, 0}));
  const View far(Bytes{}, 1, {{3, kMax}, {2, kMin}, {0, 1}}, kMax);
  CHECK(MemoryView(Buffer(), byte_layout(), far).tolist() == Value{{{}, {}}, {{}, {}}, {{}, {}}});
}

// --- parts ----------------------------------------------------------------------------

TEST_CASE("indexing and slicing") {
  const MemoryView mv = counting({2, 3});
  CHECK(mv[1].tolist() == Value{3, 4, 5});
  CHECK(mv[-1][-3].get() == 3);
  CHECK(mv[1].slice(1).tolist() == Value{4, 5});
  CHECK(mv.slice({}, {}, -1).tolist() == Value{{3, 4, 5}, {0, 1, 2}});
  CHECK(mv(0, Slice{1}).tolist() == Value{1, 2});
  CHECK(mv(Slice{}, 2).tolist() == Value{2, 5});
  CHECK(mv(Ellipsis{}, Slice{{}, {}, -2}).tolist() == Value{{2, 0}, {5, 3}});
  CHECK(mv.select(parse_index("::-1, 1:")).tolist() == Value{{4, 5}, {1, 2}});
  CHECK(mv.transpose().tolist() == Value{{0, 3}, {1, 4}, {2, 5}});
  CHECK(mv.get({1, -1}) == 5);
  CHECK(code_of([&] { return mv[2]; }) == Errc::BadIndex);
  CHECK(code_of([&] { return mv.slice(0, 1, 0); }) == Errc::BadIndex);
  CHECK(code_of([&] { return mv(0, 0, 0); }) == Errc::BadIndex);
  CHECK(code_of([&] { return mv.get({1}); }) == Errc::BadIndex);
  CHECK(code_of([&] { return mv.get({0, 3}); }) == Errc::BadIndex);
  CHECK(message_of([&] {
          return mv.get({0, 0, 0});
        }) == "an item has one index per axis: 2, not 3");
}

TEST_CASE("going along the first axis") {
  Value::List rows;
  for (const MemoryView row : counting({2, 2})) rows.push_back(row.tolist());
  CHECK(Value(rows) == Value{{0, 1}, {2, 3}});
  std::vector<int> numbers = {1, 2, 3};
  const MemoryView items(numbers);
  for (const MemoryView item : items) item.set(5);
  CHECK(numbers == std::vector<int>{5, 5, 5});
}

TEST_CASE("casts of strided views") {
  const MemoryView mv = counting({2, 4});
  const MemoryView right = mv(Slice{}, Slice{2});
  CHECK(right.cast(parse_format("<H")).tolist() == Value{{0x302}, {0x706}});
  CHECK(right.cast(parse_format(">H"), Lengths{2, 1}).tolist() == Value{{0x203}, {0x607}});
  CHECK(code_of([&] { return right.cast(parse_format("H"), Lengths{2}); }) == Errc::BadShape);
  CHECK(code_of([&] { return mv.transpose().cast(parse_format("H")); }) == Errc::BadShape);
  CHECK(code_of([&] { return mv.cast(parse_format("0s")); }) == Errc::BadShape);
}

// --- all items at once ------------------------------------------------------------------

TEST_CASE("bytes in order C, F and A") {
  const MemoryView mv = counting({2, 3});
  const auto hex = [](const MemoryView& view, CopyOrder order) {
    return testing::to_hex(view.tobytes(order));
  };
  CHECK(hex(mv, CopyOrder::C) == "000102030405");
  CHECK(hex(mv, CopyOrder::F) == "000301040205");
  CHECK(hex(mv, CopyOrder::A) == "000102030405");
  CHECK(hex(mv.transpose(), CopyOrder::C) == "000301040205");
  CHECK(hex(mv.transpose(), CopyOrder::F) == "000102030405");
  CHECK(hex(mv.transpose(), CopyOrder::A) == "000102030405");
  CHECK(hex(mv(Slice{}, Slice{{}, {}, 2}), CopyOrder::A) == "00020305");
  CHECK(hex(counting({2, 2}).cast(parse_format("H")).transpose(), CopyOrder::F) == "00010203");
}

TEST_CASE("hexadecimal with separators, as bytes.hex") {
  const std::string data = "\x01\xab\xcd\xef\x10";
  const MemoryView mv(data);
  CHECK(mv.hex() == "01abcdef10");
  CHECK(mv.hex(':') == "01:ab:cd:ef:10");
  CHECK(mv.hex('-', 2) == "01-abcd-ef10");
  CHECK(mv.hex('-', -2) == "01ab-cdef-10");
  CHECK(mv.hex(' ', 0) == "01abcdef10");
  CHECK(mv.hex(' ', 5) == "01abcdef10");
  CHECK(mv.hex(' ', 4) == "01 abcdef10");
  CHECK(mv.hex(' ', kMax) == "01abcdef10");
  CHECK(mv.hex(' ', kMin) == "01abcdef10");
  CHECK(mv.slice(0, 0).hex(':').empty());
  CHECK(mv.slice({}, {}, -2).hex(':') == "10:cd:01");
  CHECK(code_of([&] { return mv.hex('\xff'); }) == Errc::BadValue);
}

TEST_CASE("views are equal by value, each by its own format") {
  struct Row {
    const char* a_format;
    const char* a;
    const char* b_format;
    const char* b;
    bool equal;
  };
  const Row rows[] = {
      {">i", "00000001", "<i", "01000000", true},
      {"i", "01000000", "i", "02000000", false},
      {"B", "01", "?", "ff", true},
      {"?", "01", "?", "ff", true},
      {"<h", "0100", "<e", "003c", true},
      {"<f", "00000080", "<f", "00000000", true},   // -0.0 == 0.0
      {"<f", "0000c07f", "<f", "0000c07f", false},  // NaN
      {"<f", "00000040", "<d", "0000000000000040", true},
      {"<q", "0100000000002000", "<d", "0000000000004043", false},  // 2^53 + 1
      {"c", "61", "s", "61", true},
      {"c", "61", "B", "61", false},
      {"2s", "6100", "2p", "0161", false},
      {"<2H", "01000200", ">2H", "00010002", true},
      {"2H", "01000200", "H:a:H:b:", "01000200", true},
      {"<bxh", "01ff0200", "<bxh", "01ee0200", true},  // padding is no value
      {"b", "ff", "B", "ff", false},
      {"B", "0102", "B", "0102", true},
      {"B", "0102", "H", "0102", false},  // another shape
      {"B", "", "d", "", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.a_format);
    CAPTURE(row.b_format);
    const MemoryView a = view_of(testing::from_hex(row.a), row.a_format);
    const MemoryView b = view_of(testing::from_hex(row.b), row.b_format);
    CHECK((a == b) == row.equal);
    CHECK((b == a) == row.equal);
    CHECK((a != b) == !row.equal);
  }
  CHECK(counting({2, 3}) == counting({6}).cast(byte_layout(), Lengths{2, 3}));
  CHECK(counting({2, 2}).transpose() == view_of(testing::from_hex("00020103"), "B", Lengths{2, 2}));
  CHECK_FALSE(counting({2, 3}) == counting({3, 2}));
  CHECK_FALSE(counting({1}) == counting({}));
}

TEST_CASE("finding values") {
  const MemoryView mv = view_of(testing::from_hex("0102030201"), "B");
  CHECK(mv.count(2) == 2);
  CHECK(mv.count(2.0) == 2);
  CHECK(mv.count(9) == 0);
  CHECK(mv.contains(3));
  CHECK_FALSE(mv.contains("\x03"));
  CHECK(mv.index(2) == 1);
  CHECK(mv.index(2, 2) == 3);
  CHECK(mv.index(1, -2) == 4);
  CHECK(mv.index(1, kMin, kMax) == 0);
  const auto absent = [&](const Value& value, std::int64_t start, std::int64_t stop) {
    return code_of([&] { return mv.index(value, start, stop); }) == Errc::BadValue;
  };
  CHECK(absent(9, 0, 5));
  CHECK(absent(2, 2, 3));
  CHECK(absent(1, 1, -1));
  CHECK(absent(1, 9, 99));
  CHECK(message_of([&] { return mv.index(9); }) == "9 is not in the view");
  CHECK(counting({2, 3}).transpose().index(4) == 3);
  CHECK(counting({2, 3}).count(4) == 1);
  CHECK(view_of(testing::from_hex("01020102"), "2B").count({1, 2}) == 2);
  CHECK(counting({}).index(0) == 0);
}

TEST_CASE("records that vary in size are an axis that is indexed, sliced and gone along") {
  std::string bytes =
      "\x02"
      "ab\x00\x03xyz"s;
  const MemoryView records =
      MemoryView::records(Buffer::borrow(bytes), parse_format("B:n: {n}s:t:"));
  CHECK(records.shape() == Lengths{3});
  CHECK(records.itemsize() == kVaries);
  CHECK(records.strides() == Lengths{kVaries});
  CHECK(records.nbytes() == 8);
  CHECK(records.tolist() == Value{{2, "ab"}, {0, ""}, {3, "xyz"}});
  CHECK(records[2].get() == Value{3, "xyz"});
  CHECK(records.get({-1}) == Value{3, "xyz"});
  CHECK(records.slice(std::nullopt, std::nullopt, -1).tolist() ==
        Value{{3, "xyz"}, {0, ""}, {2, "ab"}});
  CHECK(records.slice(1).tobytes() == "\x00\x03xyz"s);
  CHECK(records.slice(1).slice(1)[0].tobytes() == "\x03xyz");
  std::int64_t bytes_seen = 0;
  for (const MemoryView record : records) bytes_seen += record.nbytes();
  CHECK(bytes_seen == 8);
  CHECK(records.contains({0, ""}));
  CHECK(records.index({3, "xyz"}) == 2);
  CHECK(records == MemoryView::records(Buffer::borrow(bytes), parse_format("B:n: {n}s:t:")));
  records[0].set({2, "AB"});
  CHECK(bytes ==
        "\x02"
        "AB\x00\x03xyz"s);
  CHECK(testing::code_of([&] { records[0].set({2, "ABC"}); }) == Errc::BadValue);
  CHECK(testing::code_of([&] { return records[3]; }) == Errc::BadIndex);
  CHECK(testing::code_of([&] { return records.cast(parse_format("B")); }) == Errc::BadShape);
  CHECK(testing::code_of([&] { records.assign(records); }) == Errc::BadShape);
  CHECK(testing::code_of([&] { records.toreadonly()[0].set({2, "AB"}); }) == Errc::ReadOnly);
  CHECK(testing::code_of([&] {
          return MemoryView::records(Buffer::borrow(bytes), parse_format("<H"));
        }) == Errc::BadShape);
  const std::string cut =
      "\x02"
      "a";
  CHECK(testing::message_of([&] {
          return MemoryView::records(Buffer::borrow(cut), parse_format("B:n: {n}s:t:"));
        }) == "record 0 at offset 0 is cut short by the end of the bytes");
}

TEST_CASE("a record has what stands in it: coded numbers, lists of records, nothing") {
  std::string bytes = "\x01\xac\x02\x01x\x00"s;
  const MemoryView records = MemoryView::records(
      Buffer::borrow(bytes),
      parse_format("B:f: [uleb]:n: {f>1?}I:no: {* until k==0}T{B:k: {k}s:t:}:r:"));
  CHECK(records.tolist() == Value{{1, 300, Value::List{}, {{1, "x"}, {0, ""}}}});
  records[0].set({1, 5, Value::List{}, {{1, "y"}, {0, ""}}});
  CHECK(bytes == "\x01\x85\x00\x01y\x00"s);
}

}  // namespace
}  // namespace bview
