// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <string>

#include <bview/core/error.hpp>
#include <bview/formats/syntax/formula_marks.hpp>
#include <bview/formats/syntax/formula_text.hpp>

#include "tests/support/formulas.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

using testing::FewNames;
using testing::value_text;

TEST_CASE("formulas have the values that Python gives them") {
  for (const auto& cells : testing::read_vectors("oracle/formula.tsv")) {
    CAPTURE(cells[0]);
    const std::string value = value_text(cells[0]);
    if (cells[1] == "error") {
      CHECK_MESSAGE(value.find("the formula is wrong at character ") == 0, value);
    } else {
      CHECK(value == cells[1]);
    }
  }
}

TEST_CASE("what formulas have that Python has not") {
  struct Row {
    const char* text;
    const char* want;
  };
  const Row rows[] = {
      {"4K", "4096"},
      {"-4kB", "-4000"},
      {"2MiB/1K", "2048"},
      {"7/2", "3"},
      {"-7 / 2", "-4"},
      {"align(13, 4)", "16"},
      {"align(16, 4)", "16"},
      {"align(-13, 4)", "-12"},
      {"align(9223372036854775807, 1)", "9223372036854775807"},
      {"1 ? 2 : 0 ? 3 : 4", "2"},
      {"0 ? 2 : 0 ? 3 : 4", "4"},
      {"(0 ? 1 : 2) + 1", "3"},
      {"2 | 1 == 3 ? 8 : 9", "8"},
      {"6 & 4 == 4", "1"},
      {"-9223372036854775808", "-9223372036854775808"},
      {"- 9223372036854775808 + 0", "-9223372036854775808"},
      {"\t1\n+\r1 ", "2"},
      {"-@n % 4", "3"},
      {"@n+@hdr.n*2", "11"},
      {"@v[@n-3]", "40"},
      {"@m[1,0] + @m[1][0]", "14"},
      {"@grö", "6"},
      {"size-1", "9"},
      {"$size", "11"},
      {"len(@abc)", "4"},
      {"len( @abc )", "4"},
      {"u8@0", "1"},
      {">H@0", "258"},
      {"<H@0", "513"},
      {"u16be@(@n-4)", "515"},
      {"u16le@@n", "1798"},
      {"[u24be]@1", "131844"},
      {"!I@0>>24", "1"},
      {"1<<B@0", "2"},
      {"1 << <B@0 & 3", "2"},
      {"1<>H@0", "1"},
      {"?@0", "1"},
      {"B@(B@0)", "2"},
      {"-b@8", "1"},
      {"H@0x0 == <H@0", "1"},
      {"@H@0", "513"},
  };
  FewNames names({{"@n", 5},
                  {"@hdr.n", 3},
                  {"@v[2]", 40},
                  {"@m[1,0]", 7},
                  {"@grö", 6},
                  {"size", 10},
                  {"$size", 11}},
                 std::string("\x01\x02\x03\x04\x05\x06\x07\x00\xff\x00", 10));
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(value_text(row.text, names) == row.want);
  }
}

