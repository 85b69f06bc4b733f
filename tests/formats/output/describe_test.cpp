// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include <bview/formats/output/describe.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/project.hpp>

namespace bview {
namespace {

/// A window at `offset` on a file of 1000 zeros.
Description described(const Layout& layout, const Lengths& shape, std::int64_t offset = 0) {
  static std::string zeros(1000, '\0');
  const Bytes memory{reinterpret_cast<std::byte*>(zeros.data()), 1000, true};
  const View view = View::contiguous(memory, layout.itemsize, shape, offset);
  return {{view, layout}, "zeros.bin", 1000, false};
}

/// The value of "fields" alone.
std::string fields_of(const Layout& layout) {
  const std::string json = describe_json(described(layout, {1}));
  const std::string key = "\"fields\":";
  const std::size_t begin = json.find(key) + key.size();
  return json.substr(begin, json.size() - begin - 2);
}

TEST_CASE("JSON: the view") {
  Description description = described(parse_format("<h"), {3, 4}, 16);
  CHECK(
      describe_json(description) ==
      R"({"format":"<h","itemsize":2,"ndim":2,"shape":[3,4],"strides":[8,2],"offset":16,)"
      R"("nbytes":24,"readonly":false,"c_contiguous":true,"f_contiguous":false,)"
      R"("contiguous":true,"fields":[{"name":null,"offset":0,"size":2,"type":"i16","shape":[],"reading":null}]})"
      "\n");

  description.selection.view = description.selection.view.slice(1, {{}, {}, -2});
  description.readonly = true;
  CHECK(
      describe_json(description)
          .starts_with(
              R"({"format":"<h","itemsize":2,"ndim":2,"shape":[3,2],"strides":[8,-4],"offset":22,)"
              R"("nbytes":12,"readonly":true,"c_contiguous":false,"f_contiguous":false,)"
              R"("contiguous":false,)"));

  description.selection.view = description.selection.view.at(0, 0).at(0, 0);
  CHECK(describe_json(description)
            .find(R"("ndim":0,"shape":[],"strides":[],"offset":22,"nbytes":2,)") !=
        std::string::npos);
}

TEST_CASE("JSON: every byte of the record once, in offset order") {
  struct Row {
    const char* what;
    Layout layout;
    const char* want;
  };
  const Row rows[] = {
      {"names, arrays, texts", parse_format(">H:n:(2,3)f:m:8s:t:4w:u:"),
       R"([{"name":"n","offset":0,"size":2,"type":"u16be","shape":[],"reading":null},)"
       R"({"name":"m","offset":2,"size":24,"type":"f32be","shape":[2,3],"reading":null},)"
       R"({"name":"t","offset":26,"size":8,"type":"bytes","shape":[],"reading":null},)"
       R"({"name":"u","offset":34,"size":16,"type":"ucs4be","shape":[],"reading":null}])"},
      {"an unnamed count is one field", parse_format("<3i"),
       R"([{"name":null,"offset":0,"size":12,"type":"i32","shape":[3],"reading":null}])"},
      {"holes", parse_format("<2xB:a:xH:b:3x"),
       R"([{"name":null,"offset":0,"size":2,"type":"x","shape":[],"reading":null},)"
       R"({"name":"a","offset":2,"size":1,"type":"u8","shape":[],"reading":null},)"
       R"({"name":null,"offset":3,"size":1,"type":"x","shape":[],"reading":null},)"
       R"({"name":"b","offset":4,"size":2,"type":"u16","shape":[],"reading":null},)"
       R"({"name":null,"offset":6,"size":3,"type":"x","shape":[],"reading":null}])"},
      {"records inside", parse_format("<T{B:a:xB}:r:T{T{h:deep:}:q:}(2)T{B:x:B:y:}:p:"),
       R"([{"name":"r","offset":0,"size":3,"type":"T{}","shape":[],"reading":null,"fields":[)"
       R"({"name":"a","offset":0,"size":1,"type":"u8","shape":[],"reading":null},)"
       R"({"name":null,"offset":1,"size":1,"type":"x","shape":[],"reading":null},)"
       R"({"name":null,"offset":2,"size":1,"type":"u8","shape":[],"reading":null}]},)"
       R"({"name":null,"offset":3,"size":2,"type":"T{}","shape":[],"reading":null,"fields":[)"
       R"({"name":"q","offset":0,"size":2,"type":"T{}","shape":[],"reading":null,"fields":[)"
       R"({"name":"deep","offset":0,"size":2,"type":"i16","shape":[],"reading":null}]}]},)"
       R"({"name":"p","offset":5,"size":4,"type":"T{}","shape":[2],"reading":null,"fields":[)"
       R"({"name":"x","offset":0,"size":1,"type":"u8","shape":[],"reading":null},)"
       R"({"name":"y","offset":1,"size":1,"type":"u8","shape":[],"reading":null}]}])"},
      {"a record without anything, and a field out of a record",
       project(parse_format("<T{}:none:T{B:a:h:b:}:r:"), {"r.b", "none"}),
       R"([{"name":"none","offset":0,"size":0,"type":"T{}","shape":[],"reading":null,"fields":[]},)"
       R"({"name":null,"offset":0,"size":1,"type":"x","shape":[],"reading":null},)"
       R"({"name":"r.b","offset":1,"size":2,"type":"i16","shape":[],"reading":null}])"},
      {"fields in another order", project(parse_format("<i:a:i:b:h:c:"), {"c", "a"}),
       R"([{"name":"a","offset":0,"size":4,"type":"i32","shape":[],"reading":null},)"
       R"({"name":null,"offset":4,"size":4,"type":"x","shape":[],"reading":null},)"
       R"({"name":"c","offset":8,"size":2,"type":"i16","shape":[],"reading":null}])"},
      {"items further apart", with_itemsize(parse_format("<h"), 5),
       R"([{"name":null,"offset":0,"size":2,"type":"i16","shape":[],"reading":null},)"
       R"({"name":null,"offset":2,"size":3,"type":"x","shape":[],"reading":null}])"},
      {"names that need escapes", parse_format("B:a\"\\b:"),
       R"([{"name":"a\"\\b","offset":0,"size":1,"type":"u8","shape":[],"reading":null}])"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(fields_of(row.layout) == row.want);
  }
}

