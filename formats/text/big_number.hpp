// SPDX-License-Identifier: MIT
// formats/text/big_number.hpp - whole numbers of any size, for exact decimals of wide floats.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <bview/core/storage.hpp>

namespace bview {

/// A number from 0 on. Nothing here is fast for numbers of very many digits; those of floats are
/// as long as their exponents at most.
class BigNumber {
 public:
  explicit BigNumber(uint128 value = 0);

  [[nodiscard]] bool is_zero() const { return words_.empty(); }
  /// The number of bits up to the most significant one.
  [[nodiscard]] std::int64_t bit_width() const;

  [[nodiscard]] static BigNumber power_of_5(std::int64_t exponent);

  void multiply(std::uint32_t factor, std::uint32_t plus = 0);
  [[nodiscard]] BigNumber times(uint128 factor) const;
  void multiply_by_power_of_10(std::int64_t exponent);
  void shift_left(std::int64_t bits);
  void add(const BigNumber& other);
  /// `other` is no larger.
  void subtract(const BigNumber& other);

  /// How often `divisor` goes into it, which is less than 10 times; the rest stays.
  [[nodiscard]] int take_digit(const BigNumber& divisor);
  /// The same of up to 2^32 - 1 times; the first bit of the divisor's first word is set.
  [[nodiscard]] std::uint32_t take_word(const BigNumber& divisor);

  /// Below, equal or above 0 as it is less than, equal to or greater than `other`.
  [[nodiscard]] int compare(const BigNumber& other) const;

 private:
  std::vector<std::uint32_t> words_;  // the least significant first; the last is not 0
};

/// What divide() found: the quotient is 0.w1w2w3... x 2^exponent, in digits of 32 bits.
struct Quarters {
  std::int64_t exponent;
  bool exact;  ///< nothing is behind the words
};

/// The first words of numerator / denominator, neither of which is 0; the quotient that they begin
/// is less than 1, but not than a fourth.
[[nodiscard]] Quarters divide(BigNumber numerator, BigNumber denominator,
                              std::span<std::uint32_t> words);

}  // namespace bview
