// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <limits>
#include <string>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/layout.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/project.hpp>

#include "tests/support/errors.hpp"

namespace bview {
namespace {

using Texts = std::vector<std::string>;

std::string text_of(const std::vector<Extent>& extents) {
  std::string text;
  for (const auto& [offset, size] : extents) text += fmt::format("{}+{} ", offset, size);
  return text;
}

/// "name@offset:type" of every leaf.
Texts leaves(const Layout& layout) {
  Texts texts;
  for_each_leaf(layout, [&](const Leaf& leaf) {
    texts.push_back(fmt::format("{}@{}:{}", leaf.name, leaf.offset, leaf.field.type_name()));
  });
  return texts;
}

TEST_CASE("sizes of fields") {
  const Layout layout = parse_format("<3i (2,3)5s:m: 2T{bh}:r: 4w 0h:z:");
  struct Row {
    std::int64_t value_size;
    std::int64_t size;
    std::int64_t count;
    std::int64_t positions;
    const char* type_name;
  };
  const Row rows[] = {
      {4, 12, 3, 3, "i32"},   {5, 30, 6, 1, "bytes"}, {3, 6, 2, 1, "T{}"},
      {16, 16, 1, 1, "ucs4"}, {2, 0, 0, 1, "i16"},
  };
  REQUIRE(layout.fields.size() == std::size(rows));
  for (std::size_t k = 0; k < std::size(rows); ++k) {
    const Field& field = layout.fields[k];
    CAPTURE(k);
    CHECK(field.value_size() == rows[k].value_size);
    CHECK(field.size() == rows[k].size);
    CHECK(field.count() == rows[k].count);
    CHECK(field.positions() == rows[k].positions);
    CHECK(field.type_name() == rows[k].type_name);
  }
}

TEST_CASE("type names tell the byte order where there is one") {
  CHECK(parse_format(">h").fields[0].type_name() == "i16be");
  CHECK(parse_format("<h").fields[0].type_name() == "i16");
  CHECK(parse_format(">B").fields[0].type_name() == "u8");
  CHECK(parse_format(">4s").fields[0].type_name() == "bytes");
  CHECK(parse_format(">2u").fields[0].type_name() == "ucs2be");
}

TEST_CASE("one unnamed value is bare") {
  for (const char* format : {"<i", "1i", "2xi", "16s", "(2,3)h", "B"}) {
    CAPTURE(format);
    CHECK(parse_format(format).is_bare());
  }
  for (const char* format : {"2i", "i:a:", "T{i}", "ih", "3x", "T{i:a:}", ""}) {
    CAPTURE(format);
    CHECK_FALSE(parse_format(format).is_bare());
  }
}

TEST_CASE("names as users see them") {
  CHECK(shown_names(parse_format("<i:a: h 3B d:b: c")) == Texts{"a", "f1", "f2", "b", "f6"});
  CHECK(shown_names(parse_format("<iH")) == Texts{"f0", "f1"});
  CHECK(shown_names(parse_format("4x")).empty());
}

TEST_CASE("leaves with their names and offsets") {
  CHECK(leaves(parse_format("<i:a: 2h >H:b:")) ==
        Texts{"a@0:i32", "f1@4:i16", "f2@6:i16", "b@8:u16be"});
  CHECK(leaves(parse_format("<T{H:len: B:id:}:hdr: x B:end:")) ==
        Texts{"hdr.len@0:u16", "hdr.id@2:u8", "end@4:u8"});
  CHECK(leaves(parse_format("<(2,2)h:m:")) ==
        Texts{"m[0,0]@0:i16", "m[0,1]@2:i16", "m[1,0]@4:i16", "m[1,1]@6:i16"});
  CHECK(leaves(parse_format("<2T{b:x: (2)b:y:}:pts: 2T{h}")) ==
        Texts{"pts[0].x@0:i8", "pts[0].y[0]@1:i8", "pts[0].y[1]@2:i8", "pts[1].x@3:i8",
              "pts[1].y[0]@4:i8", "pts[1].y[1]@5:i8", "f1.f0@6:i16", "f2.f0@8:i16"});
  CHECK(leaves(parse_format("<(0,2)h:m: (2,0)h:n: 3x")).empty());
  CHECK(leaves(parse_format("<4s:a: 2w:b:")) == Texts{"a@0:bytes", "b@4:ucs4"});
}

TEST_CASE("counting leaves does not walk them") {
  CHECK(leaf_count(parse_format("<i:a: 2h (2,3)d:m: 2T{b 3h}:r: 4s")) == 1 + 2 + 6 + 8 + 1);
  CHECK(leaf_count(parse_format("3x")) == 0);
  constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
  CHECK(leaf_count(parse_format("9223372036854775807b")) == kMax);
  CHECK(leaf_count(parse_format("(4611686018427387904)T{0s0s0s}")) == kMax);
}

TEST_CASE("holes are what no field covers") {
  CHECK(text_of(holes(parse_format("@bi"))) == "1+3 ");
  CHECK(text_of(holes(parse_format("@ib0i"))) == "5+3 ");
  CHECK(text_of(holes(parse_format("2x h x b 3x"))) == "0+2 4+1 6+3 ");
  CHECK(text_of(holes(parse_format("<ih"))).empty());
  CHECK(text_of(holes(parse_format("5x"))) == "0+5 ");
  CHECK(text_of(holes(with_itemsize(parse_format("<ih"), 10))) == "6+4 ");
  CHECK(text_of(holes(project(parse_format("<hihB"), {"2", "1"}))) == "0+2 8+1 ");
  // Those within a nested record are its own.
  CHECK(text_of(holes(parse_format("@T{bi}:a:b:b:"))).empty());
}

TEST_CASE("a projection keeps values in the order asked for") {
  const Layout layout = parse_format("<i:a: 3h T{H:len: B:id:}:hdr: d:b: (2)B");
  struct Row {
    Texts selectors;
    Texts leaves;
    const char* bytes;
  };
  const Row rows[] = {
      {{"a", "b"}, {"a@0:i32", "b@13:f64"}, "0+4 13+8 "},
      {{"b", "a"}, {"b@13:f64", "a@0:i32"}, "13+8 0+4 "},
      {{"hdr.id", "hdr.len"}, {"hdr.id@12:u8", "hdr.len@10:u16"}, "12+1 10+2 "},
      {{"hdr"}, {"hdr.len@10:u16", "hdr.id@12:u8"}, "10+3 "},
      {{"f2", "1", "f3"}, {"f2@6:i16", "f1@4:i16", "f3@8:i16"}, "6+2 4+2 8+2 "},
      {{"0"}, {"a@0:i32"}, "0+4 "},
      {{"4", "5", "6"},
       {"hdr.len@10:u16", "hdr.id@12:u8", "b@13:f64", "f6[0]@21:u8", "f6[1]@22:u8"},
       "10+13 "},
      {{"f6"}, {"f6[0]@21:u8", "f6[1]@22:u8"}, "21+2 "},
  };
  for (const Row& row : rows) {
    CAPTURE(row.bytes);
    const Layout some = project(layout, row.selectors);
    CHECK(leaves(some) == row.leaves);
    CHECK(text_of(selected_bytes(some)) == row.bytes);
    CHECK(some.itemsize == layout.itemsize);
    CHECK(some.record);
    CHECK_FALSE(some.is_bare());
  }
}

TEST_CASE("a projection of a record without names has none either") {
  const Layout some = project(parse_format("<2h i"), {"2", "0", "f1"});
  CHECK_FALSE(some.has_names());
  CHECK(leaves(some) == Texts{"f0@4:i32", "f1@0:i16", "f2@2:i16"});
  const Layout one = project(parse_format("<i"), {"0"});
  CHECK(one.is_bare());  // it was no record before either
}

TEST_CASE("fields of no bytes can be projected too") {
  const Layout layout = parse_format("0s 0s i");
  CHECK(project(layout, {"0", "1", "2"}).fields.size() == 3);
  CHECK(text_of(selected_bytes(project(layout, {"0", "2"}))) == "0+4 ");
  CHECK(text_of(selected_bytes(project(layout, {"1"}))).empty());
}

TEST_CASE("selectors that fit nothing, or twice") {
  const Layout layout = parse_format("<i:a: 3h T{H:len:}:hdr: 2T{B:x:}:pts:");
  for (const Texts& selectors : {Texts{"z"},
                                 {""},
                                 {"6"},
                                 {"-1"},
                                 {"a."},
                                 {"a.b"},
                                 {"hdr.x"},
                                 {".a"},
                                 {"pts.x"},
                                 {"f4"},
                                 {"f0"},
                                 {"a", "a"},
                                 {"a", "0"},
                                 {"f1", "1"},
                                 {"hdr.len", "hdr.len"},
                                 {"1", "1"}}) {
    CAPTURE(selectors.back());
    CHECK(testing::code_of([&] { return project(layout, selectors); }) == Errc::BadUsage);
  }
  CHECK(testing::code_of([&] {
          return project(parse_format("<2h"), {"0", "f0"});
        }) == Errc::BadUsage);
  CHECK(testing::message_of([&] { return project(layout, {"q"}); }) ==
        "there is no field 'q'; the record has a, f1, hdr, pts");
}

TEST_CASE("all bytes of an item are selected unless it was projected") {
  CHECK(text_of(selected_bytes(parse_format("@bi"))) == "0+8 ");
  CHECK(text_of(selected_bytes(with_itemsize(parse_format("<h"), 6))) == "0+6 ");
  CHECK(text_of(selected_bytes(project(parse_format("@bi"), {"0", "1"}))) == "0+1 4+4 ");
}

TEST_CASE("items may be larger than their format, never smaller") {
  const Layout layout = parse_format("<ih");
  CHECK(with_itemsize(layout, 8).itemsize == 8);
  CHECK(with_itemsize(layout, 6).itemsize == 6);
  CHECK(testing::code_of([&] { return with_itemsize(layout, 5); }) == Errc::BadShape);
  CHECK(testing::code_of([&] { return with_itemsize(layout, -1); }) == Errc::BadShape);
}

TEST_CASE("plain bytes") {
  const Layout layout = byte_layout();
  CHECK(layout.format == "B");
  CHECK(layout.is_bare());
  CHECK(layout.itemsize == 1);
}

}  // namespace
}  // namespace bview
