// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <limits>
#include <string>

#include <bview/core/error.hpp>
#include <bview/formats/syntax/index_expression.hpp>
#include <bview/formats/syntax/numbers.hpp>

#include "tests/support/vectors.hpp"

namespace bview {
namespace {

constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

TEST_CASE("an index is read as Python reads it") {
  struct Row {
    const char* text;
    Index want;
  };
  const Row rows[] = {
      {"", {}},
      {" \t", {}},
      {"[]", {}},
      {"3", {3}},
      {"-3", {-3}},
      {" + 3 ", {3}},
      {"3,", {3}},
      {"[ 1 , ]", {1}},
      {"1,2,-3", {1, 2, -3}},
      {":", {Slice{}}},
      {"::", {Slice{}}},
      {"1:10:2", {Slice{1, 10, 2}}},
      {" 1 : 10 : 2 ", {Slice{1, 10, 2}}},
      {"1:", {Slice{1, {}}}},
      {":-1", {Slice{{}, -1}}},
      {"::-1, 0", {Slice{{}, {}, -1}, 0}},
      {"..., 2", {Ellipsis{}, 2}},
      {"[...]", {Ellipsis{}}},
      {"...,...", {Ellipsis{}, Ellipsis{}}},
      {"::0", {Slice{{}, {}, 0}}},
      {"0x1F:0B11:-0o17", {Slice{31, 3, -15}}},
      {"1_000, 0x_ff, 007", {1000, 255, 7}},
      {"9223372036854775807", {kMax}},
      {"-9223372036854775808", {kMin}},
      {"9223372036854775808:-9223372036854775809:18446744073709551617", {Slice{kMax, kMin, kMax}}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK((parse_index(row.text) == row.want));
  }
}

TEST_CASE("what is wrong with an index, and where") {
  std::string many = "0";
  for (int k = 0; k < 64; ++k) many += ",0";
  struct Row {
    std::string text;
    std::size_t where;
    const char* reason;
  };
  const Row rows[] = {
      {",", 0, "an index is missing"},
      {"1,,2", 2, "an index is missing"},
      {"a", 0, "an index is missing"},
      {"..", 0, "an index is missing"},
      {"(0)", 0, "an index is missing"},
      {"0 0", 2, "',' or the end"},
      {"1.5", 1, "',' or the end"},
      {"1_", 1, "',' or the end"},
      {"1__0", 1, "',' or the end"},
      {"0x", 1, "',' or the end"},
      {"0b2", 1, "',' or the end"},
      {"....", 3, "',' or the end"},
      {"0...", 1, "',' or the end"},
      {"0:1:2:3", 5, "start:stop:step"},
      {"::::", 2, "start:stop:step"},
      {"- ", 2, "a sign stands before a number"},
      {"--1", 1, "a sign stands before a number"},
      {"[0", 0, "this '[' is not closed"},
      {"0]", 1, "ended before this"},
      {"[0] 1", 4, "ended before this"},
      {"[[0]]", 1, "lists and masks"},
      {"0, [1,2]", 3, "lists and masks"},
      {"True", 0, "lists and masks"},
      {"None", 0, "a new axis"},
      {"0, np.newaxis", 3, "a new axis"},
      {std::string("0\0", 2), 1, "',' or the end"},
      {many, 128, "64 terms"},
      {"9223372036854775808", 0, "9223372036854775808 is past the end of any axis"},
      {"0, -0xffffffffffffffffffff", 3, "-0xffffffffffffffffffff is past the end of any axis"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    try {
      FAIL_CHECK("read as " << parse_index(row.text).size() << " terms");
    } catch (const Error& error) {
      CHECK(error.code() == Errc::BadFormat);
      CHECK(error.where() == row.where);
      CHECK_MESSAGE(std::string(error.what()).find(row.reason) != std::string::npos, error.what());
    }
  }
  CHECK_THROWS_WITH_AS(parse_index("0, x"),
                       "the index is wrong at character 4:\n"
                       "  0, x\n"
                       "     ^ here an index is missing: 3, 1:10:2 or ...",
                       Error);
}

/// The view of 4-byte items that numpy was asked about.
View numpy_view(const Lengths& shape, const std::string& order, const std::string& axes) {
  std::int64_t bytes = 4;
  for (const std::int64_t extent : shape) bytes *= extent;
  const View view =
      View::contiguous({nullptr, bytes, true}, 4, shape, 0, order == "C" ? Order::C : Order::F);
  return axes.empty() ? view : view.transpose(parse_axes(axes));
}

TEST_CASE("an index selects what numpy selects") {
  for (const auto& cells : testing::read_vectors("oracle/numpy_index.tsv")) {
    CAPTURE(cells[0]);
    CAPTURE(cells[1]);
    CAPTURE(cells[2]);
    CAPTURE(cells[3]);
    const View view = numpy_view(parse_lengths(cells[0]), cells[1], cells[2]);
    if (cells[4] == "error") {
      CHECK_THROWS_AS(select(view, parse_index(cells[3])), Error);
      continue;
    }
    const View selected = select(view, parse_index(cells[3]));
    CHECK(fmt::format("{}", fmt::join(selected.shape(), ",")) == cells[4]);
    if (!cells[6].empty()) CHECK(fmt::format("{}", selected.offset()) == cells[6]);
  }
}

}  // namespace
}  // namespace bview
