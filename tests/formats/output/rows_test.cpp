// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/index.hpp>
#include <bview/formats/output/rows.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/index_expression.hpp>
#include <bview/formats/syntax/project.hpp>

#include "tests/support/cells.hpp"
#include "tests/support/selection.hpp"
#include "tests/support/values.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

using testing::bad_split;
using testing::counting_bytes;
using testing::read_vectors;
using testing::rendered;
using testing::Sample;
using testing::sample;
using testing::Vector;

using Make = std::unique_ptr<Renderer> (*)(Selection, const OutputOptions&);

std::string output(Make make, const Selection& selection, const OutputOptions& options = {}) {
  const auto renderer = make(selection, options);
  CHECK(bad_split(*renderer) == -1);
  return rendered(*renderer);
}
std::string output(Make make, const Sample& from, const OutputOptions& options = {}) {
  return output(make, from.selection, options);
}

// --- shapes -----------------------------------------------------------------------------

TEST_CASE("plain values of every shape") {
  struct Row {
    Lengths shape;
    std::string_view tsv;
    std::string_view csv;
    std::string_view json;
    std::string_view ndjson;
  };
  const Row rows[] = {
      {{}, "0\n", "0\n", "0\n", "0\n"},
      {{1}, "0\n", "0\n", "[0]\n", "0\n"},
      {{3}, "0\n1\n2\n", "0\n1\n2\n", "[0,1,2]\n", "0\n1\n2\n"},
      {{2, 3}, "0\t1\t2\n3\t4\t5\n", "0,1,2\n3,4,5\n", "[[0,1,2],[3,4,5]]\n", "[0,1,2]\n[3,4,5]\n"},
      {{3, 1}, "0\n1\n2\n", "0\n1\n2\n", "[[0],[1],[2]]\n", "[0]\n[1]\n[2]\n"},
      {{1, 3}, "0\t1\t2\n", "0,1,2\n", "[[0,1,2]]\n", "[0,1,2]\n"},
      {{1, 1}, "0\n", "0\n", "[[0]]\n", "[0]\n"},
      {{2, 2, 2},
       "0\t1\n2\t3\n4\t5\n6\t7\n",
       "0,1\n2,3\n4,5\n6,7\n",
       "[[[0,1],[2,3]],[[4,5],[6,7]]]\n",
       "[[0,1],[2,3]]\n[[4,5],[6,7]]\n"},
      // without items: nothing, or the empty arrays of tolist()
      {{0}, "", "", "[]\n", ""},
      {{0, 3}, "", "", "[]\n", ""},
      {{3, 0}, "", "", "[[],[],[]]\n", "[]\n[]\n[]\n"},
      {{2, 0, 3}, "", "", "[[],[]]\n", "[]\n[]\n"},
      {{2, 3, 0}, "", "", "[[[],[],[]],[[],[],[]]]\n", "[[],[],[]]\n[[],[],[]]\n"},
      {{0, 0}, "", "", "[]\n", ""},
  };
  for (const Row& row : rows) {
    const Sample bytes = sample("B", counting_bytes(8), row.shape);
    CHECK(output(make_tsv, bytes) == row.tsv);
    CHECK(output(make_csv, bytes) == row.csv);
    CHECK(output(make_json, bytes) == row.json);
    CHECK(output(make_ndjson, bytes) == row.ndjson);
  }
}

