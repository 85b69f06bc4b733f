// SPDX-License-Identifier: MIT
// core/checked.hpp - sums and products of sizes that come from users and files.
//
// Nothing else in the project multiplies or adds such numbers: a silent wrap
// would turn a wrong shape into a wild pointer.

#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace bview {

/// a + b, or nothing when it leaves the 64-bit range.
[[nodiscard]] inline std::optional<std::int64_t> checked_add(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) return std::nullopt;
  return sum;
}

/// a * b, or nothing when it leaves the 64-bit range.
[[nodiscard]] inline std::optional<std::int64_t> checked_mul(std::int64_t a, std::int64_t b) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(a, b, &product)) return std::nullopt;
  return product;
}

/// The product of lengths >= 0, or nothing when it leaves the 64-bit range.
/// Any length of 0 makes it 0, however large the others are.
[[nodiscard]] inline std::optional<std::int64_t> checked_product(
    std::span<const std::int64_t> lengths) {
  for (const std::int64_t length : lengths) {
    if (length == 0) return 0;
  }
  std::optional<std::int64_t> product = 1;
  for (const std::int64_t length : lengths) {
    product = checked_mul(*product, length);
    if (!product) break;
  }
  return product;
}

}  // namespace bview
