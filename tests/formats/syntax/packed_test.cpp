// SPDX-License-Identifier: MIT
// Integers of any width, through all that reads and writes them.

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <bview/core/item.hpp>
#include <bview/formats/output/forms.hpp>
#include <bview/formats/syntax/project.hpp>

#include "tests/formats/input/reading.hpp"
#include "tests/support/errors.hpp"
#include "tests/support/records.hpp"
#include "tests/support/selection.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

std::string spaced(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

/// What a form shows of all items, its lines joined by spaces.
std::string shown(const char* form, const testing::Sample& sample) {
  std::string text = testing::rendered(*find_output_form(form)->make(sample.selection, {}));
  if (text.ends_with('\n')) text.pop_back();
  return spaced(std::move(text));
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : " ") + line;
  return text;
}

std::string lines_of(std::string text) {
  std::replace(text.begin(), text.end(), ' ', '\n');
  return text;
}

std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

TEST_CASE("packed integers are those that shifts and masks make") {
  std::size_t fixed = 0;
  for (const testing::Vector& row : testing::read_vectors("oracle/bits.tsv")) {
    const std::string& format = row.at(0);
    const std::string& bytes = row.at(1);
    const std::string& records = row.at(2);
    const std::string& packed = row.at(3);
    CAPTURE(format);
    CAPTURE(bytes);
    const auto data = testing::from_hex(bytes);
    // As a record that varies, in whatever order its file is.
    const auto all =
        testing::walked(format, {reinterpret_cast<const char*>(data.data()), data.size()});
    CHECK(joined(all.lines) == records);
    if (format.find('{') != std::string::npos && format.find("{n}") != std::string::npos) continue;
    ++fixed;
    const testing::Sample sample = testing::sample(format, bytes);
    CHECK(shown("ndjson", sample) == records);
    CHECK(without_spaces(testing::read_items("ndjson", format, lines_of(records))) == packed);
    // To cells, and back.
    const std::string rows =
        testing::rendered(*find_output_form("csv")->make(sample.selection, {}));
    CHECK(without_spaces(testing::read_items("csv", format, rows)) == packed);
    // To values, and back.
    const Layout& layout = sample.selection.layout;
    for (std::int64_t n = 0; n < sample.selection.view.size(); ++n) {
      const std::byte* item = data.data() + n * layout.itemsize;
      std::vector<std::byte> copy(item, item + layout.itemsize);
      set(copy.data(), layout, get(item, layout));
      CHECK(std::equal(copy.begin(), copy.end(), item));
    }
    // The format that a layout is written as.
    const Layout again = parse_format(to_format(layout));
    CHECK(same_format(again, layout));
  }
  CHECK(fixed > 300);
}

TEST_CASE("where the file says the order, bits go with it") {
  std::size_t count = 0;
  for (const testing::Vector& row : testing::read_vectors("oracle/bits.tsv")) {
    const std::string& format = row.at(0);
    // One order alone, and one record: the mark in front becomes a byte of the file.
    const bool one = format.find_first_of("<>{", 1) == std::string::npos;
    if (!one || row.at(2).find(' ') != std::string::npos) continue;
    const bool big = format.front() == '>';
    const auto data = testing::from_hex((big ? "01" : "00") + row.at(1));
    const std::string want = R"({"o":)" + std::string(big ? "1," : "0,") + row.at(2).substr(1);
    CAPTURE(format);
    CHECK(testing::first_record("B:o: E(o) " + format.substr(1),
                                {reinterpret_cast<const char*>(data.data()), data.size()}) == want);
    ++count;
  }
  CHECK(count > 20);
}

TEST_CASE("a run ends with a byte") {
  struct Row {
    const char* format;
    std::int64_t size;
  };
  const Row rows[] = {
      {"<2[u12]", 3},           {"[u12]", 2},        {"[u4][u4]", 1},
      {"[u4]:a: 3[u4]:b:", 2},  {"[u4]B[u4]", 3},    {"<[u4]<[u4]", 2},
      {"<[u4]>[u4]", 2},        {"[u4]0x[u4]", 2},   {"[u4]T{[u4]}", 2},
      {"T{[u4]}[u4]", 2},       {"[u4]0H[u4]", 3},   {"[u4][u72][u4]", 11},
      {"[u4be][u4le]", 2},      {"0[u12]", 0},       {"0[u12]:a:", 0},
      {"[u4]0[u12]:a:[u4]", 1}, {"@[u4]:a:I:b:", 8}, {"<[u1][u7][i128]", 17},
      {"a: [u4], b: [u12]", 2}, {"[u3][2][5]", 4},   {"8[u127]", 127},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    CHECK(parse_format(row.format).itemsize == row.size);
  }
}

