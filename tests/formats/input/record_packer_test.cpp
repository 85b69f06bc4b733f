// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include <bview/core/record_plan.hpp>
#include <bview/core/source.hpp>
#include <bview/formats/input/record_packer.hpp>
#include <bview/formats/syntax/format_string.hpp>

#include "tests/support/errors.hpp"
#include "tests/support/records.hpp"
#include "tests/support/selection.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

using namespace std::string_literals;

std::string packed(std::string_view format, std::string_view form, const std::string& text) {
  const Layout layout = as_varying(parse_format(format));
  RecordPacker packer(layout);
  std::string bytes;
  StringSource source(text, 7);
  find_record_reader(form)(source, layout, {}, [&](GivenRecord& given) {
    const auto record = packer.pack(given);
    bytes.append(reinterpret_cast<const char*>(record.data()), record.size());
  });
  return bytes;
}

std::string packed_values(std::string_view format, const std::vector<std::string>& values) {
  const Layout layout = as_varying(parse_format(format));
  RecordPacker packer(layout);
  GivenArguments given(values, {});
  std::string bytes;
  while (given.left() > 0) {
    const auto record = packer.pack(given);
    bytes.append(reinterpret_cast<const char*>(record.data()), record.size());
  }
  return bytes;
}

std::string message(std::string_view format, std::string_view form, const std::string& text) {
  return testing::message_of([&] { return packed(format, form, text); });
}

