// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <bview/formats/input/json.hpp>
#include <bview/formats/syntax/project.hpp>

#include "tests/formats/input/reading.hpp"

namespace bview {
namespace {

using testing::InputCase;
using testing::read_items;

template <class Cases>
void check(std::string_view form, const Cases& cases, const InputOptions& options = {}) {
  for (const InputCase& row : cases) {
    CAPTURE(row.format);
    CAPTURE(row.input);
    CHECK(read_items(form, row.format, row.input, options) == row.want);
    CHECK(read_items(form, row.format, row.input, options, 1) == row.want);
  }
}

TEST_CASE("plain values with any axes around them") {
  const InputCase cases[] = {
      {"<h", "5", "0500"},
      {"<h", " [1, -2,3]\n", "0100 feff 0300"},
      {"<h", "[[1,2],[3,4]]", "0100 0200 0300 0400"},
      {"<h", "[[[1],[2]],[[3],[4]]]", "0100 0200 0300 0400"},
      {"<h", "[]", ""},
      {"<h", "[[],[],[]]", ""},
      {"<(2)h", "[1,2]", "01000200"},
      {"<(2)h", "[[1,2],[3,4]]", "01000200 03000400"},
      {"<(2)h", "[]", ""},
      {"<(2)h", "[[],[],[]]", ""},
      {"<(2,2)b", "[[[1,2],[3,4]]]", "01020304"},
      {"(2,0)b", "[[[],[]],[[],[]]]", "() ()"},
      {"2xb", "[1,2]", "000001 000002"},
      {"2s", "[\"ab\",\"\"]", "6162 0000"},
      {"?", "[true,false,1,0]", "01 00 01 00"},
      {">e", "[1.5,null,\"NaN\",\"-Infinity\",\"nan\"]", "3e00 7e00 7e00 fc00 7e00"},
      {"<i", "[\"0x10\",\" 5 \"]", "10000000 05000000"},
      {">F", "[[1.0,-2],[null,\"Infinity\"]]", "3f800000c0000000 7fc000007f800000"},
      {">F", "[1,2]", "3f80000040000000"},
      {"<h", "[[1],2]", "0100 line 1, item 1: expected an array, found '2'"},
      {"<h", "[1,[2]]", "0100 line 1, item 1: expected a number, found '['"},
      {"<(2)h", "[1,[2]]", "line 1, item 0[1]: expected a number, found '['"},
      {"<(2)h", "[[1,2],[3]]", "01000200 line 1, item 1: the array has 1 of its 2 values"},
      {"<(2)h", "[[1,2,3]]", "line 1, item 0: the array has more than its 2 values"},
      {"<(2,2)h", "[[1,2],\n[3,x]]", "line 2: 'x' is no JSON"},
      {"<(2,2)h", "[[1,2],\n[3,70000]]", "line 2, item 0[1,1]: 'h' takes -32768..32767, got 70000"},
      {"<(2)h", "7", "line 1, item 0: expected an array, found '7'"},
      {"<h", "null", "line 1, item 0: expected a number, found 'null'"},
      {"<h", "{}", "line 1, item 0: expected a number, found '{'"},
      {"<h", "[1.0,-2.00]", "0100 feff"},
      {"<h", "1.5", "line 1, item 0: '1.5' is no integer"},
      {"<h", "1.0e0", "line 1, item 0: '1.0e0' is no integer"},
      {"<h", "true", "line 1, item 0: 'true' is no number"},
      {"?", "null", "line 1, item 0: expected true or false, found 'null'"},
      {"2s", "12", "line 1, item 0: expected a string, found '12'"},
      {"2s", "\"abc\"", "line 1, item 0: '2s' takes at most 2 bytes, got 3: 'abc'"},
      {"F", "[1,2,3]", "line 1, item 0: the array has more than its 2 values"},
      {"F", "[[1]]", "line 1, item 0: the array has 1 of its 2 values"},
      {"F", "[\"1+2j\",0]", "line 1, item 0: '1+2j' is no complex number"},
      {"F", "1", "line 1, item 0: expected [re, im], found '1'"},
      {"<h", "", "line 1, item 0: expected a number, found the end of the input"},
      {"<h", "[1,2", "0100 0200 line 1, item 2: expected ',' or ']', found the end of the input"},
      {"<h", "[1 2]", "0100 line 1, item 1: expected ',' or ']', found '2'"},
      {"<h", "[1,]", "0100 line 1, item 1: expected a number, found ']'"},
      {"<h", "[1]\n[2]", "0100 line 2, item 1: '[' stands behind the document"},
      {"<h", std::string(100, '['), "line 1, item 0: too many arrays lie in one another"},
      {"<h", std::string(64, '[') + "1" + std::string(64, ']'), "0100"},
  };
  check("json", cases);
}

TEST_CASE("records are arrays or objects") {
  const InputCase cases[] = {
      {"<hb", "[[1,2],[3,4]]", "010002 030004"},
      {"<hb", "[1,2]", "010002"},
      {"<3h", "[[1,2,3]]", "010002000300"},
      {"T{b}", "[[1],[2]]", "01 02"},
      {"4x", "[[],[]]", "00000000 00000000"},
      {"<h:a:2xb:c:", "{\"a\":1,\"c\":2}", "0100000002"},
      {"<h:a:b:c:", "[{\"c\":2,\"a\":1},{\"a\":3,\"c\":4}]", "010002 030004"},
      {"<h:a:b", "{\"a\":1,\"f1\":2}", "010002"},
      {"b:a:3b2bb:z:", "{\"z\":7,\"f5\":6,\"f4\":5,\"f3\":4,\"f2\":3,\"f1\":2,\"a\":1}",
       "01020304050607"},
      {"T{(2)T{b:x:b:y:}:p:}", "{\"p\":[{\"x\":1,\"y\":2},{\"y\":4,\"x\":3}]}", "01020304"},
      {"bT{b:x:}b", "[1,{\"x\":2},3]", "010203"},
      {"(2)T{b:x:}", "[[{\"x\":1},{\"x\":2}],[{\"x\":3},{\"x\":4}]]", "0102 0304"},
      {"(2)T{bb}b", "[[[1,2],[3,4]],5]", "0102030405"},
      {"2T{bb}b", "[[[1,2],[3,4],5]]", "0102030405"},
      {"T{(0)b:none:b:v:}", "{\"none\":[],\"v\":5}", "05"},
      {"(0)bb", "[[[],5],[[],6]]", "05 06"},
      {"T{b:a\"\\:}", "{\"a\\\"\\\\\":5}", "05"},
      {"T{b:a:}", "[]", ""},
      {"T{b:a:}", "[[{\"a\":1}],[{\"a\":2}]]", "01 02"},
      {"T{b:a:}", "[[{\"a\":1}],[],[{\"a\":2}]]",
       "01 line 1: row 1 has a length of 0, but the rows before have 1; rows must be equally long"},
      {"bb", "[[1]]", "line 1, item 0: the array has 1 of its 2 values"},
      {"bb", "[[1,2,3]]", "line 1, item 0: the array has more than its 2 values"},
      {"b:a:", "[{\"a\":1},\n{\"b\":1}]",
       "01 line 2, item 1: there is no field 'b'; the record has a"},
      {"b:a:b:b:", "{\"a\":1}", "line 1, item 0: key 'b' is missing"},
      {"b:a:b", "{\"a\":1}", "line 1, item 0: key 'f1' is missing"},
      {"b:a:b:b:", "{\"a\":1,\"a\":1}", "line 1, item 0: key 'a' stands twice"},
      {"b:a:2b", "{\"a\":1,\"f1\":2,\"f1\":3}", "line 1, item 0: key 'f1' stands twice"},
      {"b:a:2b", "{\"a\":1,\"f01\":2}",
       "line 1, item 0: there is no field 'f01'; the record has a, f1"},
      {"b:a:2b", "{\"a\":1,\"f3\":2}",
       "line 1, item 0: there is no field 'f3'; the record has a, f1"},
      {"b:a:", "[1]", "line 1, item 0: expected an object, found '1'"},
      {"b:a:", "{1:2}", "line 1, item 0: expected a key, found '1'"},
      {"b:a:", "{\"a\" 2}", "line 1, item 0: expected ':', found '2'"},
      {"b:a:", "{\"a\":2,}", "line 1, item 0: expected a key, found '}'"},
      {"b:a:", "{\"a\":2]", "line 1, item 0: expected ',' or '}', found ']'"},
      {"T{T{H:len:}:hdr:}", "[{\"hdr\":{\"len\":70000}}]",
       "line 1, item 0, field 'hdr.len': 'H' takes 0..65535, got 70000"},
      {"T{(2,2)T{bb}:m:}", "{\"m\":[[[1,2],[3,4]],[[5,6],[7,\"x\"]]]}",
       "line 1, item 0, field 'm[1,1].f1': 'x' is no number"},
      {"T{T{b:x:}:in:}", "{\"in\":{}}", "line 1, item 0, field 'in': key 'x' is missing"},
      {"T{b:v:4s:t:}", "{\"v\":1,\"t\":5}",
       "line 1, item 0, field 't': expected a string, found '5'"},
  };
  check("json", cases);
}

TEST_CASE("ragged arrays are refused, at any depth") {
  const std::string why = "; rows must be equally long";
  const InputCase cases[] = {
      {"<h", "[[1,2],\n[3]]",
       "0100 0200 0300 line 2: row 1 has a length of 1, but the rows before have 2" + why},
      {"<h", "[[],[7]]", "0700 line 1: row 1 has a length of 1, but the rows before have 0" + why},
      {"<h", "[[[1],[2]],[[3]]]",
       "0100 0200 0300 line 1: row 1 has a length of 1, but the rows before have 2" + why},
      {"<bb", "[[[1,2]],[[3,4],[5,6]]]",
       "0102 0304 0506 line 1: row 1 has a length of 2, but the rows before have 1" + why},
      {"b:a:", "[[{\"a\":1},{\"a\":2}],[{\"a\":3},{\"a\":4}],[]]",
       "01 02 03 04 line 1: row 2 has a length of 0, but the rows before have 2" + why},
  };
  check("json", cases);
}

TEST_CASE("a null and a number past 2^53 are noted as what text may have lost") {
  const Layout layout = parse_format("<q:n: d:x: F:z: h:small:");
  const std::string text =
      "{\"n\":9007199254740993,\"x\":null,\"z\":[1,null],\"small\":1}"
      "{\"x\":1.5,\"n\":\"9007199254740993\",\"z\":[null,2],\"small\":1}";
  std::vector<std::int64_t> noted;
  InputOptions options;
  options.on_loss = [&](std::int64_t offset) { noted.push_back(offset); };
  StringSource source(text, 7);
  find_input_form("ndjson")->read(source, layout, options,
                                  [&](std::span<const std::byte>) { noted.push_back(-1); });
  CHECK(noted == std::vector<std::int64_t>{0, 8, 20, -1, 16, -1});
}

TEST_CASE("ndjson is any number of documents") {
  const InputCase cases[] = {
      {"<h", "1\n2\n", "0100 0200"},
      {"<h", "[1,2]\n[3,4]\n\n[5,6]\n", "0100 0200 0300 0400 0500 0600"},
      {"<h", "[]\n[]\n", ""},
      {"<h", "[1,2]\n[3]\n",
       "0100 0200 0300 line 2: row 1 has a length of 1, but the rows before have 2; rows must be "
       "equally long"},
      {"<hb", "[1,2]\n[3,4]", "010002 030004"},
      {"b:a:", "{\"a\":1}\n{\"a\":2}\n", "01 02"},
      {"b:a:", "{\"a\":1}{\"a\":2}", "01 02"},
      {"b:a:", "", ""},
      {"b:a:", "\n\n", ""},
      {"b:a:", "{\"a\":1}\n\n{\"a\":300}\n",
       "01 line 3, item 1, field 'a': 'b' takes -128..127, got 300"},
      {"b:a:", "{\"a\":1}\n]", "01 line 2, item 1: expected an object, found ']'"},
  };
  check("ndjson", cases);
}

TEST_CASE("texts in JSON") {
  const InputCase cases[] = {
      {"6s", "\"a\\nb\\u0000\\\"\"", "610a62002200"},
      {"6s", "\"\\u00e9\\ud83d\\ude00\"", "c3a9f09f9880"},
      {"6s", "\"\\\\xff\\\\n\\/\"", "ff5c6e2f0000"},
      {"<2u", "\"\\\\ud83dx\"", "3dd87800"},
      {"<2u", "\"\xf0\x9f\x98\x80\"", "3dd800de"},
      {"6s", "\"\\ud83d\"", "line 1: half a surrogate pair is no character"},
      {"6s", "\"\\udc00\"", "line 1: half a surrogate pair is no character"},
      {"6s", "\"a\xff\"", "line 1: a string is not UTF-8"},
  };
  check("json", cases);
}

TEST_CASE("bytes in lists") {
  InputOptions options;
  options.bytes_as = BytesAs::List;
  const InputCase cases[] = {
      {"3s", "[[65, 66],[]]", "414200 000000"},
      {"3s", "[65,66]", "414200"},
      {"3sb", "[[[65,66],7]]", "41420007"},
      {"3p", "[[],[65]]", "000000 014100"},
      {"c", "[[65]]", "41"},
      {"3s", "[1,2,3,4]", "line 1, item 0: '3s' takes at most 3 bytes, got 4: '[1,2,3,4]'"},
      {"3s", "[1,2,3,4,5]", "line 1, item 0: there are more than 3 bytes"},
      {"3s", "[1,256]", "line 1, item 0: '[1,256]' is no list of bytes such as [65,66]"},
      {"3s", "[1,\"2\"]", "line 1, item 0: expected a byte, found the string '2'"},
      {"3s", "\"abc\"", "line 1, item 0: expected an array of bytes, found the string 'abc'"},
  };
  check("json", cases, options);
}

TEST_CASE("numbers of any size stay exact") {
  CHECK(read_items("json", ">[u128]", "[340282366920938463463374607431768211455]") ==
        std::string(32, 'f'));
  CHECK(read_items("json", "d", "1e999999") ==
        "line 1, item 0: 'd' takes finite values up to 1.7976931348623157e+308, got 1e999999");
  CHECK(read_items("json", ">d", "1" + std::string(400, '0') + "e-400") == "3ff0000000000000");
  CHECK(read_items("json", "<g", "1e4000") == read_items("tsv", "<g", "1e4000"));
  CHECK(read_items("json", "<g", "1e4000").ends_with("e673000000000000"));
  CHECK(read_items("json", "<d", "-0") == "0000000000000080");
}

TEST_CASE("projected fields are keys like others") {
  const Layout layout = project(parse_format("T{T{<H:len:b:v:}:hdr:b:z:}"), {"z", "hdr.len"});
  CHECK(read_items("json", layout, "[{\"z\":1,\"hdr.len\":2}]") == "02000001");
  CHECK(read_items("tsv", layout, "1\t2\n") == "02000001");
}

TEST_CASE("many items, a long document, long strings") {
  std::string document = "[";
  std::string want;
  for (int k = 0; k < 30'000; ++k) {
    document += fmt::format("{}{{\"a\": {}}}", k == 0 ? "" : ",\n", k % 100);
    want += (k == 0 ? "" : " ") + fmt::format("{:02x}", k % 100);
  }
  CHECK(read_items("json", "b:a:", document + "]") == want);
  const std::string text(200'000, 'a');
  CHECK(read_items("json", "1s", "\"" + text + "\"").starts_with("line 1, item 0: '1s' takes"));
  CHECK(read_items("json", "200000s", "\"" + text + "\"", {}, 999).size() == 400'000);
}

}  // namespace
}  // namespace bview