TEST_CASE("a run in a record that varies begins at a formula") {
  const auto first = [](const char* format, const char* hex) {
    const auto bytes = testing::from_hex(hex);
    return testing::first_record(format,
                                 {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  };
  // 0x21: one nibble, then, as a formula stands in front, the next byte.
  CHECK(first("<[u4]:n: {n?}[u4]:a: [u4]:b:", "210305") == R"({"n":1,"a":3,"b":5})");
  CHECK(first("<[u4]:n: {n?}[u4]:a: [u4]:b:", "2035") == R"({"n":0,"a":null,"b":5})");
  CHECK(first("<[u4]:n: [u4]:m: {*}[u12]:a:", "2123f1fe0f") == R"({"n":1,"m":2,"a":[291,4079]})");
  CHECK(first(">[u4]:n: (n,2)[u3]:m: B:z:", "2053971f") == R"({"n":2,"m":[[2,4],[7,1]],"z":31})");
  CHECK(first(">3[u4]:v: B:n: {v[1]+v[2]}B:d:", "1203000102") ==
        R"({"v":[1,2,0],"n":0,"d":[1,2]})");
  CHECK(first("<[i4]:v: {v+2}B:d:", "0f07") == R"({"v":-1,"d":[7]})");
  CHECK(first("<[u4]:t: S(t){1=[u4]:a:, 2=[u12]:a:}", "023412") == R"({"t":2,"a":564})");
  // The lengths of runs are as far from overflow as those of everything else.
  CHECK(first("<Q:n: {n}[u12]:a:", "ffffffffffffff7f00").find("larger") != std::string::npos);
}

TEST_CASE("parts of packed arrays") {
  const testing::Sample sample = testing::sample(">[u4]:a: (2,3)[u12]:m:", "01234567890abcdef012");
  struct Row {
    const char* field;
    const char* want;
  };
  const Row rows[] = {
      {"m[1,2]", R"([{"m[1,2]":3841}])"},
      {"m[0]", R"([{"m[0]":[291,1110,1929]}])"},
      {"m[:,1]", R"([{"m[:,1]":[1110,3294]}])"},
      {"m[::-1,::2]", R"([{"m[::-1,::2]":[[171,3841],[291,1929]]}])"},
      {"a", R"([{"a":0}])"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.field);
    testing::Sample part = sample;
    part.selection.layout = project(sample.selection.layout, {row.field});
    CHECK(shown("json", part) == row.want);
  }
}

TEST_CASE("what packed integers cannot be") {
  struct Row {
    const char* format;
    const char* error;
  };
  const Row rows[] = {
      {"[u0]", "is no type in brackets"},
      {"[u129]", "is no type in brackets"},
      {"[u012]", "is no type in brackets"},
      {"[u12mid]", "is no type in brackets"},
      {"u12", "is written '[u12]'"},
      {"[u12]|bits(a:4)", "each of its parts may be such a type itself"},
      {"[u12]|ip", "'[u12]' is none"},
      {"[u12]|cstr", "'[u12]' is none"},
      {"[u12]|enum(4096=a)", "4096"},
      {"B:n: {* until value==0}[u4]:a:", "T{...} around it is one"},
      {"9223372036854775807[u12]", "larger"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    CHECK(testing::message_of([&] { return parse_format(row.format); }).find(row.error) !=
          std::string::npos);
  }
}

TEST_CASE("a million packed integers are one field") {
  const Layout layout = parse_format("<1000000[u12]:x:");
  CHECK(layout.itemsize == 1'500'000);
  CHECK(layout.fields.size() == 1);
}

}  // namespace
}  // namespace bview
