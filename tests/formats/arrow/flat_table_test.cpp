// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <bview/formats/arrow/flat_table.hpp>

#include "tests/support/flat_buffer.hpp"
#include "tests/support/values.hpp"

namespace bview {
namespace {

using testing::FlatView;
using testing::to_hex;

TEST_CASE("a table with a scalar: where it is, what is in it, and the scalar") {
  FlatTable table;
  table.i16(0, 0x0102);
  // The root is at 12; in front of it a head of 6 bytes, a table of 6, and the slot at 4.
  CHECK(to_hex(table.buffer()) ==
        "0c000000"
        "0000"
        "060006000400"
        "06000000"
        "0201"
        "000000000000");
}

TEST_CASE("an empty table is one, too") {
  const std::string buffer = FlatTable().buffer();
  CHECK(buffer.size() % 8 == 0);
  const FlatView read(buffer);
  CHECK_FALSE(read.has(0));
  CHECK_FALSE(read.has(7));
}

TEST_CASE("scalars of every width are aligned and signed, whatever their order") {
  FlatTable table;
  table.boolean(0, true);
  table.i64(1, -2);
  table.i8(2, -3);
  table.i32(3, -4);
  table.i16(6, -5);
  const std::string buffer = table.buffer();
  const FlatView read(buffer);
  CHECK(read.number<std::uint8_t>(0) == 1);
  CHECK(read.number<std::int64_t>(1) == -2);
  CHECK(read.number<std::int8_t>(2) == -3);
  CHECK(read.number<std::int32_t>(3) == -4);
  CHECK(read.number<std::int16_t>(6) == -5);
  CHECK_FALSE(read.has(4));
}

TEST_CASE("texts, tables in tables, and structs are found again") {
  for (const char* name : {"", "a", "four", "seven77"}) {
    std::vector<FlatTable> tables;
    for (int k = 0; k < 3; ++k) {
      FlatTable each;
      each.i64(k, k + 100);
      each.text(3, name);
      tables.push_back(std::move(each));
    }
    FlatTable inner;
    inner.tables(1, std::move(tables));
    inner.tables(2, {});
    FlatTable table;
    table.text(0, name);
    table.structs(1, 2, {1, 2, 3, 4});
    table.table(2, std::move(inner));
    table.structs(3, 3, {});
    const std::string buffer = table.buffer();
    const FlatView read(buffer);
    CHECK(read.text(0) == name);
    CHECK(read.structs(1, 2) == std::vector<std::int64_t>{1, 2, 3, 4});
    CHECK(read.structs(3, 3).empty());
    const auto found = read.table(2).tables(1);
    REQUIRE(found.size() == 3);
    for (int k = 0; k < 3; ++k) {
      CHECK(found[static_cast<std::size_t>(k)].number<std::int64_t>(k) == k + 100);
      CHECK(found[static_cast<std::size_t>(k)].text(3) == name);
    }
    CHECK(read.table(2).tables(2).empty());
  }
}

}  // namespace
}  // namespace bview
