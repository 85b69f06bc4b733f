// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <vector>

#include <bview/core/align.hpp>

namespace bview {
namespace {

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text));
}

/// What a list of hunks makes of A, and how many bytes it inserts and deletes.
struct Outcome {
  std::string made;
  std::int64_t edits = 0;
  std::int64_t coarse = 0;
  bool in_order = true;  // and none touches the one before
};

Outcome aligned(const std::string& a, const std::string& b, const AlignLimits& limits = {}) {
  Outcome outcome;
  Hunk last{{0, -1}, {0, -1}};
  std::size_t at = 0;
  outcome.coarse = align(
      bytes_of(a), bytes_of(b),
      [&](const Hunk& hunk) {
        const auto begin = static_cast<std::size_t>(hunk.a.offset);
        outcome.in_order = outcome.in_order && hunk.a.offset > last.a.offset + last.a.size &&
                           hunk.b.offset > last.b.offset + last.b.size;
        last = hunk;
        outcome.made += a.substr(at, begin - at);
        CHECK(std::ssize(outcome.made) == hunk.b.offset);
        outcome.made += b.substr(static_cast<std::size_t>(hunk.b.offset),
                                 static_cast<std::size_t>(hunk.b.size));
        at = begin + static_cast<std::size_t>(hunk.a.size);
        outcome.edits += hunk.a.size + hunk.b.size;
      },
      limits);
  outcome.made += a.substr(at);
  return outcome;
}

/// Bytes outside of the longest common subsequence, by the table that every textbook has.
std::int64_t fewest_edits(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::int64_t>> common(a.size() + 1,
                                                std::vector<std::int64_t>(b.size() + 1));
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      common[i][j] = a[i - 1] == b[j - 1] ? common[i - 1][j - 1] + 1
                                          : std::max(common[i - 1][j], common[i][j - 1]);
    }
  }
  return std::ssize(a) + std::ssize(b) - 2 * common[a.size()][b.size()];
}

void check_shortest(const std::string& a, const std::string& b) {
  const Outcome outcome = aligned(a, b);
  const bool good = outcome.made == b && outcome.edits == fewest_edits(a, b) && outcome.in_order &&
                    outcome.coarse == 0;
  if (good) return;
  CAPTURE(a);
  CAPTURE(b);
  CHECK(outcome.made == b);
  CHECK(outcome.edits == fewest_edits(a, b));
  CHECK(outcome.in_order);
  CHECK(outcome.coarse == 0);
}

TEST_CASE("of all short pairs over two letters the list is right and the shortest") {
  std::vector<std::string> all{""};
  for (std::size_t k = 0; all[k].size() < 6; ++k) {
    for (const char letter : {'a', 'b'}) all.push_back(all[k] + letter);
  }
  for (const std::string& a : all) {
    for (const std::string& b : all) check_shortest(a, b);
  }
}

TEST_CASE("of random short pairs it is the shortest, too") {
  std::mt19937 random(1);
  const auto text = [&random](std::size_t longest, std::size_t letters) {
    std::string made(random() % longest, 'a');
    for (char& each : made) each = static_cast<char>('a' + random() % letters);
    return made;
  };
  for (int k = 0; k < 2000; ++k) {
    const auto letters = 2 + random() % 5;
    check_shortest(text(80, letters), text(80, letters));
  }
}

/// Some insertions, deletions and changes.
std::string edited(std::string text, std::mt19937& random) {
  for (auto left = random() % 30; left > 0; --left) {
    const std::size_t at = random() % (text.size() + 1);
    const std::size_t size = random() % 50;
    switch (random() % 3) {
      case 0:
        text.insert(at, size, static_cast<char>(random()));
        break;
      case 1:
        text.erase(at, size);
        break;
      default:
        text.replace(at, std::min(size, text.size() - at), size, 'x');
    }
  }
  return text;
}

TEST_CASE("long runs are aligned, whatever the limits are") {
  const AlignLimits all_limits[] = {{},
                                    {.exact = 64, .most_edits = 16},
                                    {.exact = 64, .most_edits = 2000, .steps_per_byte = 1},
                                    {.exact = 0, .most_edits = 1, .steps_per_byte = 0, .steps = 0}};
  std::mt19937 random(2);
  for (int k = 0; k < 150; ++k) {
    std::string a(random() % 20'000, '\0');
    const auto values = 1 + random() % 256;
    for (char& each : a) each = static_cast<char>(random() % values);
    const std::string b = edited(a, random);
    for (const AlignLimits& limits : all_limits) {
      const Outcome outcome = aligned(a, b, limits);
      CHECK(outcome.made == b);
      CHECK(outcome.in_order);
    }
  }
}

TEST_CASE("an insertion far into random bytes is found as it is") {
  std::mt19937 random(3);
  std::string a(1'000'000, '\0');
  for (char& each : a) each = static_cast<char>(random());
  std::string b = a;
  b.insert(700'000, "inserted");
  b.erase(200'000, 5);
  b[400'000] = static_cast<char>(b[400'000] + 1);
  const Outcome outcome = aligned(a, b);
  CHECK(outcome.made == b);
  CHECK(outcome.edits == 8 + 5 + 2);
  CHECK(outcome.coarse == 0);
}

TEST_CASE("what has nothing in common is given up, and said") {
  std::mt19937 random(4);
  std::string a(100'000, '\0');
  std::string b = a;
  for (char& each : a) each = static_cast<char>(random());
  for (char& each : b) each = static_cast<char>(random());
  const Outcome outcome = aligned(a, b);
  CHECK(outcome.made == b);
  CHECK(outcome.coarse == 1);
}

}  // namespace
}  // namespace bview
