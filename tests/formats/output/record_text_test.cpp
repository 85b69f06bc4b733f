// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <bview/core/record_list.hpp>
#include <bview/formats/output/forms.hpp>
#include <bview/formats/output/record_text.hpp>
#include <bview/formats/syntax/project.hpp>

#include "tests/support/errors.hpp"
#include "tests/support/records.hpp"
#include "tests/support/selection.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

using namespace std::string_literals;
using testing::walked;

TEST_CASE("records are what loops of struct read, and end where those end") {
  std::size_t count = 0;
  for (const testing::Vector& row : testing::read_vectors("oracle/record.tsv")) {
    CAPTURE(row[0]);
    CAPTURE(row[1]);
    const auto bytes = testing::from_hex(row[1]);
    const auto all = walked(row[0], {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    std::string lines;
    for (const std::string& line : all.lines) lines += (lines.empty() ? "" : " ") + line;
    CHECK(lines == row[2]);
    CHECK(all.error.empty() == (row[3] == "whole"));
    ++count;
  }
  CHECK(count > 300);
}

/// What an output form makes of all records of some bytes.
std::string shown(const char* form, std::string_view format, std::string bytes,
                  const std::vector<std::string>& fields = {}) {
  const Buffer buffer = Buffer::borrow(bytes);
  auto list = std::make_shared<RecordList>();
  list->area = {buffer.bytes(), buffer.size(), true};
  Layout layout = as_varying(parse_format(format));
  Walker walker(layout, list->area);
  for (std::int64_t at = 0; at < buffer.size();) {
    const Frame* frame = walker.walk(at, std::ssize(list->records));
    REQUIRE(frame != nullptr);
    list->records.push_back({at, frame->end - at});
    at = frame->end;
  }
  if (!fields.empty()) layout = project(layout, fields);
  const std::int64_t count = std::ssize(list->records);
  Selection selection{view_of_records(count), std::move(layout), list};
  return testing::rendered(*find_output_form(form)->make(std::move(selection), {.header = true}));
}

TEST_CASE("fields at fixed distances are written as fixed records have them") {
  std::string bytes = "\x01\x02\x03\x04 a,\"b\0\xff\x7f\x80\x01k-\x05\x06\x07\x08\x09\x0a"s;
  const std::pair<const char*, std::vector<std::string>> cases[] = {
      {"<I:a: 6s:t: h:b: B:c: x 2s:d: 6x", {}},
      {"<I 6s h B x 2s 6x", {}},
      {"<I:a: 6s:t: h:b: B:c: x 2s:d: 6x", {"d", "a", "b"}},
      {"<I:a: 6s h:b: B x 2s:d: (2,3)B:m:", {"a", "f1", "m[1]", "b", "d"}},
      {"<I|hex:a: 6s|cstr:t: h|scale(0.1):b: T{B:c: x 2s:d:}:r: 6x", {}},
      {"<I|flags(a=1,b=2):a: 6s:t: h|bits(lo:4,hi:-12):b: 4x 6B", {"b.hi", "t", "a"}},
  };
  for (const auto& each : cases) {
    const char* const format = each.first;
    const std::vector<std::string>& fields = each.second;
    CAPTURE(format);
    for (const char* form : {"tsv", "csv", "json", "ndjson"}) {
      CAPTURE(form);
      Layout layout = parse_format(format);
      REQUIRE(layout.itemsize == std::ssize(bytes));
      const Buffer buffer = Buffer::borrow(bytes);
      const View view = View::contiguous(buffer.bytes(), layout.itemsize, {1});
      if (!fields.empty()) layout = project(layout, fields);
      const Selection fixed{view, layout};
      CHECK(shown(form, format, bytes, fields) ==
            testing::rendered(*find_output_form(form)->make(fixed, {.header = true})));
    }
  }
}

TEST_CASE("a part of a column is read as the layout has it that filled the column") {
  const std::string order = "M\0\x01\0\x02I\0\x01\0\x02"s;
  CHECK(shown("tsv", "s:bom: E(bom==\"M\") 2H:v:", order) ==
        "bom\tv[0]\tv[1]\nM\t1\t2\nI\t256\t512\n");
  CHECK(shown("tsv", "s:bom: E(bom==\"M\") 2H:v:", order, {"v[1]", "v[::-1]"}) ==
        "v[1]\tv[::-1][0]\tv[::-1][1]\n2\t2\t1\n512\t512\t256\n");
  CHECK(shown("ndjson", "s:bom: E(bom==\"M\") 2H:v:", order, {"v[0]"}) ==
        "{\"v[0]\":1}\n{\"v[0]\":256}\n");
  const std::string kinds = "\x01\x05\x06\x02\x00\x07\x00\x08"s;
  const char* choice = "B:k: S(k){1=2B:v:, 2=>2H:v:}";
  CHECK(shown("ndjson", choice, kinds) == "{\"k\":1,\"v\":[5,6]}\n{\"k\":2,\"v\":[7,8]}\n");
  CHECK(shown("ndjson", choice, kinds, {"v[1]", "v[0]"}) ==
        "{\"v[1]\":6,\"v[0]\":5}\n{\"v[1]\":8,\"v[0]\":7}\n");
  CHECK(shown("raw", choice, kinds, {"v[1]"}) == "\x06\0\x08"s);
  const auto texts = [] {
    return project(parse_format("B:k: S(k){1=(2)3s:v:, 2=(2)4s:v:}"), {"v[0]"});
  };
  CHECK(testing::code_of(texts) == Errc::BadUsage);
}

TEST_CASE("text that takes what is left is one value, as any text") {
  CHECK(shown("csv", "B:n: M(n){{*}s:t:}", "\x02hi\0\x01x"s) == "n,t\n2,hi\n0,\"\"\n1,x\n");
  CHECK(shown("csv", "B:n: {n}s:t:", "\x02hi\0\x01x"s) == "n,t\n2,hi\n0,\"\"\n1,x\n");
}

TEST_CASE("a table cuts long bytes and says how many there are") {
  const std::string bytes = "\x28" + std::string(40, 'a') + "\x02" + "bb";
  CHECK(shown("table", "B:n: {n}s:t:", bytes) ==
        "offset     n  t\n"
        "00000000  40  aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa… 40 bytes\n"
        "00000029   2  bb\n");
  CHECK(shown("table", "B:n: {n}B|hex:t:", bytes).find("… 40 bytes") != std::string::npos);
  CHECK(shown("tsv", "B:n: {n}s:t:", bytes).find("…") == std::string::npos);
}

TEST_CASE("records without fields are shown as such") {
  CHECK(shown("table", "M(2){2x}", "abcd") == "offset\n00000000\n00000002\n");
  CHECK(shown("ndjson", "M(2){2x}", "abcd") == "[]\n[]\n");
  CHECK(shown("hex", "M(2){2x}", "ab").starts_with("00000000  61 62 "));
}

TEST_CASE("a count that is a number in braces is that count") {
  CHECK(shown("ndjson", "{2}B:v: {1?}{2}s:t: {1+1}x", "\x01\x02hi.."s) ==
        "{\"v\":[1,2],\"t\":\"hi\"}\n");
  CHECK(shown("ndjson", "{0}B:v: B:n:", "\x01"s) == "{\"v\":[],\"n\":1}\n");
  CHECK(testing::code_of([] { return parse_format("{2}3B:v:"); }) == Errc::BadFormat);
  CHECK(testing::code_of([] { return parse_format("B:n: {n}3B:v:"); }) == Errc::BadFormat);
}

TEST_CASE("the keys of a choice are numbers or texts") {
  for (const char* format :
       {"2s:v: S(v){\"a\"=B:x:, 1=B:y:}", "2s:v: S(v){1=B:x:, \"a\"=B:y:}",
        "2s:v: S(v){*=B:x:, 1=B:y:, \"a\"=B:z:}", "2s:v: S(v){\"a\"|1=B:x:}"}) {
    CAPTURE(format);
    CHECK(testing::code_of([&] { return parse_format(format); }) == Errc::BadFormat);
  }
}

TEST_CASE("a value that is() does not allow is named with its record and offset") {
  const auto error = [](const char* format) {
    return testing::message_of([&] { return shown("ndjson", format, "\x01\x05\x02\x05\x06"s); });
  };
  CHECK(error("B:n: {n}B|is(5):v:") == "record 1, offset 0x4: expected 5, found 6");
  CHECK(error("B:n: {n}[uleb]|is(5):v:") == "record 1, offset 0x2: expected 5, found 6");
}

}  // namespace
}  // namespace bview
