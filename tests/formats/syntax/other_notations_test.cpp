// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include <bview/core/error.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/other_notations.hpp>

#include "tests/formats/syntax/layout_text.hpp"

namespace bview {
namespace {

using testing::text_of;

/// What stands in the last quotes of an answer.
std::string suggested(const std::string& answer) {
  const std::size_t end = answer.rfind('\'');
  const std::size_t begin = answer.rfind('\'', end - 1) + 1;
  return answer.substr(begin, end - begin);
}

struct Row {
  std::string format;
  std::string want;  ///< the layout of what is suggested, as text_of() writes it
};

TEST_CASE("a type of C in several words is refused, and answered with one word") {
  const Row rows[] = {
      {"unsigned int", "0=u32 |4"},        {"unsigned char", "0=u8 |1"},
      {"signed char", "0=i8 |1"},          {"unsigned short int", "0=u16 |2"},
      {"short int", "0=i16 |2"},           {"long  int", "0=i64 |8"},
      {"unsigned long", "0=u64 |8"},       {"long long", "0=i64 |8"},
      {"long long double", "0=i64 |8"},    {"unsigned\tlong long int", "0=u64 |8"},
      {"long double", "0=longdouble |16"}, {"const int", "0=i32 |4"},
      {"static const uint8_t", "0=u8 |1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    const std::string answer = why_no_c_words(row.format);
    REQUIRE(!answer.empty());
    CHECK(text_of(parse_format(suggested(answer))) == row.want);
    CHECK_THROWS_WITH_AS(static_cast<void>(parse_format(row.format)),
                         doctest::Contains(answer.c_str()), Error);
    CHECK_THROWS_WITH_AS(static_cast<void>(parse_format("u8 " + row.format)),
                         doctest::Contains(answer.c_str()), Error);
    CHECK_THROWS_WITH_AS(static_cast<void>(parse_format("x: " + row.format)),
                         doctest::Contains(answer.c_str()), Error);
  }
}

TEST_CASE("words that C does not put together are items") {
  for (const char* format : {"long", "short double", "long float", "int long", "char int",
                             "short short", "double double", "u32 long size_t"}) {
    CAPTURE(format);
    CHECK(why_no_c_words(format).empty());
    CHECK_NOTHROW(static_cast<void>(parse_format(format)));
  }
}

TEST_CASE("other notations are answered with the same record in words") {
  const Row rows[] = {
      {"int x; float y;", "T{0=i32:x 4=f32:y |8}"},
      {"unsigned char tag[4]; double x, y[2][3];", "T{0=(4)u8:tag 8=f64:x 16=(2,3)f64:y |64}"},
      {"struct { uint32_t a; char b; }", "T{0=u32:a 4=char:b |8}"},
      {"typedef struct pt { const long double x; } pt_t;", "T{0=longdouble:x |16}"},
      {"uint16_t a, b", "T{0=u16:a 2=u16:b |4}"},
      {"[('a','<f4'),('b','<i2')]", "0=f32:a 4=i16:b |6"},
      {"[(\"a\", \">f8\", (2, 3)), ('t', 'S8'), ('k', '|u1'), ('f', '?')]",
       "0=(2,3)f64be:a 48=bytes[8]:t 56=u8:k 57=bool:f |58"},
      {"np.dtype([('k', 'u1'), ('x', np.float64)])", "0=u8:k 1=f64:x |9"},
      {"[('n', '<U3'), ('x', '>f4')]", "0=ucs4[3]:n 12=f32be:x |16"},
      {"[('t','<u2'),('pad','V6')]", "0=u16:t |8"},
      {"dtype('>u2')", "0=u16be |2"},
      {"'<f4'", "0=f32 |4"},
      {"np.float32", "0=f32 |4"},
      {"x:f32 y:f32", "0=f32:x 4=f32:y |8"},
      {"id: u8 pos:<f64[3] ", "0=u8:id 1=(3)f64:pos |25"},
      // Without commas a name may look like a type and a name.
      {"i:f32 d:f32", "0=f32:i 4=f32:d |8"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    const std::string answer = why_other_notation(row.format);
    REQUIRE(!answer.empty());
    CAPTURE(answer);
    CHECK(text_of(parse_format(suggested(answer), ByteOrder::Little)) == row.want);
    CHECK_THROWS_WITH_AS(static_cast<void>(parse_format(row.format)),
                         doctest::Contains(answer.c_str()), Error);
  }
}

TEST_CASE("what is no such notation gets no such answer") {
  for (const char* format :
       {"", " ", "k", "<k", "u32, u16", "{iB}", "[foo]", "int *p;", "uint16_t a:3;", "[('a','M8'",
        "int x; y", "struct", "struct {", "np", "x:f32 y:q9", "x:f32", "[(",
        "np.dtype([('t','<u8')], align=True)", "u32 u16, u8"}) {
    CAPTURE(format);
    const std::string answer = why_other_notation(format);
    // What numpy says and bview cannot is still told from all else.
    if (!answer.empty()) CHECK(answer.find("numpy") != std::string::npos);
  }
  CHECK(why_other_notation(std::string(1000, 'i') + " x;").empty());
}

}  // namespace
}  // namespace bview
