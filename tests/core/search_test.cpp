// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <optional>
#include <random>
#include <string>
#include <vector>

#include <bview/core/search.hpp>

using namespace bview;

namespace {

/// The reference: each place, one after another.
std::optional<std::int64_t> first_place(const BytePattern& pattern,
                                        std::span<const std::byte> bytes, std::int64_t from,
                                        std::int64_t end) {
  for (; from < end && from < std::ssize(bytes); ++from) {
    if (pattern.begins(bytes.subspan(static_cast<std::size_t>(from)))) return from;
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("a pattern is found where each place by itself says so") {
  std::mt19937 random(12);
  const auto below = [&](int end) { return std::uniform_int_distribution(0, end - 1)(random); };
  constexpr int kMasks[] = {0xff, 0xff, 0xff, 0xf0, 0x0f, 0xdf, 0x00};
  for (int round = 0; round < 4000; ++round) {
    // Few letters, so that much nearly matches.
    const int letters = 1 + below(3);
    const auto letter = [&] { return static_cast<std::byte>(0x41 + below(letters) * 0x20); };
    std::vector<std::byte> bytes(static_cast<std::size_t>(below(120)));
    for (std::byte& each : bytes) each = letter();
    BytePattern pattern;
    for (int k = 1 + below(20); k > 0; --k) {
      pattern.mask.push_back(static_cast<std::byte>(kMasks[below(7)]));
      pattern.value.push_back(letter() & pattern.mask.back());
    }
    const std::int64_t from = below(20);
    const std::int64_t end = below(140);
    REQUIRE(PatternSearch(pattern).next(bytes, from, end) ==
            first_place(pattern, bytes, from, end));
  }
}

TEST_CASE("a pattern is found at every place of a long run, alone") {
  const std::string text = "needle";
  BytePattern pattern;
  for (const char c : text) pattern.value.push_back(static_cast<std::byte>(c));
  pattern.mask.assign(text.size(), std::byte{0xff});
  const PatternSearch search(pattern);
  for (std::size_t size = text.size(); size < 100; ++size) {
    for (std::size_t at = 0; at + text.size() <= size; ++at) {
      std::vector<std::byte> bytes(size, std::byte{'n'});
      std::copy(pattern.value.begin(), pattern.value.end(),
                bytes.begin() + static_cast<std::ptrdiff_t>(at));
      const auto place = static_cast<std::int64_t>(at);
      REQUIRE(search.next(bytes, 0, 1000) == place);
      REQUIRE(search.next(bytes, place, place + 1) == place);
      REQUIRE(!search.next(bytes, 0, place));
      REQUIRE(!search.next(bytes, place + 1, 1000));
    }
  }
}