TEST_CASE("records: one per line, whatever the axes") {
  struct Row {
    std::string_view format;
    Lengths shape;
    std::string_view csv;
    std::string_view json;
    std::string_view ndjson;
  };
  const Row rows[] = {
      {"BB", {2}, "0,1\n2,3\n", "[[0,1],[2,3]]\n", "[0,1]\n[2,3]\n"},
      {"BB", {}, "0,1\n", "[0,1]\n", "[0,1]\n"},
      {"BB",
       {2, 2},
       "0,1\n2,3\n4,5\n6,7\n",
       "[[[0,1],[2,3]],[[4,5],[6,7]]]\n",
       "[[0,1],[2,3]]\n[[4,5],[6,7]]\n"},
      {"B:a:B:b:",
       {2},
       "0,1\n2,3\n",
       R"([{"a":0,"b":1},{"a":2,"b":3}])"
       "\n",
       "{\"a\":0,\"b\":1}\n{\"a\":2,\"b\":3}\n"},
      {"B:a:",
       {2, 2},
       "0\n1\n2\n3\n",
       R"([[{"a":0},{"a":1}],[{"a":2},{"a":3}]])"
       "\n",
       "[{\"a\":0},{\"a\":1}]\n[{\"a\":2},{\"a\":3}]\n"},
      {"BB", {0}, "", "[]\n", ""},
      {"BB", {2, 0}, "", "[[],[]]\n", "[]\n[]\n"},
      // a format of one sub-array is more axes
      {"(2)B", {3}, "0,1\n2,3\n4,5\n", "[[0,1],[2,3],[4,5]]\n", "[0,1]\n[2,3]\n[4,5]\n"},
      {"(2,2)B",
       {2},
       "0,1\n2,3\n4,5\n6,7\n",
       "[[[0,1],[2,3]],[[4,5],[6,7]]]\n",
       "[[0,1],[2,3]]\n[[4,5],[6,7]]\n"},
      {"(3)B", {}, "0\n1\n2\n", "[0,1,2]\n", "[0,1,2]\n"},
      {"(0)B", {2}, "", "[[],[]]\n", "[]\n[]\n"},
      {"(2,0)B", {2}, "", "[[[],[]],[[],[]]]\n", "[[],[]]\n[[],[]]\n"},
      {"(2)T{BB}",
       {2},
       "0,1\n2,3\n4,5\n6,7\n",
       "[[[0,1],[2,3]],[[4,5],[6,7]]]\n",
       "[[0,1],[2,3]]\n[[4,5],[6,7]]\n"},
      // records without values are still records
      {"2x", {3}, "\n\n\n", "[[],[],[]]\n", "[]\n[]\n[]\n"},
      {"2x", {}, "\n", "[]\n", "[]\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    const Sample bytes = sample(row.format, counting_bytes(8), row.shape);
    CHECK(output(make_csv, bytes) == row.csv);
    CHECK(output(make_json, bytes) == row.json);
    CHECK(output(make_ndjson, bytes) == row.ndjson);
    std::string tsv(row.csv);
    for (char& c : tsv) c = c == ',' ? '\t' : c;
    CHECK(output(make_tsv, bytes) == tsv);
  }
}

TEST_CASE("JSON nests as tolist() does, for every index that numpy takes") {
  std::size_t count = 0;
  for (const Vector& row : read_vectors("oracle/numpy_index.tsv")) {
    if (row[4] == "error") continue;
    const Lengths shape = testing::numbers(row[0]);
    std::vector<std::byte> bytes(std::size_t{4} * 1024);
    for (std::int32_t n = 0; n < 1024; ++n) {
      std::memcpy(bytes.data() + std::size_t{4} * static_cast<std::size_t>(n), &n, 4);
    }
    const Buffer buffer = Buffer::own(std::move(bytes));
    View view = View::contiguous(buffer.bytes(), 4, shape, 0, row[1] == "F" ? Order::F : Order::C);
    if (!row[2].empty()) {
      std::vector<std::size_t> axes;
      for (const std::int64_t axis : testing::numbers(row[2])) {
        axes.push_back(static_cast<std::size_t>(axis));
      }
      view = view.transpose(axes);
    }
    view = select(view, parse_index(row[3]));
    const std::string json = rendered(*make_json({view, parse_format("<i")}, {}));
    if (json != row[8] + "\n") FAIL_CHECK(row[3] << ": " << row[8] << " became " << json);
    ++count;
  }
  CHECK(count > 2'000);
}

// --- texts in lines -----------------------------------------------------------------------

TEST_CASE("a lone empty cell is quoted in CSV, so that its line is not empty") {
  struct Row {
    std::string_view format;
    Lengths shape;
    std::string_view csv;
    std::string_view tsv;
  };
  const Row rows[] = {
      {"2s", {2}, "\"\"\na\n", "\na\n"},          {"2s:a:", {2}, "\"\"\na\n", "\na\n"},
      {"T{2s}", {2}, "\"\"\na\n", "\na\n"},       {"2s", {}, "\"\"\n", "\n"},
      {"2s", {2, 1}, "\"\"\na\n", "\na\n"},       {"2s2s", {1}, ",a\n", "\ta\n"},
      {"1s3B", {1}, ",0,97,0\n", "\t0\t97\t0\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    const Sample bytes = sample(row.format, "00006100", row.shape);
    CHECK(output(make_csv, bytes) == row.csv);
    CHECK(output(make_tsv, bytes) == row.tsv);
  }
}

TEST_CASE("a line of a table of texts can be told from an empty one") {
  // In a row of several cells an empty one needs no quotes, but they do no harm.
  const std::string csv = output(make_csv, sample("1s", "0061", {1, 2}));
  CHECK((csv == ",a\n" || csv == "\"\",a\n"));
}

TEST_CASE("cells with line ends and separators stay one cell") {
  const Sample texts = sample("5s:t:B:n:", "612c620a630122096122005c02", {2});
  CHECK(output(make_csv, texts) == "\"a,b\nc\",1\n\"\"\"\ta\"\"\",92\n");
}

TEST_CASE("options reach the cells") {
  const Sample numbers = sample("<Bf2s", "ff0000c07f6100", {1});
  CHECK(output(make_tsv, numbers, {.base = 16}) == "0xff\tnan\ta\n");
  CHECK(output(make_csv, numbers, {.base = 2}) == "0b11111111,nan,a\n");
  CHECK(output(make_json, numbers, {.base = 16, .precision = 2}) == "[[255,null,\"a\"]]\n");
  CHECK(output(make_ndjson, numbers, {.nan_as_string = true}) == "[255,\"NaN\",\"a\"]\n");
  CHECK(output(make_tsv, numbers, {.nan_as_string = true}) == "255\tnan\ta\n");
  CHECK(output(make_json, numbers, {.bytes_as = BytesAs::Hex}) == "[[255,null,\"6100\"]]\n");
  CHECK(output(make_csv, numbers, {.bytes_as = BytesAs::List}) == "255,nan,\"[97,0]\"\n");
  const Sample pi = sample("<d", "182d4454fb210940");
  CHECK(output(make_tsv, pi, {.precision = 3}) == "3.142\n");
  CHECK(output(make_csv, pi, {.precision = 0}) == "3\n");
  CHECK(output(make_json, pi, {.precision = 3}) == "[3.141592653589793]\n");
}

// --- headers --------------------------------------------------------------------------------

TEST_CASE("a header has a name for every cell of a line") {
  struct Row {
    std::string_view format;
    Lengths shape;
    std::string_view csv;
  };
  const Row rows[] = {
      {"B", {2}, "value\n0\n1\n"},
      {"B", {}, "value\n0\n"},
      {"B", {2, 3}, "0,1,2\n0,1,2\n3,4,5\n"},
      {"B", {0}, "value\n"},
      {"B", {0, 2}, "0,1\n"},
      {"(2)B", {2}, "0,1\n0,1\n2,3\n"},
      {"BB", {1}, "f0,f1\n0,1\n"},
      {"B:a:", {1}, "a\n0\n"},
      {"B:a:3BB:b:", {1}, "a,f1,f2,f3,b\n0,1,2,3,4\n"},
      {"(2,2)B:m:B", {1}, "\"m[0,0]\",\"m[0,1]\",\"m[1,0]\",\"m[1,1]\",f1\n0,1,2,3,4\n"},
      {"2B:m:", {1}, "m[0],m[1]\n0,1\n"},
      {"T{B:x:T{B:y:}:r:}:p:B:q:", {1}, "p.x,p.r.y,q\n0,1,2\n"},
      {"(2)T{B:x:B:y:}:p:", {1}, "p[0].x,p[0].y,p[1].x,p[1].y\n0,1,2,3\n"},
      {"2T{B:x:B}", {1}, "f0.x,f0.f1,f1.x,f1.f1\n0,1,2,3\n"},
      {"B:a:T{x}:p:0B:e:B:b:", {1}, "a,b\n0,2\n"},
      {"2x", {1}, "\n\n"},
      {"(2)T{B:x:B}", {1}, "x,f1\n0,1\n2,3\n"},
      {"B:a\"b:B:c d:", {1}, "\"a\"\"b\",c d\n0,1\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    const Sample bytes = sample(row.format, counting_bytes(8), row.shape);
    CHECK(output(make_csv, bytes, {.header = true}) == row.csv);
    const std::string without(row.csv.substr(row.csv.find('\n') + 1));
    CHECK(output(make_csv, bytes) == without);
  }
  CHECK(output(make_tsv, sample("B:a\\b:B:c:", counting_bytes(2)), {.header = true}) ==
        "a\\\\b\tc\n0\t1\n");
  CHECK(output(make_json, sample("B:a:", counting_bytes(1)), {.header = true}) == "[{\"a\":0}]\n");
}

TEST_CASE("a projection has the names asked for") {
  Sample given = sample("B:a:T{B:x:B:y:}:r:", counting_bytes(6));
  given.selection.layout = project(given.selection.layout, {"r.y", "a"});
  CHECK(output(make_csv, given, {.header = true}) == "r.y,a\n2,0\n5,3\n");
  CHECK(output(make_ndjson, given) == "{\"r.y\":2,\"a\":0}\n{\"r.y\":5,\"a\":3}\n");
}

// --- against struct.unpack ------------------------------------------------------------------

/// The scalars of a JSON text in order: numbers, literals, strings with their quotes.
std::vector<std::string> json_scalars(std::string_view json) {
  std::vector<std::string> scalars;
  while (!json.empty()) {
    std::size_t size = 1;
    if (json.front() == '"') {
      while (json.at(size) != '"') size += json.at(size) == '\\' ? 2U : 1U;
      ++size;
    } else if (std::string_view("[],\n").find(json.front()) == std::string_view::npos) {
      size = json.find_first_of(",]\n");
    }
    if (size > 1 || std::string_view("[],\n").find(json.front()) == std::string_view::npos) {
      scalars.emplace_back(json.substr(0, size));
    }
    json.remove_prefix(size);
  }
  return scalars;
}

/// The double that a JSON scalar means, read at the width of `type`.
double float_meant(const std::string& scalar, ScalarType type) {
  if (scalar == "\"NaN\"") return std::numeric_limits<double>::quiet_NaN();
  if (scalar == "\"Infinity\"") return std::numeric_limits<double>::infinity();
  if (scalar == "\"-Infinity\"") return -std::numeric_limits<double>::infinity();
  if (scalar.starts_with('"')) FAIL("no float: " << scalar);
  if (type == ScalarType::Float32 || type == ScalarType::Complex64) {
    return static_cast<double>(std::strtof(scalar.c_str(), nullptr));
  }
  const double value = std::strtod(scalar.c_str(), nullptr);
  if (type == ScalarType::Float16) return static_cast<double>(float16::nearest(value)->value());
  return value;
}

/// The token of the vector files that a value means; takes as many scalars as it needs.
std::string token_of(const Leaf& leaf, const std::vector<std::string>& scalars, std::size_t& at) {
  const ScalarType type = leaf.field.type;
  const std::string& scalar = scalars.at(at++);
  switch (info(type).kind) {
    case Kind::Boolean:
      return scalar == "true" ? "b1" : scalar == "false" ? "b0" : scalar;
    case Kind::Integer:
      return "i" + scalar;
    case Kind::Float:
      return "d" + testing::float_token(static_cast<long double>(float_meant(scalar, type)));
    case Kind::Complex: {
      const std::string& imaginary = scalars.at(at++);
      const auto part = [&](const std::string& text) {
        return testing::float_token(static_cast<long double>(float_meant(text, type)));
      };
      return "z" + part(scalar) + "," + part(imaginary);
    }
    default: {
      std::string bytes = testing::bytes_meant(scalar, Notation::Json);
      // struct keeps the NULs behind a text of s, bview does not show them.
      if (type == ScalarType::String) bytes.resize(static_cast<std::size_t>(leaf.field.length));
      return "x" + testing::to_hex(bytes);
    }
  }
}

TEST_CASE("an item in JSON holds the values that struct.unpack gives") {
  std::size_t count = 0;
  for (const Vector& row : read_vectors("oracle/struct_unpack.tsv")) {
    CAPTURE(row[0]);
    CAPTURE(row[1]);
    const Sample item = sample(row[0], row[1], Lengths{});
    const std::string json = output(make_ndjson, item, {.nan_as_string = true});
    CAPTURE(json);
    const std::vector<std::string> scalars = json_scalars(json);
    std::string tokens;
    std::size_t at = 0;
    for_each_leaf(item.selection.layout, [&](const Leaf& leaf) {
      tokens += (tokens.empty() ? "" : " ") + token_of(leaf, scalars, at);
    });
    CHECK(at == scalars.size());
    CHECK(tokens == row[2]);
    ++count;
  }
  CHECK(count > 3'000);
}

TEST_CASE("integers past 2^53 as strings, where that is asked for") {
  const std::vector<std::int64_t> numbers = {9007199254740992, 9007199254740993, -9007199254740992,
                                             -9007199254740993};
  const Buffer buffer = Buffer::borrow(numbers);
  const auto shown = [&](const char* format, const OutputOptions& options) {
    Selection selection{View::contiguous(buffer.bytes(), 32, {1}), parse_format(format)};
    return output(make_ndjson, selection, options);
  };
  const std::string want =
      "[9007199254740992,\"9007199254740993\",-9007199254740992,\"-9007199254740993\"]\n";
  CHECK(shown("<4q", {.bigint_as_string = true}) == want);
  CHECK(shown("<(4)q:m:", {.bigint_as_string = true}) ==
        "{\"m\":" + want.substr(0, want.size() - 1) + "}\n");
  CHECK(shown("<q24x", {.bigint_as_string = true}) == "9007199254740992\n");
  CHECK(shown("<8xQ16x", {.bigint_as_string = true}) == "\"9007199254740993\"\n");
  CHECK(shown("<16x[i128]", {.bigint_as_string = true}).starts_with("\"-166153499473114"));
  CHECK(shown("<8xQ16x", {}) == "9007199254740993\n");
}

}  // namespace
}  // namespace bview
