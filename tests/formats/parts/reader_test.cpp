// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <bview/formats/parts/reader.hpp>

#include "tests/support/listed_parts.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

using testing::File;
using testing::from_hex;
using testing::Listed;
using testing::listed;
using testing::reader_of;

const std::vector<testing::Vector>& vectors() {
  static const std::vector<testing::Vector> kVectors = [] {
    std::vector<testing::Vector> all = testing::read_vectors("oracle/parts.tsv");
    for (auto& row : testing::read_vectors("oracle/tiff.tsv")) all.push_back(std::move(row));
    return all;
  }();
  return kVectors;
}

TEST_CASE("parts are where those say who made the files") {
  for (const testing::Vector& row : vectors()) {
    const std::string text = from_hex(row[1]);
    const File file(text);
    FileBytes bytes(file.input);
    const ContainerReader* const reader = reader_of(bytes);
    REQUIRE(reader != nullptr);
    CHECK(reader->name == row[0]);
    const Listed found = listed(text);
    CHECK(found.error.empty());
    CHECK(fmt::format("{}", fmt::join(found.parts, ";")) == row[2]);
  }
}

TEST_CASE("a file that is cut short anywhere is an error behind the parts in front of that") {
  for (const testing::Vector& row : vectors()) {
    const std::string text = from_hex(row[1]);
    for (std::size_t size = 0; size < text.size(); ++size) {
      const Listed found = listed(std::string_view(text).substr(0, size));
      if (!found.error.empty()) CHECK(found.error.find("offset") != std::string::npos);
    }
  }
}

TEST_CASE("changed bytes give other parts, or an error") {
  const bool all = std::getenv("BVIEW_LONG_TESTS") != nullptr;
  std::mt19937 random(20);
  for (const testing::Vector& row : vectors()) {
    const std::string text = from_hex(row[1]);
    for (int round = 0; round < (all ? 10000 : 100); ++round) {
      static_cast<void>(listed(testing::mutated(text, random)));
    }
  }
}

TEST_CASE("whoever has enough gets no more parts") {
  for (const testing::Vector& row : vectors()) {
    const File file(from_hex(row[1]));
    FileBytes bytes(file.input);
    int seen = 0;
    reader_of(bytes)->list(bytes, [&](const Part&) {
      ++seen;
      return false;
    });
    CHECK(seen == 1);
  }
}

}  // namespace
}  // namespace bview
