// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <bview/formats/output/item_text.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/project.hpp>

#include "tests/support/values.hpp"

namespace bview {
namespace {

using testing::from_hex;

constexpr CellStyle kJson{.notation = Notation::Json};
constexpr CellStyle kTsv{.notation = Notation::Tsv};

std::string text_of(const ItemText& item, const std::vector<std::byte>& bytes) {
  TextBuffer out;
  item.write(bytes.data(), out);
  return std::string(out.text());
}
std::string json_of(const Layout& layout, const std::vector<std::byte>& bytes) {
  return text_of(ItemText(layout, kJsonPunctuation, kJson), bytes);
}
std::string tsv_of(const Layout& layout, const std::vector<std::byte>& bytes) {
  return text_of(ItemText(layout, kTsvPunctuation, kTsv), bytes);
}

TEST_CASE("an item as JSON and as a line of cells") {
  struct Row {
    std::string_view format;
    std::string_view hex;
    std::string_view json;
    std::string_view tsv;
  };
  const Row rows[] = {
      // one value without a name is bare
      {"<i", "feffffff", "-2", "-2"},
      {"2xB2x", "0000070000", "7", "7"},
      {"4s", "61620000", R"("ab")", "ab"},
      {"?", "02", "true", "true"},
      {"<f", "cdcccc3d", "0.1", "0.1"},
      {"(2,3)B", "010203040506", "[[1,2,3],[4,5,6]]", "1\t2\t3\t4\t5\t6"},
      {"(2)T{B:x:B:y:}", "01020304", R"([{"x":1,"y":2},{"x":3,"y":4}])", "1\t2\t3\t4"},
      {"(0)B", "", "[]", ""},
      {"(2,0)B", "", "[[],[]]", ""},
      {"(0,2)B", "", "[]", ""},
      // records without names are arrays
      {"<bH", "ff0100", "[-1,1]", "-1\t1"},
      {"3B", "010203", "[1,2,3]", "1\t2\t3"},
      {"B3xB", "0100000002", "[1,2]", "1\t2"},
      {"T{B}", "01", "[1]", "1"},
      {"BT{BB}", "010203", "[1,[2,3]]", "1\t2\t3"},
      {"2T{BB}", "01020304", "[[1,2],[3,4]]", "1\t2\t3\t4"},
      {"B(2)B", "010203", "[1,[2,3]]", "1\t2\t3"},
      {"B2s", "016162", R"([1,"ab"])", "1\tab"},
      // records with names are objects
      {"B:a:", "01", R"({"a":1})", "1"},
      {"T{B:a:}", "01", R"({"a":1})", "1"},
      {"B:a:B:b:", "0102", R"({"a":1,"b":2})", "1\t2"},
      {"2B:a:", "0102", R"({"a":[1,2]})", "1\t2"},
      {"1B:a:", "01", R"({"a":[1]})", "1"},
      {"(2,2)B:m:B:n:", "0102030405", R"({"m":[[1,2],[3,4]],"n":5})", "1\t2\t3\t4\t5"},
      {"T{B:x:T{B:y:T{B:z:}:w:}:v:}", "010203", R"({"x":1,"v":{"y":2,"w":{"z":3}}})", "1\t2\t3"},
      {"(2)T{B:x:(2)T{B:y:}:in:}:out:", "010203040506",
       R"({"out":[{"x":1,"in":[{"y":2},{"y":3}]},{"x":4,"in":[{"y":5},{"y":6}]}]})",
       "1\t2\t3\t4\t5\t6"},
      {"B:say \"hi\":", "01", R"({"say \"hi\"":1})", "1"},
      {"B:\xc3\xa9:", "01", "{\"\xc3\xa9\":1}", "1"},
      {"<Zf:z:B:n:", "0000803f0000004007", R"({"z":[1.0,2.0],"n":7})", "1.0+2.0j\t7"},
      // what has no name is numbered by its position among the values
      {"B:a:B", "0102", R"({"a":1,"f1":2})", "1\t2"},
      {"BB:a:", "0102", R"({"f0":1,"a":2})", "1\t2"},
      {"B:a:3BB", "0102030405", R"({"a":1,"f1":2,"f2":3,"f3":4,"f4":5})", "1\t2\t3\t4\t5"},
      {"3BB:a:2x2B",
       "01020304000005"
       "06",
       R"({"f0":1,"f1":2,"f2":3,"a":4,"f4":5,"f5":6})", "1\t2\t3\t4\t5\t6"},
      {"B:a:(2)BB", "01020304", R"({"a":1,"f1":[2,3],"f2":4})", "1\t2\t3\t4"},
      {"B:a:2T{BB:y:}", "0102030405", R"({"a":1,"f1":{"f0":2,"y":3},"f2":{"f0":4,"y":5}})",
       "1\t2\t3\t4\t5"},
      {"B:a:2s2c", "0161626364", R"({"a":1,"f1":"ab","f2":"c","f3":"d"})", "1\tab\tc\td"},
      // values that are not there
      {"3x", "000000", "[]", ""},
      {"T{}", "", "[]", ""},
      {"0BB", "01", "1", "1"},
      {"B0B", "01", "1", "1"},
      {"0BB0BB0B", "0102", "[1,2]", "1\t2"},
      {"B:a:0B", "01", R"({"a":1})", "1"},
      {"0BB:a:", "01", R"({"a":1})", "1"},
      {"B:a:0BB", "0102", R"({"a":1,"f1":2})", "1\t2"},
      {"0B:a:B:b:", "01", R"({"a":[],"b":1})", "1"},
      {"B:b:0B:a:", "01", R"({"b":1,"a":[]})", "1"},
      {"B:a:(2,0)B:m:B:b:", "0102", R"({"a":1,"m":[[],[]],"b":2})", "1\t2"},
      {"B:a:T{3x}:p:B:b:", "0100000002", R"({"a":1,"p":[],"b":2})", "1\t2"},
      {"T{3x}:p:B:b:", "00000002", R"({"p":[],"b":2})", "2"},
      {"B:a:(2)T{0B:n:}:r:B:b:", "0102", R"({"a":1,"r":[{"n":[]},{"n":[]}],"b":2})", "1\t2"},
      {"B:a:T{T{x}:n:}:r:B:b:", "010002", R"({"a":1,"r":{"n":[]},"b":2})", "1\t2"},
      {"B0sB", "0102", R"([1,"",2])", "1\t\t2"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    const std::vector<std::byte> bytes = from_hex(row.hex);
    const Layout layout = parse_format(row.format);
    REQUIRE(layout.itemsize == static_cast<std::int64_t>(bytes.size()));
    CHECK(json_of(layout, bytes) == row.json);
    CHECK(tsv_of(layout, bytes) == row.tsv);
  }
}

TEST_CASE("a projection shows its fields in the order asked for") {
  struct Row {
    std::string_view format;
    std::vector<std::string> fields;
    std::string_view json;
    std::string_view tsv;
  };
  const Row rows[] = {
      {"B:a:B:b:B:c:", {"c", "a"}, R"({"c":3,"a":1})", "3\t1"},
      {"B:a:B:b:B:c:", {"b"}, R"({"b":2})", "2"},
      {"B:a:B:b:B:c:", {"2"}, R"({"c":3})", "3"},
      {"BBB", {"2", "0"}, "[3,1]", "3\t1"},
      {"3B", {"1"}, "[2]", "2"},
      {"B:a:T{B:x:B:y:}:r:", {"r.y", "a"}, R"({"r.y":3,"a":1})", "3\t1"},
      {"B:a:T{B:x:B:y:}:r:", {"r"}, R"({"r":{"x":2,"y":3}})", "2\t3"},
      {"B:a:2B", {"f2", "a"}, R"({"f2":3,"a":1})", "3\t1"},
      {"B:a:2B", {"2"}, R"({"f2":3})", "3"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    CAPTURE(row.json);
    const Layout layout = project(parse_format(row.format), row.fields);
    CHECK(json_of(layout, from_hex("010203")) == row.json);
    CHECK(tsv_of(layout, from_hex("010203")) == row.tsv);
  }
}

TEST_CASE("keys are text whatever bytes are shown as") {
  const CellStyle style{.notation = Notation::Json, .bytes_as = BytesAs::Hex};
  const ItemText item(parse_format("2s:a:B:b:"), kJsonPunctuation, style);
  CHECK(text_of(item, from_hex("616201")) == R"({"a":"6162","b":1})");
}

TEST_CASE("an item that is one cell says so") {
  struct Row {
    std::string_view format;
    bool json;
    bool tsv;
    std::int64_t offset;
    std::int64_t length;
  };
  const Row rows[] = {
      {"<i", true, true, 0, 1},     {"2x<i", true, true, 2, 1},   {"3s", true, true, 0, 3},
      {"<i:a:", false, true, 0, 1}, {"T{<i}", false, true, 0, 1}, {"xT{xBx}", false, true, 2, 1},
      {"(1)B", false, true, 0, 1},  {"(2)B", false, false, 0, 0}, {"BB", false, false, 0, 0},
      {"3x", false, false, 0, 0},   {"(0)B", false, false, 0, 0}, {"(1)T{B}", false, false, 0, 0},
      {"2B", false, false, 0, 0},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    const Layout layout = parse_format(row.format);
    const ItemText json(layout, kJsonPunctuation, kJson);
    const ItemText tsv(layout, kTsvPunctuation, kTsv);
    CHECK((json.cell() != nullptr) == row.json);
    CHECK((tsv.cell() != nullptr) == row.tsv);
    if (tsv.cell() == nullptr) continue;
    CHECK(tsv.cell()->offset == row.offset);
    CHECK(tsv.cell()->length == row.length);
  }
}

TEST_CASE("a sub-array of a million values is written, and stands nowhere else") {
  const std::vector<std::byte> bytes(1'000'000, std::byte{7});
  std::string want;
  for (std::size_t k = 0; k < bytes.size(); ++k) want += k == 0 ? "7" : ",7";
  CHECK(json_of(parse_format("1000000B:m:"), bytes) == R"({"m":[)" + want + "]}");
  CHECK(json_of(parse_format("1000000B"), bytes) == "[" + want + "]");
  const std::string spread = json_of(parse_format("B:a:999999B"), bytes);
  CHECK(spread.starts_with(R"({"a":7,"f1":7,"f2":7,)"));
  CHECK(spread.ends_with(R"(,"f999999":7})"));
}

}  // namespace
}  // namespace bview
