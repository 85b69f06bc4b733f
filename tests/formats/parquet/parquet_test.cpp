// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/formats/columns/columns.hpp>
#include <bview/formats/columns/compression.hpp>
#include <bview/formats/parquet/parquet.hpp>

#include "tests/support/errors.hpp"
#include "tests/support/selection.hpp"

// What engines read of such files, tests/engines.sh compares.

namespace bview {
namespace {

using testing::counting_bytes;
using testing::rendered;
using testing::Sample;
using testing::sample;
using testing::to_hex;

std::string parquet_of(const Selection& selection, const OutputOptions& options = {}) {
  return rendered(*make_parquet(selection, options));
}

/// Where the directory begins, whose size stands behind it.
std::size_t footer_of(const std::string& file) {
  REQUIRE(file.size() >= 12);
  CHECK(file.starts_with("PAR1"));
  CHECK(file.ends_with("PAR1"));
  std::uint32_t size = 0;
  std::memcpy(&size, file.data() + file.size() - 8, sizeof(size));
  REQUIRE(size + 12 <= file.size());
  return file.size() - 8 - size;
}

TEST_CASE("a column of numbers is a page: its head, and the numbers themselves") {
  const Sample given = sample("<H", "01000200");
  const std::string file = parquet_of(given.selection);
  // type, sizes, checksum; entries, plain, levels in runs; narrow numbers stand in four bytes
  const std::string page = to_hex(file.substr(4, footer_of(file) - 4));
  CHECK(page.starts_with("150015101510"));
  CHECK(
      page.ends_with("1c150415001506150600"
                     "00"
                     "0100000002000000"));
}

TEST_CASE("rows are groups, of any number of them, and none is a file, too") {
  const Sample none = sample("<i:a:", "", {0});
  CHECK(footer_of(parquet_of(none.selection)) == 4);
  const Sample many = sample("<Q:a:", counting_bytes(8 << 20));
  CHECK(make_parquet(many.selection, {})->parts_per_chunk() < 1 << 20);
  const std::string whole = parquet_of(many.selection);
  CHECK(whole.size() > (8U << 20U));
  for (const int threads : {2, 5}) {
    StringSink sink;
    write_all(*make_parquet(many.selection, {}), sink, threads);
    CHECK((sink.text() == whole));
  }
}

TEST_CASE("one output may follow another with the same options") {
  const OutputOptions options;
  const Sample given = sample("<i:a:", counting_bytes(64));
  const std::string first = parquet_of(given.selection, options);
  CHECK(parquet_of(given.selection, options) == first);
}

std::vector<std::string> names_of_columns(std::string_view format) {
  const Sample given = sample(format, counting_bytes(640));
  std::vector<std::string> names;
  for (const ColumnNode& node : columns_of(given.selection).nodes) names.push_back(node.name);
  return names;
}

TEST_CASE("names are distinct to those who fold case") {
  using Names = std::vector<std::string>;
  CHECK(names_of_columns("<i:a: i:A: i:b: i:A_2:") == Names{"a", "A_2", "b", "A_2_2"});
  CHECK(names_of_columns("<i") == Names{"value"});
  CHECK(names_of_columns("<2i h:x: i") == Names{"f0", "f1", "x", "f3"});
}

TEST_CASE("what has no values makes no columns, and too many are refused") {
  const auto refused = [](std::string_view format) {
    const Sample given = sample(format, counting_bytes(16));
    return testing::message_of([&] { return columns_of(given.selection).rows; });
  };
  CHECK(refused("4x") == "there are no values, and a column has some; take a format with fields");
  CHECK(refused("70000B").starts_with("more than 65536 columns are too many"));
}

TEST_CASE("lists and records nest as fields do, and axes are lists around them") {
  const Sample given = sample("<(2)T{B:x:(3)H:y:}:p:", counting_bytes(14 * 6), {3, 2});
  const Columns columns = columns_of(given.selection);
  CHECK(columns.rows == 3);
  REQUIRE(columns.leaves.size() == 2);
  CHECK(columns.leaves[0].lists == Lengths{2, 2});
  CHECK(columns.leaves[1].lists == Lengths{2, 2, 3});
  CHECK(columns.leaves[1].per_row == 12);
  const ColumnNode& axis = columns.nodes.front();
  CHECK(axis.name == "p");
  CHECK(axis.length == 2);
  CHECK(axis.fields.front().length == 2);
  CHECK(axis.fields.front().fields.front().fields.size() == 2);
}

TEST_CASE("every compression makes zeros less") {
  const Sample given = sample("<Q:a:", std::vector<std::byte>(1 << 16));
  for (const Compression& row : compressions()) {
    if (row.name == "snappy") continue;  // its library may not be there
    OutputOptions options;
    options.compression = &row;
    CAPTURE(row.name);
    CHECK((parquet_of(given.selection, options).size() < (1U << 15U)) == (row.name != "none"));
  }
}

}  // namespace
}  // namespace bview