TEST_CASE("fields of one name in two layouts are shown as what holds both, and packed from that") {
  std::size_t count = 0;
  for (const testing::Vector& row : testing::read_vectors("oracle/joined.tsv")) {
    CAPTURE(row[0]);
    CAPTURE(row[2]);
    const auto bytes = testing::from_hex(row[2]);
    const std::string given(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    CHECK(parse_format(row[0]).plan->columns[1].type_name() == row[1]);
    const auto shown = testing::walked(row[0], given);
    CHECK(shown.lines == std::vector<std::string>{row[3]});
    CHECK(packed(row[0], "ndjson", row[3]) == given);
    const std::string value = row[3].substr(row[3].rfind(':') + 1);
    CHECK(packed(row[0], "csv", row[3].substr(5, 2) + value.substr(0, value.size() - 1)) == given);
    ++count;
  }
  CHECK(count > 1200);
}

TEST_CASE("what loops of struct read is packed to what they read") {
  std::size_t exact = 0;
  std::size_t count = 0;
  for (const testing::Vector& row : testing::read_vectors("oracle/record.tsv")) {
    if (row[0].find("A(") != std::string::npos) continue;
    CAPTURE(row[0]);
    CAPTURE(row[1]);
    const auto bytes = testing::from_hex(row[1]);
    const auto all =
        testing::walked(row[0], {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    std::string lines;
    for (const std::string& line : all.lines) lines += line + "\n";
    const std::string made = packed(row[0], "ndjson", lines);
    CHECK(testing::walked(row[0], made).lines == all.lines);
    ++count;
    // Bytes that nobody reads are zeros.
    const std::string_view given(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (given.starts_with(made)) ++exact;
  }
  CHECK(count > 250);
  CHECK(exact > 200);
}

TEST_CASE("every part of a plan can be packed") {
  struct Row {
    const char* format;
    const char* json;
    std::string bytes;
  };
  const Row rows[] = {
      {"B:n: {n}s:t:", R"({"t":"abc","n":3})",
       "\x03"
       "abc"},
      {"B:n: >{n}H:v:", R"({"n":2,"v":[1,258]})", "\x02\0\x01\x01\x02"s},
      {"{*}B:v:", R"({"v":[1,2,3]})", "\x01\x02\x03"},
      {"B:n: M(n){B:a: {*}s:t:} B:z:", R"({"n":4,"a":7,"t":"hi","z":9})", "\x04\x07hi\0\x09"s},
      {"B:f: {f&1?}H:a: {f&2?}s:b:", R"({"f":2,"a":null,"b":"x"})", "\x02x"},
      {"B:k: S(k){1=B:x:, 2=<H:y:}", R"({"k":2,"y":513})", "\x02\x01\x02"},
      {"B:k: S(k){1=B:x:, 2=<H:y:}", R"({"k":1,"x":5,"y":null})", "\x01\x05"},
      {"\"PK\" B:n: {n}x", R"({"n":2})", "PK\x02\0\0"s},
      {"z:a: z(0x0a):b:", R"({"a":"one","b":""})", "one\0\n"s},
      {"z|utf16le:a:", R"({"a":"hé"})", "h\0\xe9\0\0\0"s},
      {"[uleb]:a: [sleb]:b: [vlq]:c: [ebml]:d:", R"({"a":624485,"b":-123456,"c":200,"d":500})",
       "\xe5\x8e\x26\xc0\xbb\x78\x81\x48\x41\xf4"},
      {"2[uleb]:v:", R"({"v":[1,300]})", "\x01\xac\x02"},
      {"{*until n==0}T{B:n: {n}s:d:}:c:", R"({"c":[{"n":1,"d":"x"},{"n":0,"d":""}]})", "\x01x\0"s},
      {"{*until value==-1}b:v:", R"({"v":[3,2,-1]})", "\x03\x02\xff"},
      {"2s:o: E(o==\"MM\") H:v:", R"({"o":"MM","v":1})", "MM\0\x01"s},
      {"type t=B:n: {n}[t]:c:; [t]:root:", R"({"root":{"n":1,"c":[{"n":0,"c":[]}]}})", "\x01\0"s},
      {"B:n: {n}s|hex:d:", R"({"n":2,"d":"00ff"})", "\x02\0\xff"s},
      {"B:n: (n,2)B:m:", R"({"n":2,"m":[[1,2],[3,4]]})", "\x02\x01\x02\x03\x04"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    CHECK(packed(row.format, "ndjson", row.json) == row.bytes);
    CHECK(packed(row.format, "json", "["s + row.json + "]") == row.bytes);
  }
}

TEST_CASE("rows and arguments are packed as JSON is") {
  CHECK(packed("B:n: {n}B:v: s:t:", "csv", "2,\"[1,2]\",x\n0,[],y\n") == "\x02\x01\x02x\0y"s);
  CHECK(packed("B:n: {n}B:v: s:t:", "tsv", "2\t[1,2]\tx\n") == "\x02\x01\x02x");
  CHECK(packed("B:f: {f?}2B:v:", "csv", "1,5,6\n0,,\n") == "\x01\x05\x06\0"s);
  CHECK(packed_values("B:n: {n}B:v:", {"2", "5", "6", "0", "1", "9"}) == "\x02\x05\x06\0\x01\x09"s);
  CHECK(packed_values("z:a: [uleb]:n: {*}B:r:", {"hi", "300", "1", "2"}) ==
        "hi\0\xac\x02\x01\x02"s);
}

TEST_CASE("values that disagree with what the record says are named") {
  CHECK(message("B:n: {n}B:v:", "ndjson", R"({"n":2,"v":[1]})") ==
        "record 0, 'v': line 1, item 0, field 'v': the array has 1 of its 2 values");
  CHECK(message("B:n: {n}B:v:", "ndjson", "{\"n\":1,\"v\":[1]}\n{\"n\":0,\"v\":[1]}") ==
        "record 1, 'v': line 2, item 1, field 'v': expected ']', found '1'");
  CHECK(message("B:n: {n}s:t:", "csv", "2,abc\n") ==
        "record 0, 't': line 1, field 't': '2s' takes at most 2 bytes, got 3: 'abc'");
  CHECK(message("B:n: {n}[uleb]:v:", "ndjson", R"({"n":1,"v":[1,2]})") ==
        "record 0, 'v': 2 values are given, and 1 is expected");
  CHECK(message("B:f: {f?}B:v:", "ndjson", R"({"f":0,"v":1})") ==
        "line 1, item 0: field 'v' does not stand in this record; null is its value");
  CHECK(message("B:f: {f?}B:v:", "csv", "0,1\n") ==
        "line 1, field 'v': it does not stand in this record; its cell is empty then");
  CHECK(message("B:n: {n}B:v:", "ndjson", R"({"v":[]})") ==
        "record 0, 'n': line 1, item 0: key 'n' is missing");
  CHECK(message("B:n: {n}B:v:", "ndjson", R"({"n":0,"v":[],"w":1})") ==
        "line 1, item 0: there is no field 'w'; the record has n, v");
  CHECK(message("z:t:", "ndjson", R"({"t":"a\\x00b"})") ==
        "record 0, 't': the text holds what ends it");
  CHECK(message("{*until value==0}B:v:", "ndjson", R"({"v":[1,2]})") ==
        "record 0, 'v': no value that is given ends it");
  CHECK(message("{*until value==0}B:v:", "ndjson", R"({"v":[1,0,2]})") ==
        "record 0, 'v': 3 values are given, and 2 are expected");
  CHECK(message("B:k: S(k){1=B:x:}", "ndjson", R"({"k":2,"x":1})") ==
        "record 0, S(...): at offset 1 no layout is there for 2");
}

}  // namespace
}  // namespace bview
