// SPDX-License-Identifier: MIT
// Formats that are wrong, and formats that are very large.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

#include <bview/core/error.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/record_builder.hpp>

#include "tests/formats/syntax/layout_text.hpp"
#include "tests/sanitized.hpp"

namespace bview {
namespace {

using testing::text_of;

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  for (std::size_t k = 0; k < times; ++k) result += text;
  return result;
}

struct Wrong {
  std::string format;
  std::size_t where;
  std::string reason;  ///< part of it
};

TEST_CASE("what is wrong, and where") {
  const std::string kTooLarge = "larger than 2^63-1 bytes";
  const Wrong rows[] = {
      {"<i k H", 3, "'k' is no type letter; 'bview help formats' lists them"},
      {std::string("i\0i", 3), 1, "'\\x00' is no type letter"},
      {"i\x1b", 1, "'\\x1b' is no type letter"},
      {"i\xc3\xa9", 1, "'\xc3\xa9' is not ASCII"},
      {"i\xff", 1, "'\\xff' is not ASCII"},
      {"i,", 1, "no type letter"},
      {"+1i", 0, "no type letter"},
      {"1_0i", 1, "'_' is no type letter"},
      {"i]", 1, "no type letter"},
      // counts
      {"i 3", 2, "directly before its type letter"},
      {"3 i", 0, "directly before its type letter"},
      {"3<i", 0, "directly before its type letter"},
      {"3:a:", 0, "directly before its type letter"},
      {"T{3}", 2, "directly before its type letter"},
      {"3(2)i", 0, "directly before its type letter"},
      {"i9223372036854775808b", 1, "9223372036854775807"},
      // shapes
      {"H|is(1..3], b)", 9, "such a character stands in quotes here"},
      {"()i", 1, "a shape is lengths"},
      {"(2,)i", 3, "a shape is lengths"},
      {"(-1)i", 1, "this is -1"},
      {"(2;3)i", 2, "here an operator"},
      {"(2 3)i", 3, "a shape is lengths"},
      {"i(2,3", 1, "this '(' is not closed"},
      {"i(2,", 1, "this '(' is not closed"},
      {"(2,9223372036854775808)i", 3, "9223372036854775807"},
      {"(2)", 3, "a type letter is missing"},
      {"T{(2)}", 5, "a type letter is missing"},
      {"(2)(3)i", 3, "one shape"},
      {"(2)3i", 3, "no count"},
      {"(2)3x", 3, "no count"},
      {"(2)<3T{i}", 4, "no count"},
      {"(" + repeated("1,", 64) + "1)b", 129, "64 lengths"},
      // types
      {"<n", 1, "'n' has a size only in native mode (@ or ^)"},
      {"=3P", 2, "only in native mode"},
      {"Zg", 0, "'Zf' and 'Zd'"},
      {"Z", 0, "'Zf' and 'Zd'"},
      {"O", 0, "nothing in a file"},
      {"&i", 0, "nothing in a file"},
      {"X{}", 0, "nothing in a file"},
      {"3t", 1, "bit field"},
      {"i[bf17]", 1, "'bf17' is no type in brackets; there are [i24]"},
      {"[i32]", 0, "i32 is written 'i'"},
      {"[i64]", 0, "i64 is written 'q'"},
      {"[]", 0, "no type in brackets"},
      {"i[bf16", 1, "this '[' is not closed"},
      // names
      {":a:", 0, "a name follows the item"},
      {"i:a::b:", 4, "a name follows the item"},
      {"i::", 1, "this name is empty"},
      {"ih:a", 2, "ends with another ':'"},
      {"i:", 1, "ends with another ':'"},
      {"i:a:h:a:", 6, "there already is a field 'a'"},
      {"i:a\tb:", 3, "control characters"},
      {"i:a\xc2\x9b:", 3, "control characters"},
      {"i:a\xff:", 3, "not UTF-8"},
      {">I:ct: I: I:mt:", 9, "' I' begins or ends with a blank"},
      {"h: a:", 2, "begins or ends with a blank"},
      {"h:a :", 2, "begins or ends with a blank"},
      {"I:a: H:b, d:c:", 8, "a name holds no ','"},
      {"I:a: H:b;c:", 8, "a name holds no ';'"},
      {"3x:raw:", 3, "write '3s:raw:'"},
      {"(2)x:raw:", 5, "write '(2)s:raw:'"},
      {"ii:f0:", 3, "'f0' is what value 0 is called"},
      {"i:f3:5h", 2, "'f3' is what value 3 is called"},
      // records
      {"i}", 1, "no 'T{' that this '}' would close"},
      {"T{i}}", 4, "no 'T{' that this '}' would close"},
      {"T{T{i}", 0, "this 'T{' is not closed"},
      {"iT{T{i", 3, "this 'T{' is not closed"},
      {"T", 0, "a record is written 'T{...}'"},
      {"T {}", 0, "a record is written 'T{...}'"},
      {"{i}", 1, "there is no field 'i' in front of this"},
      {repeated("T{", 65) + repeated("}", 65), 128, "64 deep"},
      {repeated("T{", 10'000), 128, "64 deep"},
      // totals
      {"9223372036854775807bb", 20, kTooLarge},
      {"9223372036854775807h", 0, kTooLarge},
      {"b 4611686018427387904w", 2, kTooLarge},
      {"(4294967296,4294967296)b", 0, "more than 2^63-1 items"},
      {"(0,4294967296,4294967296)b", 0, "more than 2^63-1 items"},
      {"(4294967296,4294967296)x", 0, "more than 2^63-1 items"},
      {"9223372036854775801b0q", 20, kTooLarge},
      {"T{q9223372036854775799b}", 23, kTooLarge},
      {"9223372036854775807T{}9223372036854775807T{}", 22, "more than 2^63-1 values"},
  };
  for (const Wrong& row : rows) {
    CAPTURE(row.format);
    try {
      FAIL_CHECK("read as " << text_of(parse_format(row.format)));
    } catch (const Error& error) {
      CHECK(error.code() == Errc::BadFormat);
      CHECK(error.where() == row.where);
      CHECK_MESSAGE(std::string(error.what()).find(row.reason) != std::string::npos, error.what());
    }
  }
}

TEST_CASE("a format error shows the place") {
  CHECK_THROWS_WITH_AS(parse_format("<i k H"),
                       "the format is wrong at character 4:\n"
                       "  <i k H\n"
                       "     ^ 'k' is no type letter; 'bview help formats' lists them",
                       Error);
}

TEST_CASE("as much as is allowed") {
  const std::string shape = repeated("1,", 63) + "1";
  CHECK(text_of(parse_format("(" + shape + ")b")) == "0=(" + shape + ")i8 |1");
  const std::string deep = repeated("T{", kMaxRecordDepth) + "b" + repeated("}", kMaxRecordDepth);
  CHECK(leaf_count(parse_format(deep)) == 1);
}

/// Types of which each is twice the one behind it; the last is `last`.
std::string doubled(int levels, const std::string& last) {
  std::string format;
  for (int k = 0; k < levels; ++k) format += fmt::format("type t{0}=[t{1}][t{1}];", k, k + 1);
  return format + fmt::format("type t{}={};", levels, last);
}

TEST_CASE("types with names are counted before anything is made of them") {
  const auto all = [](const std::string& format) { return leaf_count(parse_format(format)); };
  CHECK(all(doubled(20, "b") + "[t0]") == kMaxLeaves);
  CHECK(all(doubled(19, "b") + "2[t0]:a: 3[t0]:b:") == 5 * kMaxLeaves / 2);
  CHECK(all(doubled(16, "H|bits(a:1,b:2,c:4)") + "[t0]5[t0]") == 6 * 3 << 16U);
  CHECK(parse_format(doubled(19, "{* until value==0}b") + "[t0][t0]").fields.size() == 2);
  CHECK(parse_format("type t=B:n: {n}[t]:a: {n}[t]:b:; [t]").fields.size() == 1);

  const std::string rows[] = {
      doubled(20, "b") + "b[t0]",
      doubled(20, "b") + "[t0]0b:x:",
      doubled(20, "{* until value==0}b") + "[t0][t0]",
      doubled(62, "b") + "[t0]",
      doubled(62, "x") + "[t0]",
      doubled(62, "") + "[t0]",
      doubled(21, "H|bits(a:1,b:2)") + "[t0]",
      doubled(19, "b") + "U{[t0][t0][t0]}",
      doubled(19, "b") + "T{T{[t0]}T{[t0]T{[t0]}}}",
      doubled(19, "b") + "a: [t0], b: [t0], c: [t0]",
      doubled(19, "b") + "B:n: S(n){1=[t0]:a:, 2=[t0]:a:, 3=[t0]:a:}",
      doubled(19, "b") + "B:n: M(n){[t0] A(n){[t0]}}{n?}[t0]",
      doubled(20, "b") + "type u=[u]:v: <[t0]:w: >[t0]:x:; [u]",
  };
  for (const std::string& format : rows) {
    CAPTURE(format);
    CHECK_THROWS_WITH_AS(parse_format(format), doctest::Contains("more than 1048576 fields"),
                         Error);
  }
  const std::string last = doubled(20, "b") + "B:n: ";
  try {
    FAIL_CHECK(text_of(parse_format(last + "2[t0]:a:")));
  } catch (const Error& error) {
    CHECK(error.where() == last.size());
  }
}

TEST_CASE("formats of a megabyte are read in linear time") {
  constexpr std::size_t kMany = testing::kSanitized ? 100'000 : 1'000'000;
  CHECK(parse_format(repeated("b", kMany)).fields.size() == kMany);
  CHECK(parse_format(repeated(" ", kMany) + repeated("0", kMany) + "3b").itemsize == 3);
  CHECK_THROWS_AS(parse_format(repeated("9", kMany) + "b"), Error);
  CHECK_THROWS_AS(parse_format("i:" + repeated("a", kMany)), Error);
  CHECK_THROWS_AS(parse_format(repeated("(", kMany)), Error);
  CHECK_THROWS_AS(parse_format("[" + repeated("b", kMany)), Error);
  CHECK(parse_format(repeated("[bf16]", kMany / 6)).itemsize == kMany / 6 * 2);

  std::string named;
  for (int k = 0; k < 100'000; ++k) named += fmt::format("b:f{}:", k);
  CHECK(parse_format(named).fields.size() == 100'000);
  CHECK_THROWS_AS(parse_format("b" + named), Error);

  constexpr std::size_t kWide = kMany / kMaxRecordDepth;
  const std::string deep = repeated("T{" + repeated("b", kWide), kMaxRecordDepth);
  CHECK(parse_format(deep + repeated("}", kMaxRecordDepth)).itemsize == kWide * kMaxRecordDepth);
}

}  // namespace
}  // namespace bview
