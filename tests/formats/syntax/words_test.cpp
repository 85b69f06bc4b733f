// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include <bview/core/error.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/words.hpp>

#include "tests/formats/syntax/layout_rows.hpp"
#include "tests/formats/syntax/layout_text.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

using testing::check_layouts;
using testing::LayoutRow;
using testing::text_of;

std::string readme() {
  std::ifstream file(std::string(BVIEW_SOURCE_DIR) + "/README.md");
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_CASE("every word of the contract is a type of its size") {
  std::set<std::string> known;
  for (const std::string& word : all_words()) known.insert(word);
  for (const auto& cells : testing::read_vectors("oracle/struct_words.tsv")) {
    CAPTURE(cells[0]);
    CHECK(known.count(cells[0]) == 1);
    CHECK(fmt::format("{}", parse_format(cells[0]).itemsize) == cells[2]);
    CHECK(read_format(cells[0]).notes.empty());
  }
}

TEST_CASE("README lists the words that struct takes, and no others") {
  std::set<std::string> taken;
  for (const auto& cells : testing::read_vectors("oracle/struct_words.tsv")) {
    if (cells[1] != "error") taken.insert(cells[0]);
  }
  const std::vector<std::string> ours = words_of_letters();
  CHECK(std::set<std::string>(ours.begin(), ours.end()) == taken);
  CHECK(readme().find(fmt::format("{}", fmt::join(ours, " "))) != std::string::npos);
}

TEST_CASE("what info calls a type is a type") {
  for (const ScalarInfo& scalar : kScalars) {
    for (const ByteOrder order :
         {ByteOrder::Little, ByteOrder::Big, ByteOrder::LittleMid, ByteOrder::BigMid}) {
      Field field;
      field.type = scalar.type;
      field.order = order;
      CAPTURE(field.type_name());
      const Layout layout = parse_format(field.type_name(), ByteOrder::Little);
      REQUIRE(layout.fields.size() == 1);
      CHECK(layout.fields[0].type_name() == field.type_name());
      CHECK(layout.fields[0].type == scalar.type);
    }
  }
  CHECK(text_of(parse_format("f32[2,3]")) == "0=(2,3)f32 |24");
  CHECK(text_of(parse_format("u8 u32mid >f64mid [u48midle]", ByteOrder::Little)) ==
        "0=u8 4=u32mid 8=f64midbe 16=[u48mid] |22");
}

TEST_CASE("words stand where letters do") {
  const LayoutRow rows[] = {
      {"u32", "0=u32 |4"},
      {">u16", "0=u16be |2"},
      {"3u16be:xyz:", "0=(3)u16be:xyz |6"},
      {"3u16", "0=3*u16 |6"},
      {"(2,3)f32:m:", "0=(2,3)f32:m |24"},
      {"u8:a: u32:b:", "0=u8:a 4=u32:b |8"},
      {"u8 u32", "0=u8 4=u32 |8"},
      {"<u8 u32 long", "0=u8 1=u32 5=i32 |9"},
      {"u8 long size_t", "0=u8 8=i64 16=u64 |24"},
      {"<ptr", "0=u64 |8"},
      {"T{u8 f64}", "T{0=u8 8=f64 |16}"},
      // A word with an order is never aligned, and leaves the order in force alone.
      {"u8 u32be u16", "0=u8 1=u32be 6=u16 |8"},
      {">u32le u16", "0=u32 4=u16be |6"},
      {"8char", "0=bytes[8] |8"},
      {"char[8]", "0=bytes[8] |8"},
      {"char", "0=char |1"},
      {"4c", "0=4*char |4"},
      {"char[2][8]", "0=(2)bytes[8] |16"},
      {"(2)8char", "0=(2)bytes[8] |16"},
      {"8s[2]", "0=(2)bytes[8] |16"},
      {"I[3]:x: H", "0=(3)u32:x 12=u16 |14"},
      {"bytes[3] ucs2[2] pascal[4]", "0=bytes[3] 4=ucs2[2] 8=pascal[4] |12"},
      {"x[3]u8", "3=u8 |4"},
      {"T{u8}[2]:r:", "0=(2)T{0=u8 |1}:r |2"},
      // Letters with a space between them are letters.
      {"<i 32b e", "0=i32 4=32*i8 36=f16 |38"},
      {"i32be", "0=i32be |4"},
      {"hi", "0=i16 4=i32 |8"},
      {"Zf", "0=c64 |8"},
  };
  check_layouts(rows);
}

TEST_CASE("lists of fields") {
  const LayoutRow rows[] = {
      {"id: u32, len: u16be, tag: char[8], m: f32[2][3]",
       "0=u32:id 4=u16be:len 6=bytes[8]:tag 16=(2,3)f32:m |40"},
      {"a:u8;b:u8", "0=u8:a 1=u8:b |2"},
      {"a: u8\n b: u16\n\n", "0=u8:a 2=u16:b |4"},
      {"a: u8, 3x, b: >u16, c: u16,", "0=u8:a 4=u16be:b 6=u16be:c |8"},
      {"<a: u8, b: u32", "0=u8:a 1=u32:b |5"},
      {"< a: u8,\n  b: u32\n", "0=u8:a 1=u32:b |5"},
      {"a: 8s, b: (2,3)h, c: 3I, d: d", "0=bytes[8]:a 8=(2,3)i16:b 20=(3)u32:c 32=f64:d |40"},
      {"a: u8, u16", "0=u8:a 2=u16 |4"},
      {"two words: u8, b: u8", "0=u8:two words 1=u8:b |2"},
      {"p: T{x: f32, y: f32}, n: u8", "0=T{0=f32:x 4=f32:y |8}:p 8=u8:n |9"},
      {"p: T{f:x: f:y:}, n: u8", "0=T{0=f32:x 4=f32:y |8}:p 8=u8:n |9"},
      {"T{x: u8, y: u32}", "T{0=u8:x 4=u32:y |8}"},
      {"n: T{a: u8}[2]", "0=(2)T{0=u8:a |1}:n |2"},
      {"a: [bf16], b: [i24]", "0=bf16:a 2=i24:b |5"},
      {"a:u8", "0=u8:a |1"},
      // A second colon follows: formats.
      {"I:len: H:id:", "0=u32:len 4=u16:id |6"},
      {"I:len:\n H:id:", "0=u32:len 4=u16:id |6"},
      {"I:a(b): H:c\"d:", "0=u32:a(b) 4=u16:c\"d |6"},
      {"T{I:a:}", "T{0=u32:a |4}"},
  };
  check_layouts(rows);
}

TEST_CASE("letters that look like words are told of") {
  const struct {
    std::string format;
    std::string note;
  } rows[] = {
      {"xi32be", "for the type 'i32be' write a space in front of it"},
      {"<hf64le", "for the type 'f64le'"},
      {"u8be", "a byte has no order: write 'u8'"},
      {"i8le", "a byte has no order: write 'i8'"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.format);
    const ReadFormat read = read_format(row.format);
    REQUIRE(read.notes.size() == 1);
    CHECK(read.notes.front().find(row.note) != std::string::npos);
  }
  for (const char* quiet : {"hi", "bBhH", "i32be", "<i 32b e", "3u16be", "bhilq"}) {
    CAPTURE(quiet);
    CHECK(read_format(quiet).notes.empty());
  }
}

TEST_CASE("what was meant instead") {
  const struct {
    std::string format;
    std::size_t where;
    std::string reason;
  } rows[] = {
      {"<f4", 1, "'f4' counts bytes, as numpy does; the word is 'f32', the letter 'f'"},
      {">i2", 1, "the word is 'i16'"},
      {"c16", 0, "the word is 'c128'"},
      {"<U4", 1, "here the count comes first, '4w'"},
      {"S8", 0, "'8s'"},
      {"|u1", 0, "numpy writes it where there is no byte order"},
      {"byte", 0, "'byte' is no type; 'u8' is"},
      {"xu16", 0, "'u16' is, with a space in front of it"},
      {"<8s name; I off", 4, "'name' is no type; as the name of '8s' it is written '8s:name:'"},
      {"8s name; I off", 3, "as the name of '8s'"},
      {"<I:id, d:px", 2, "'I:id:'; in a list the name comes first, 'id: I'"},
      {"<size_t", 1, "'size_t' is 'N', which has a size only in native mode"},
      {"u32, u16", 3, "items stand side by side"},
      {"id: foo", 4, "'foo' is no type"},
      {"id: u8 u16", 7, "a name in a list has one type"},
      {"id: u8, id: u8", 8, "there already is a field 'id'"},
      {": u8, a: u8", 0, "is missing"},
      {"id: , a: u8", 3, "the type of 'id' is missing here"},
      {"pad: 3x, a: u8", 0, "padding has no name: write it alone"},
      {"a: f32[", 6, "a name in a list has one type"},
      {"a: f32[2,", 9, "lengths behind a type are numbers"},
      {"(2)f32[3]", 6, "one shape, in front of its type or behind it"},
      {"3f32[2]", 4, "a count in front of its type, or lengths behind it"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.format);
    try {
      FAIL_CHECK("read as " << text_of(parse_format(row.format)));
    } catch (const Error& error) {
      CHECK_MESSAGE(std::string(error.what()).find(row.reason) != std::string::npos, error.what());
      CHECK(error.where() == row.where);
    }
  }
}

}  // namespace
}  // namespace bview