TEST_CASE("text: the view and the record") {
  const Description record =
      described(parse_format("<4s:magic:H:version:2xI:count:(2)e3BT{b:a:}:in:"), {2, 3}, 16);
  CHECK("\n" + describe_text(record, false) == R"(
file      zeros.bin, 1000 bytes, writable
format    <4s:magic:H:version:2xI:count:(2)e3BT{b:a:}:in:
itemsize  20
shape     [2, 3]
strides   [60, 20], C-contiguous
offset    16 (0x10)
nbytes    120

offset        size  type    name
     0  0x0      4  bytes   magic
     4  0x4      2  u16     version
     6  0x6      2  --      hole
     8  0x8      4  u32     count
    12  0xc      4  f16[2]  f3
    16  0x10     3  u8[3]   f4..f6
    19  0x13     1  i8      in.a
)");
  Description plain = described(parse_format(">(2,3)h"), {1}, 100);
  plain.file = "'odd name'";
  plain.file_size = 1;
  plain.readonly = true;
  CHECK("\n" + describe_text(plain, false) == R"(
file      'odd name', 1 byte, read-only
format    >(2,3)h
type      i16be[2,3]
itemsize  12
shape     [1]
strides   [12], C- and F-contiguous
offset    100 (0x64)
nbytes    12
)");
  CHECK("\n" + describe_text(described(parse_format("2xB"), {}), false) == R"(
file      zeros.bin, 1000 bytes, writable
format    2xB
itemsize  3
shape     []
strides   [], C- and F-contiguous
offset    0 (0x0)
nbytes    3

offset       size  type  name
     0  0x0     2  --    hole
     2  0x2     1  u8    f0
)");
}

TEST_CASE("text: contiguity in words") {
  const View rows = View::contiguous({}, 1, {0});
  Description description = described(byte_layout(), {4, 6});
  const View view = description.selection.view;
  const auto says = [&](const View& shown, const char* words) {
    description.selection.view = shown;
    CHECK(describe_text(description, false).find(std::string("], ") + words + "\n") !=
          std::string::npos);
  };
  says(view, "C-contiguous");
  says(view.transpose(), "F-contiguous");
  says(view.at(0, 1), "C- and F-contiguous");
  says(view.slice(1, {{}, {}, 2}), "not contiguous");
}

TEST_CASE("text: colour changes nothing else, and holes are faint") {
  const std::string text = describe_text(described(parse_format("<B:a:x"), {1}), true);
  CHECK(
      text.ends_with("\n\x1b[0;1moffset       size  type  name\x1b[0m\n"
                     "     0  0x0     1  u8    a\n"
                     "     \x1b[0;2m1  0x1     1  --    hole\x1b[0m\n"));
}

TEST_CASE("a record of very many fields") {
  std::string format;
  for (int k = 0; k < 500; ++k) format += fmt::format("B:n{}:", k);
  const Description description = described(parse_format(format), {1});
  const std::string text = describe_text(description, false);
  CHECK(std::count(text.begin(), text.end(), '\n') == 210);
  CHECK(text.ends_with("\n... 300 more fields\n"));
  const std::string json = describe_json(description);
  CHECK(std::count(json.begin(), json.end(), '{') == 501);
}

}  // namespace
}  // namespace bview
