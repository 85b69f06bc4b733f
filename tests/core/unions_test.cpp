// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include <bview/core/item.hpp>
#include <bview/core/unions.hpp>
#include <bview/formats/syntax/format_string.hpp>

#include "tests/formats/input/reading.hpp"
#include "tests/support/errors.hpp"
#include "tests/support/values.hpp"

namespace bview {
namespace {

using testing::from_hex;
using testing::hex;

/// An item of a format, taken apart, with the values that `change` makes of it, put together.
template <class Change>
std::string changed(const char* format, const char* item_hex, const Change& change) {
  const Layout layout = parse_format(format);
  const Layout apart = without_unions(layout);
  std::vector<std::byte> item = from_hex(item_hex);
  std::vector<std::byte> before(static_cast<std::size_t>(apart.itemsize));
  spread_unions(layout, apart, item.data(), before.data());
  std::vector<std::byte> after = before;
  change(after);
  const MemberChoice choice{[&](const Field& field, std::int64_t offset) {
    return same_value(before.data() + offset, after.data() + offset, field);
  }};
  join_unions(layout, apart, after.data(), choice, item.data());
  return hex(item);
}

TEST_CASE("sizes of unions are C's") {
  struct Row {
    const char* format;
    std::int64_t size;
    std::int64_t alignment;
  };
  const Row rows[] = {
      // printf("%zu", sizeof(union {...})), and the same packed
      {"@U{i:a: d:b: 9s:c:}", 16, 8}, {"<U{i:a: d:b: 9s:c:}", 9, 1},
      {"@U{b:a: h:b:}", 2, 2},        {"@bU{b:a: h:b:}", 4, 2},
      {"@U{3s:a: T{bh}:b:}", 4, 2},   {"<U{[u12]:a: [u4]:b:}", 2, 1},
      {"<U{8x B:a:}", 8, 1},          {"<[u4]U{[u4]:a:}:u:[u4]", 3, 1},
      {"<3U{H:a:}:u:", 6, 1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    const Layout layout = parse_format(row.format);
    CHECK(layout.itemsize == row.size);
    CHECK(layout.alignment == row.alignment);
  }
}

TEST_CASE("members are taken apart and put together") {
  const char* const format = "<B:n: 2U{H:a: T{B:x: B:y:}:t: [u4]:low:}:u: B:m:";
  const Layout layout = parse_format(format);
  CHECK(has_unions(layout));
  CHECK(without_unions(layout).itemsize == 12);
  CHECK_FALSE(has_unions(without_unions(layout)));
  CHECK(changed(format, "010203040506", [](auto&) {}) == "010203040506");
  // n, then a of u[0]
  CHECK(changed(format, "010203040506", [](auto& bytes) { bytes[1] = std::byte{9}; }) ==
        "010903040506");
  // t.y of u[1], which begins at 6
  CHECK(changed(format, "010203040506", [](auto& bytes) { bytes[9] = std::byte{9}; }) ==
        "010203040906");
  // Four bits alone.
  CHECK(changed(format, "01f203040506", [](auto& bytes) { bytes[5] = std::byte{1}; }) ==
        "01f103040506");
}

TEST_CASE("two members cannot both change") {
  const auto both = [](auto& bytes) {
    bytes[0] = std::byte{9};
    bytes[2] = std::byte{9};
  };
  const std::string message =
      testing::message_of([&] { return changed("<U{H:a: B:b: B:c:}", "0102", both); });
  CHECK(message.find("'a' and 'b'") != std::string::npos);
}

TEST_CASE("values of unions") {
  const Layout layout = parse_format("<U{H:a: B:b:}:u: B:c:");
  std::vector<std::byte> item = from_hex("010203");
  CHECK(get(item.data(), layout) == Value(Value::List{Value::List{0x201, 1}, 3}));
  set(item.data(), layout, Value::List{Value::List{0x201, 7}, 4});
  CHECK(hex(item) == "070204");
  set(item.data(), layout, Value::List{Value::List{0x605, 7}, 4});
  CHECK(hex(item) == "050604");
  CHECK(testing::code_of([&] {
          set(item.data(), layout, Value::List{Value::List{1, 2}, 4});
          return 0;
        }) == Errc::BadValue);
  CHECK(hex(item) == "050604");
}

TEST_CASE("unions as text") {
  for (const char* format : {"<U{f:x:I:bits:}", "<B:a:U{H:b:T{B:c:B:d:}:e:}:f:", "<3U{HB}:u:",
                             "<U{[u4]:a:[u12]:b:>[u4]:c:}", "<U{8xB:a:}"}) {
    CAPTURE(format);
    const Layout layout = parse_format(format);
    const Layout again = parse_format(to_format(layout));
    CHECK(same_format(again, layout));
    CHECK(again.is_union == layout.is_union);
  }
}

}  // namespace
}  // namespace bview