TEST_CASE("what is wrong with a formula, and where") {
  std::string deep;
  for (int k = 0; k < 64; ++k) deep += '(';
  std::string many = "1";
  for (int k = 0; k < 500; ++k) many += "+1";
  struct Row {
    std::string text;
    std::size_t where;
    const char* reason;
  };
  const Row rows[] = {
      {"", 0, "a number or a name is missing"},
      {"1+", 2, "a number or a name is missing"},
      {"1 2", 2, "an operator or the end is expected"},
      {"1.5", 1, "whole numbers"},
      {"(1", 0, "this '(' is not closed"},
      {"(1]", 2, "an operator or ')' is expected"},
      {"(1,2)", 0, "one number stands in a parenthesis"},
      {"1)", 1, "an operator or the end is expected"},
      {"1 = 1", 2, "'==' compares"},
      {"1 && 1", 2, "'&' is 1 where both sides are"},
      {"1 and 1", 2, "'&' is 1 where both sides are"},
      {"1 || 1", 2, "'|' is 1 where a side is"},
      {"2**3", 1, "1 << n"},
      {"1:2", 1, "stands in parentheses"},
      {"1 ? 2", 5, "the ': c' of 'a ? b : c' is missing"},
      {"4X", 1, "'X' is no unit"},
      {"0x", 1, "'x' is no unit"},
      {"9223372036854775808", 0, "does not fit 64 bits"},
      {"-9223372036854775809", 0, "does not fit 64 bits"},
      {"8388608T", 0, "does not fit 64 bits"},
      {"9223372036854775807 + 1", 20, "does not fit 64 bits"},
      {"-(-9223372036854775808)", 0, "does not fit 64 bits"},
      {"-9223372036854775808 / -1", 21, "does not fit 64 bits"},
      {"1 + 8/(4-4)", 5, "divides by 0"},
      {"1 % 0", 2, "divides by 0"},
      {"1 << -1", 2, "negative number of bits"},
      {"1 << 63", 2, "does not fit 64 bits"},
      {"1 << 9223372036854775807", 2, "does not fit 64 bits"},
      {"align(1, 0)", 0, "multiples of 1 or more"},
      {"align(9223372036854775807, 2)", 0, "does not fit 64 bits"},
      {"align(1)", 0, "align() takes 2 numbers, not 1"},
      {"min(1)", 0, "min() takes 2 or more numbers, not 1"},
      {"abs(1)", 0, "there is no function 'abs'"},
      {"min()", 4, "a number or a name is missing"},
      {"len(3)", 4, "the name of a field"},
      {"len(@a+1)", 6, "an operator or ')' is expected"},
      {"@", 1, "a name is missing"},
      {"@a.", 3, "a name is missing"},
      {"@a[0", 2, "this '[' is not closed"},
      {"@a[]", 3, "a number or a name is missing"},
      {"foo@4", 0, "'foo' is no type"},
      {"HH@4", 0, "'HH' is not one value of one type"},
      {"B@B@0", 3, "an operator or the end is expected"},
      {"[u230]@4", 0, "'[u230]' is no type"},
      {"s@4", 0, "formulas take whole numbers"},
      {"F@4", 0, "formulas take whole numbers"},
      {"x@4", 0, "not one value"},
      {"H@-2", 2, "a parenthesis: u32le@(size-4)"},
      {"1 + >3", 4, "a byte order belongs to a type"},
      {"u8@100", 0, "outside"},
      {"nothing", 0, "there is no nothing"},
      {deep + "1", 64, "64 deep at most"},
      {std::string(100000, '-') + "1", 64, "64 deep at most"},
      {std::string(100000, '('), 64, "64 deep at most"},
      {many, 999, "1000 parts at most"},
      {std::string("1\0", 2), 1, "an operator or the end is expected"},
      {"1 + \xff", 4, "there is no \xff"},
  };
  FewNames none;
  for (const Row& row : rows) {
    CAPTURE(row.text.substr(0, 100));
    try {
      FAIL_CHECK("has the value " << evaluate(parse_formula(row.text), none));
    } catch (const Error& error) {
      CHECK(error.code() == Errc::BadFormat);
      CHECK(error.where() == row.where);
      CHECK_MESSAGE(std::string(error.what()).find(row.reason) != std::string::npos, error.what());
    }
  }
  CHECK(value_text("12 + 3/(2-2)") ==
        "the formula is wrong at character 7:\n"
        "  12 + 3/(2-2)\n"
        "        ^ this divides by 0");
}

TEST_CASE("a long formula has a value, however its parts lean") {
  std::string sum = "1";
  for (int k = 0; k < 499; ++k) sum += "+1";
  CHECK(value_text(sum) == "500");
  std::string chain = "0";
  for (int k = 1; k < 400; ++k) chain += "<" + std::to_string(k);
  CHECK(value_text(chain) == "1");
  CHECK(value_text(std::string(63, '(') + "1" + std::string(63, ')')) == "1");
}

TEST_CASE("plain numbers are no formulas") {
  for (const char* plain : {"",       "0",    "-1",  " -8 ",     "+5",    "0x1f",   "4K",
                            "3,-1",   "3x-1", "3x4", "[48, 64]", "(48,)", "1:10:2", "::-1, 0",
                            "..., 2", "1:-1", "abc", "1.5",      "sizes", "-0x_ff"}) {
    CAPTURE(plain);
    CHECK_FALSE(is_formula(plain));
  }
  for (const char* formula : {"@n", "size", "size-1", "3+4", "3 - 4", "4*2", "u8@0", "align(3,4)",
                              "$size", "0,@n", "::@n", "~0", "1<2", "1==2", "(1)-1"}) {
    CAPTURE(formula);
    CHECK(is_formula(formula));
  }
}

}  // namespace
}  // namespace bview
