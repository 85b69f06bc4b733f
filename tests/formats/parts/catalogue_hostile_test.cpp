// SPDX-License-Identifier: MIT
// Files of the kinds that catalogues tell of, cut and changed: nothing but parts inside of the
// file, or an error. BVIEW_LONG_TESTS=1 cuts them at every byte and changes each ten thousand
// times.

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>

#include "tests/support/listed_parts.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

const std::vector<testing::Vector>& hostile_samples() {
  static const std::vector<testing::Vector> kSamples =
      testing::read_vectors("oracle/containers.tsv");
  return kSamples;
}

bool long_hostile_tests() { return std::getenv("BVIEW_LONG_TESTS") != nullptr; }

TEST_CASE("files of catalogues that are cut short are errors, or have fewer parts") {
  constexpr std::size_t kCuts = 16;
  for (const testing::Vector& row : hostile_samples()) {
    INFO(row[0]);
    const std::string text = testing::from_hex(row[1]);
    const std::size_t step = long_hostile_tests() ? 1 : text.size() / kCuts + 1;
    for (std::size_t size = 0; size < text.size(); size += step) {
      const testing::Listed found = testing::listed(std::string_view(text).substr(0, size));
      if (!found.error.empty()) CHECK(found.error.find("damaged") != std::string::npos);
    }
  }
}

TEST_CASE("files of catalogues in which bytes are changed have other parts, or are errors") {
  const int rounds = long_hostile_tests() ? 10000 : 12;
  std::mt19937 random(11);
  for (const testing::Vector& row : hostile_samples()) {
    INFO(row[0]);
    const std::string text = testing::from_hex(row[1]);
    for (int round = 0; round < rounds; ++round) {
      static_cast<void>(testing::listed(testing::mutated(text, random)));
    }
  }
}

}  // namespace
}  // namespace bview
