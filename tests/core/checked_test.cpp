// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include <bview/core/checked.hpp>
#include <bview/core/storage.hpp>

namespace bview {
namespace {

constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

/// What a 128-bit result is in 64 bits, if it is anything.
std::optional<std::int64_t> narrowed(int128 exact) {
  if (exact < kMin || exact > kMax) return std::nullopt;
  return static_cast<std::int64_t>(exact);
}

TEST_CASE("sums and products are exact or nothing") {
  const std::int64_t interesting[] = {
      kMin,      kMin + 1,  -(1LL << 32),    -3,       -1,       0,        1,   2, 3, 1LL << 31,
      1LL << 32, 1LL << 62, (1LL << 62) + 1, kMax / 2, kMax / 3, kMax - 1, kMax};
  for (const std::int64_t a : interesting) {
    for (const std::int64_t b : interesting) {
      CAPTURE(a);
      CAPTURE(b);
      CHECK(checked_add(a, b) == narrowed(int128{a} + b));
      CHECK(checked_mul(a, b) == narrowed(int128{a} * b));
    }
  }
}

TEST_CASE("the product of lengths") {
  struct Row {
    std::vector<std::int64_t> lengths;
    std::optional<std::int64_t> want;
  };
  const Row rows[] = {
      {{}, 1},
      {{7}, 7},
      {{2, 3, 4}, 24},
      {{kMax}, kMax},
      {{kMax, 1, 1}, kMax},
      {{1LL << 32, 1LL << 31}, std::nullopt},
      {{kMax, 2}, std::nullopt},
      {{kMax, kMax, 0}, 0},  // no items, however long the other axes are
      {{0, kMax, kMax}, 0},
  };
  for (const Row& row : rows) CHECK(checked_product(row.lengths) == row.want);
}

}  // namespace
}  // namespace bview
