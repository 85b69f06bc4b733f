// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

#include <bview/core/error.hpp>
#include <bview/formats/syntax/format_string.hpp>

#include "tests/formats/syntax/layout_rows.hpp"
#include "tests/formats/syntax/layout_text.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

using testing::check_layouts;
using testing::LayoutRow;
using testing::text_of;

TEST_CASE("items follow one another as in struct") {
  const LayoutRow rows[] = {
      {"", "|0"},
      {" \t\n\r\v\f", "|0"},
      {"<", "|0"},
      {"bi", "0=i8 4=i32 |8"},
      {"ib", "0=i32 4=i8 |5"},
      {"<ib", "0=i32 4=i8 |5"},
      {"l", "0=i64 |8"},
      {"<l", "0=i32 |4"},
      {"@bhq", "0=i8 2=i16 8=i64 |16"},
      {"=bhq", "0=i8 1=i16 3=i64 |11"},
      {"ib0i", "0=i32 4=i8 |8"},
      {"b0s0x0c0p", "0=i8 1=bytes[0] 1=pascal[0] |1"},
      {"h0ib", "0=i16 4=i8 |5"},
      {" < \n i\t2x H ", "0=i32 6=u16 |8"},
      {"!H", "0=u16be |2"},
      {">i<i", "0=i32be 4=i32 |8"},
      {">h=h", "0=i16be 2=i16 |4"},
      {"?cnNP", "0=bool 1=char 8=i64 16=u64 24=u64 |32"},
      {"<efdgFD", "0=f16 2=f32 6=f64 14=longdouble 30=c64 38=c128 |54"},
      {"bg", "0=i8 16=longdouble |32"},
      {"bFbD", "0=i8 4=c64 12=i8 16=c128 |32"},
  };
  check_layouts(rows);
}

TEST_CASE("a count repeats, or is the length of a text") {
  const LayoutRow rows[] = {
      {"3i", "0=3*i32 |12"},
      {"1i", "0=i32 |4"},
      {"0i", "|0"},
      {"0003i", "0=3*i32 |12"},
      {"3i:xyz:", "0=(3)i32:xyz |12"},
      {"1i:a:", "0=(1)i32:a |4"},
      {"b0i:a:", "0=i8 4=(0)i32:a |4"},
      {"4c", "0=4*char |4"},
      {"4c:a:", "0=(4)char:a |4"},
      {"s", "0=bytes[1] |1"},
      {"0s", "0=bytes[0] |0"},
      {"16s:a:", "0=bytes[16]:a |16"},
      {"4p", "0=pascal[4] |4"},
      {"b3w", "0=i8 4=ucs4[3] |16"},
      {"b3u", "0=i8 2=ucs2[3] |8"},
      {"0w", "0=ucs4[0] |0"},
      {"3x", "|3"},
      {"2xh", "2=i16 |4"},
      {"9223372036854775807b", "0=9223372036854775807*i8 |9223372036854775807"},
      {"9223372036854775807x", "|9223372036854775807"},
  };
  check_layouts(rows);
}

TEST_CASE("a shape makes a sub-array") {
  const LayoutRow rows[] = {
      {"(2,3)h", "0=(2,3)i16 |12"},
      {"( 2 ,\t3 ) h :a:", "0=(2,3)i16:a |12"},
      {"(2,3)>h", "0=(2,3)i16be |12"},
      {"> (2,3)\th", "0=(2,3)i16be |12"},
      {"(2)4s", "0=(2)bytes[4] |8"},
      {"(2)<4s:a:h", "0=(2)bytes[4]:a 8=i16 |10"},
      {"(2)0s", "0=(2)bytes[0] |0"},
      {"(0)i", "0=(0)i32 |0"},
      {"(3,0)ib", "0=(3,0)i32 0=i8 |1"},
      {"(02)b", "0=(2)i8 |2"},
      {"b(2,3)xb", "0=i8 7=i8 |8"},
      {"b(2)i", "0=i8 4=(2)i32 |12"},
      {"(2)T{ib}", "0=(2)T{0=i32 4=i8 |8} |16"},
  };
  check_layouts(rows);
}

TEST_CASE("PEP 3118 types, modes and names") {
  const LayoutRow rows[] = {
      {"Zf Zd", "0=c64 8=c128 |24"},
      {">Zf:a:", "0=c64be:a |8"},
      {"^bil", "0=i8 1=i32 5=i64 |13"},
      {"^nNP", "0=i64 8=u64 16=u64 |24"},
      {"i:a:h:b:", "0=i32:a 4=i16:b |6"},
      {"i :a:", "0=i32:a |4"},
      {"i:a:h", "0=i32:a 4=i16 |6"},
      {"i:\xc3\xa4 {}(\xf0\x9f\x98\x80:", "0=i32:\xc3\xa4 {}(\xf0\x9f\x98\x80 |4"},
      {"[bf16][i24]:a:", "0=bf16 2=i24:a |5"},
      {"b[i24]", "0=i8 1=i24 |4"},
      {"b[bf16]b[u128]", "0=i8 2=bf16 4=i8 16=u128 |32"},
      {">3[f8e4m3]:a:[f8e5m2][i128]", "0=(3)f8e4m3:a 3=f8e5m2 4=i128be |20"},
  };
  check_layouts(rows);
}

