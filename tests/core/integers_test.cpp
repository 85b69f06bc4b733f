// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <array>
#include <cstddef>

#include <bview/core/error.hpp>
#include <bview/core/integers.hpp>
#include <bview/core/item.hpp>
#include <bview/core/patch.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/project.hpp>

namespace bview {
namespace {

template <class... T>
std::vector<std::byte> bytes(T... values) {
  return {static_cast<std::byte>(values)...};
}

TEST_CASE("integers of every type, there and back") {
  struct Row {
    const char* format;
    WideInteger least;
    WideInteger most;
  };
  const Row rows[] = {
      {"b", {128, true}, {127, false}},
      {">H", {}, {65535, false}},
      {"<[i24]", {1U << 23U, true}, {(1U << 23U) - 1, false}},
      {">[u40]", {}, {(uint128{1} << 40U) - 1, false}},
      {"<q", {uint128{1} << 63U, true}, {(uint128{1} << 63U) - 1, false}},
      {">[i128]", {uint128{1} << 127U, true}, {~(uint128{1} << 127U), false}},
      {"<[u128]", {}, {~uint128{0}, false}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    const Layout layout = parse_format(row.format);
    const Field& field = layout.fields.front();
    CHECK(limits_of(field).least == row.least);
    CHECK(limits_of(field).most == row.most);
    const IntegerAccess access = integer_access(field.type, field.order);
    std::array<std::byte, 16> item{};
    for (const WideInteger& value : {row.least, row.most, WideInteger{1, false}}) {
      access.store(value, item.data());
      CHECK(access.load(item.data()) == value);
    }
  }
}

TEST_CASE("bit fields are values of a record, and set alone") {
  const Layout layout = parse_format(">H|bits(a:4, b:-4, :4, c:4):w: B:n:");
  auto item = bytes(0x7f, 0xe5, 9);
  // As 0x7fe5: a is 5, b is -2, c is 7.
  CHECK(get(item.data(), layout) == Value{{5, -2, 7}, 9});
  set(item.data(), layout, Value{{1, -8, 0}, 9});
  CHECK(item == bytes(0x0f, 0x81, 9));
  CHECK_THROWS_AS(set(item.data(), layout, Value({{16, 0, 0}, 9})), Error);
  CHECK_THROWS_AS(set(item.data(), layout, Value({{0, 8, 0}, 9})), Error);
  CHECK(item == bytes(0x0f, 0x81, 9));
}

TEST_CASE("a patch of bit fields leaves the other bits") {
  const Layout whole = parse_format("<H|bits(a:4, :4, b:8):w:");
  const Layout layout = project(whole, {"w.b", "w.a"});
  auto file = bytes(0xf1, 0xff, 0xf2, 0xff);
  View view({file.data(), 4, false}, 2, {{2, 2}}, 0);
  const auto item = bytes(0x03, 0x07);
  const PatchPlan plan(view, layout, Buffer::own(item), PatchBytes::Fields);
  std::vector<std::byte> written;
  int edits = 0;
  plan.edits()([&](const Edit& edit) {
    ++edits;
    written.insert(written.end(), edit.new_bytes.begin(), edit.new_bytes.end());
  });
  CHECK(edits == 4);
  CHECK(written == bytes(0xf3, 0x07, 0xf3, 0x07));
  CHECK_THROWS_AS(refuse_unwritable(view, project(whole, {"w.a", "w"})), Error);
}

}  // namespace
}  // namespace bview
