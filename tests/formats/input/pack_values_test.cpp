// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <bview/formats/input/pack_values.hpp>

#include "tests/formats/input/reading.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

using testing::hex;

std::string packed(const Layout& layout, const std::vector<std::string>& values,
                   BytesAs bytes_as = BytesAs::Text) {
  std::vector<std::byte> bytes;
  pack_values(values, layout, bytes_as, [&](std::span<const std::byte> item) {
    bytes.insert(bytes.end(), item.begin(), item.end());
  });
  return hex(bytes);
}

/// The bytes in hex, or why there are none.
std::string packed(std::string_view format, const std::vector<std::string>& values) {
  try {
    return packed(parse_format(format), values);
  } catch (const Error& error) {
    return error.what();
  }
}

TEST_CASE("values fill whole items") {
  struct Row {
    std::string format;
    std::vector<std::string> values;
    std::string want;
  };
  const Row rows[] = {
      {"<iH", {"1", "2"}, "010000000200"},
      {"<iH", {"1", "2", "-1", "0x10"}, "010000000200ffffffff1000"},
      {"<h", {"1", "2", "3"}, "010002000300"},
      {"<(2)h", {"1", "2"}, "01000200"},
      {"bxb", {"1", "2"}, "010002"},
      {"4s", {"a\\xff\\"}, "61ff5c00"},
      {"4x", {}, "00000000"},
      {"", {}, ""},
      {"<iH", {}, "'<iH' takes 2 values per record, got 0"},
      {"<iH", {"1", "2", "3"}, "'<iH' takes 2 values per record, got 3"},
      {"b:a:", {}, "'b:a:' takes 1 value per record, got 0"},
      {"<h", {}, "'<h' takes 1 value per item, got 0"},
      {"<(2)h", {"1"}, "'<(2)h' takes 2 values per item, got 1"},
      {"4x", {"1"}, "'4x' takes 0 values per record, got 1"},
      {"h", {"70000"}, "'h' takes -32768..32767, got 70000"},
      {"b:a:H:len:", {"1", "-1"}, "field 'len': 'H' takes 0..65535, got -1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    CHECK(packed(row.format, row.values) == row.want);
  }
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(testing::unescaped(text.substr(0, end)));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// One case of struct_pack.tsv. Its texts must be taken apart before they are unescaped:
/// they may hold spaces.
void check_struct(const std::string& line) {
  const std::size_t tab = line.find('\t');
  const std::size_t last_tab = line.rfind('\t');
  const std::string format = testing::unescaped(line.substr(0, tab));
  const std::string texts = line.substr(tab + 1, last_tab - tab - 1);
  const auto values = texts.empty() ? std::vector<std::string>{} : split(texts, ' ');
  const std::string got = packed(format, values);
  CAPTURE(line);
  CAPTURE(got);
  const bool refused = got.find(' ') != std::string::npos;
  CHECK((refused ? "error" : got) == line.substr(last_tab + 1));
}

TEST_CASE("what struct packs") {
  std::ifstream file(BVIEW_TEST_DATA "/oracle/struct_pack.tsv");
  REQUIRE(file);
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with('#')) check_struct(line);
  }
}

TEST_CASE("bytes as hex") {
  const std::vector<std::string> values = {"4142", "-1"};
  CHECK(packed(parse_format("3sb"), values, BytesAs::Hex) == "414200ff");
}

TEST_CASE("no item is given away before all values are right") {
  const std::vector<std::string> values = {"1", "2", "300"};
  int items = 0;
  CHECK_THROWS_AS(pack_values(values, parse_format("B"), BytesAs::Text,
                              [&](std::span<const std::byte>) { ++items; }),
                  Error);
  CHECK(items == 0);
}

}  // namespace
}  // namespace bview