TEST_CASE("records nest, align and pad as in C") {
  const LayoutRow rows[] = {
      {"T{}", "T{|0}"},
      {"T{ib}", "T{0=i32 4=i8 |8}"},
      {"T{<ib}", "T{0=i32 4=i8 |5}"},
      {"<T{ib}", "T{0=i32 4=i8 |5}"},
      {"^T{bi}", "T{0=i8 1=i32 |5}"},
      {"2xT{b:a:}3x", "T{2=i8:a |6}"},
      {"2xT{i}", "T{4=i32 |8}"},
      {"1T{i}", "T{0=i32 |4}"},
      {"T{T{i}}", "T{0=T{0=i32 |4} |4}"},
      {"T{i}:a:", "0=T{0=i32 |4}:a |4"},
      {"T{i}T{b}", "0=T{0=i32 |4} 4=T{0=i8 |1} |5"},
      {"2T{ib}", "0=2*T{0=i32 4=i8 |8} |16"},
      {"2T{ib}:a:", "0=(2)T{0=i32 4=i8 |8}:a |16"},
      {"0T{i}b", "0=i8 |1"},
      {"bT{ib}b", "0=i8 4=T{0=i32 4=i8 |8} 12=i8 |13"},
      {"bT{b0q}", "0=i8 8=T{0=i8 |8} |16"},
      // The byte order in force goes on inside, and comes out changed.
      {"<T{i>h}:a:h", "0=T{0=i32 4=i16be |6}:a 6=i16be |8"},
      // The mode at the closing brace decides about alignment and padding.
      {"bT{i=b}:a:i", "0=i8 1=T{0=i32 4=i8 |5}:a 6=i32 |10"},
      {"=bT{ib@}:a:", "0=i8 1=T{0=i32 4=i8 |5}:a |6"},
      {"T{=i:a:@H:b:=f:c:}", "T{0=i32:a 4=u16:b 6=f32:c |10}"},
      {"bT{=b@h}", "0=i8 2=T{0=i8 2=i16 |4} |6"},
      {"T{2x}", "T{|2}"},
      {" T{ i } ", "T{0=i32 |4}"},
  };
  check_layouts(rows);
}

TEST_CASE("the host's order is that of native modes") {
  for (const char* format : {"h", "@h", "=h", "^h"}) {
    CAPTURE(format);
    CHECK(text_of(parse_format(format, ByteOrder::Big)) == "0=i16be |2");
    CHECK(text_of(parse_format(format, ByteOrder::Little)) == "0=i16 |2");
  }
  CHECK(text_of(parse_format("<h", ByteOrder::Big)) == "0=i16 |2");
}

TEST_CASE("a layout knows its text and its alignment") {
  const Layout layout = parse_format(" <hT{@bi}:a: ");
  CHECK(layout.format == " <hT{@bi}:a: ");
  CHECK(layout.fields[1].record->format == "<T{@bi}");
  CHECK(layout.fields[1].record->alignment == 4);
  CHECK(layout.alignment == 4);
  CHECK(parse_format("T{i}").format == "T{i}");
  CHECK(parse_format("T{h}").alignment == 2);
  CHECK(parse_format("=q").alignment == 1);
}

TEST_CASE("automatic names may be given to the values that have them") {
  const LayoutRow rows[] = {
      {"i:f0:i:f1:", "0=i32:f0 4=i32:f1 |8"},
      {"i:f7:5h", "0=i32:f7 4=5*i16 |14"},
      {"2b:f01:b", "0=(2)i8:f01 2=i8 |3"},
      {"b:f9223372036854775808:b", "0=i8:f9223372036854775808 1=i8 |2"},
      {"T{i:f1:}:f0:b:f2:", "0=T{0=i32:f1 |4}:f0 4=i8:f2 |5"},
  };
  check_layouts(rows);
}

TEST_CASE("sizes are those of struct.calcsize") {
  for (const auto& cells : testing::read_vectors("oracle/struct_calcsize.tsv")) {
    CAPTURE(cells[0]);
    if (cells[0].find('z') != std::string::npos)
      continue;  // a text with an end, which struct lacks
    if (cells[1] == "error") {
      CHECK_THROWS_AS(parse_format(cells[0]), Error);
    } else {
      CHECK(fmt::format("{}", parse_format(cells[0]).itemsize) == cells[1]);
    }
  }
}

/// name:offset:size of every leaf of a record as numpy lists them: an array is one
/// leaf, and of an array of records only the first one counts.
void append_leaves(const Layout& layout, const std::string& path, std::int64_t base,
                   std::string& list) {
  for (const Field& field : layout.fields) {
    const std::string name = path + field.name;
    const std::int64_t offset = base + field.offset;
    if (field.record) {
      append_leaves(*field.record, name + ".", offset, list);
    } else {
      list += fmt::format("{}{}:{}:{}", list.empty() ? "" : " ", name, offset, field.size());
    }
  }
}

TEST_CASE("records are laid out as numpy lays them out") {
  for (const auto& cells : testing::read_vectors("oracle/numpy_dtype.tsv")) {
    CAPTURE(cells[0]);
    const Layout layout = parse_format(cells[0]);
    std::string leaves;
    append_leaves(layout, "", 0, leaves);
    CHECK(layout.record);
    CHECK(leaves == cells[2]);
    // numpy does not write padding at the very end.
    CHECK(layout.itemsize <= std::stoll(cells[1]));
  }
}

}  // namespace
}  // namespace bview
