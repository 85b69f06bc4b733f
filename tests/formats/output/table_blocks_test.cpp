// SPDX-License-Identifier: MIT
// Tables of more than a screen: blocks, parts, any width.

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include <bview/formats/output/table_text.hpp>

#include "tests/formats/output/table_sample.hpp"

namespace bview {
namespace {

using testing::field;
using testing::in_terminal;
using testing::packed;
using testing::table_of;
using testing::TableSample;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

/// Numbers of one digit but for one somewhere inside, on line `at` of the table.
std::string all_but_one(int count, int at, std::int64_t other) {
  std::string bytes;
  for (int k = 0; k < count; ++k) bytes += packed(k == at ? other : std::int64_t{k % 10});
  return bytes;
}

TEST_CASE("longer cells widen the block that they are in") {
  TableSample sample{all_but_one(4000, 1500, 1234567890123), "=q:n:", {4000}};
  const std::vector<std::string> lines = lines_of(table_of(sample.selection()));
  REQUIRE(lines.size() == 4001);
  CHECK(lines[0] == "offset    n");
  CHECK(lines[1024] == "00001ff8  3");
  CHECK(lines[1025] == "00002000              4");
  CHECK(lines[1501] == "00002ee0  1234567890123");
  CHECK(lines[2049] == "00004000  8");
  CHECK(lines[4000] == "00007cf8  9");
}

TEST_CASE("a block too wide for the terminal is laid out in shorter lines") {
  SUBCASE("records: one below the other") {
    TableSample sample{all_but_one(4000, 1500, 1234567890123), "=q:n:", {4000}};
    const std::vector<std::string> lines = lines_of(table_of(sample.selection(), in_terminal(20)));
    REQUIRE(lines.size() == 4001 + 1024);
    CHECK(lines[1024] == "00001ff8  3");
    CHECK(lines[1025] == "00002000 [1024]");
    CHECK(lines[1026] == "  00002000  n  4");
    CHECK(lines[4001 + 1023] == "00007cf8  9");
  }
  SUBCASE("values: fewer to a line") {
    TableSample sample{all_but_one(16384, 8000, 1234567890123), "=q", {16384}};
    const std::vector<std::string> lines = lines_of(table_of(sample.selection(), in_terminal(100)));
    REQUIRE(lines.size() == 1 + 1024 + 3 * 256);
    CHECK(
        lines[256] ==
        "00007f80    0    1    2    3    4    5    6    7    8    9    0    1    2    3    4    5");
    CHECK(lines[257] == "00008000              6              7              8              9");
  }
}

TEST_CASE("a text that no terminal could show is read to its end all the same") {
  const std::string gap(20000, '\0');
  TableSample sample{
      "abc" + gap + "def" + gap + "abc" + gap + gap + field("", 3), "40006s:t:", {2}};
  CHECK(table_of(sample.selection(), in_terminal(40)) ==
        "offset    t\n"
        "00000000  abc…\n"
        "00009c46  abc\n");
}

TEST_CASE("large items are not put into columns") {
  TableSample many{std::string(130, 'a'), "65B", {2}};
  CHECK(lines_of(table_of(many.selection())).front() == "00000000 [0]");
  TableSample large{std::string(200000, 'a'), "100000s:t:", {2}};
  CHECK(lines_of(table_of(large.selection())).front() == "00000000 [0]");
  TableSample text{std::string(200000, 'a'), "100000s", {2}};
  CHECK(table_of(text.selection()) == "00000000  [0]  " + std::string(100000, 'a') + "\n" +
                                          "000186a0  [1]  " + std::string(100000, 'a') + "\n");
}

// --- what holds for all tables -------------------------------------------------------------------

/// Without the codes that make colours.
std::string uncolored(const std::string& text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\x1b') {
      at = text.find('m', at);
    } else {
      plain += text[at];
    }
  }
  return plain;
}

/// Selections of all sorts, whose lines fit into 40 columns if anybody cares.
std::vector<TableSample> samples() {
  std::string noise;
  for (unsigned k = 0, state = 1; k < 40000; ++k) {
    state = state * 1664525U + 1013904223U;
    noise += k % 7 == 0 ? '\0' : static_cast<char>(state >> 24U);
  }
  const auto first = [&](std::size_t count) { return noise.substr(0, count); };
  return {
      {first(40000), "B", {40000}},
      {first(40000), "=h", {20000}},
      {first(4000), "=i", {25, 40}},
      {first(24), "=f", {2, 3}},
      {first(3000), "?", {5, 20, 30}},
      {first(80), "=d", {}},
      {first(40000), "c", {40000}},
      {first(40000), "20s", {2000}},
      {first(3000), "300s", {10}},
      {first(300), "300p", {}},
      {first(1200), "=(2,5)H", {6, 10}},
      {first(800), "=4u", {10, 10}},
      {first(40000), "=B:a:h:b:?:c:", {10000}},
      {first(40000), "=H:n:50s:text:q:z:", {100}},
      {first(2000), "=3B(3)h:v:(2,2)b:m:?", {5, 20}},
      {first(4200), "=(70)h:v:(2,17)B:m:30B5s:t:", {20}},
      {first(1000), "T{B:len:B:kind:}:head:(2)T{B:x:h:y:}:at:8s:s:", {4, 3}},
      {first(400), "B:a_name_longer_than_most_of_them_are:100s:b:", {2}},
  };
}

TEST_CASE("whatever the width: colour changes no text, and lines end where the terminal does") {
  for (TableSample& sample : samples()) {
    CAPTURE(sample.format);
    const Selection selection = sample.selection();
    for (const std::int64_t width : {40, 41, 50, 64, 80, 81, 100, 132, 200}) {
      CAPTURE(width);
      const std::string plain = table_of(selection, in_terminal(width));
      CHECK(uncolored(table_of(selection, in_terminal(width, true))) == plain);
      const std::vector<std::string> lines = lines_of(plain);
      const bool fits = std::all_of(lines.begin(), lines.end(), [&](const std::string& line) {
        return text_width(line) <= width;
      });
      CHECK(fits);
    }
  }
}

TEST_CASE("parts put together are the whole") {
  for (TableSample& sample : samples()) {
    CAPTURE(sample.format);
    const auto renderer = make_table(sample.selection(), in_terminal(60, true));
    const std::int64_t parts = renderer->parts();
    TextBuffer whole;
    renderer->render(0, parts, whole);
    for (const std::int64_t step : {1, 2, 3, 7}) {
      TextBuffer pieces;
      for (std::int64_t first = 0; first < parts; first += step) {
        renderer->render(first, std::min(step, parts - first), pieces);
      }
      CHECK((pieces.text() == whole.text()));
    }
  }
}

}  // namespace
}  // namespace bview
