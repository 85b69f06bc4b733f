// SPDX-License-Identifier: MIT
// formats/text/scaled_float.hpp - floats times a power of ten that leaves all their digits in front
// of the point.
//
// A step from a float to the next is 2^e. The power is the one that makes it at least 1 and less
// than 10: a whole number is within half a step of the float then, and at most one multiple of 10.
// If there is that one, it has the fewest digits that read back; if not, the nearest whole number.
//
// Source: R. Giulietti, "The Schubfach way to render doubles", 2021.

#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <optional>
#include <type_traits>

#include <bview/core/storage.hpp>
#include <bview/formats/text/float_layout.hpp>

namespace bview::detail {

/// Bits behind the point of a scaled number; in front of it a step has four.
inline constexpr int kScaledBits = 60;
inline constexpr std::uint64_t kScaledOne = std::uint64_t{1} << kScaledBits;

/// 2^e as it is scaled, rounded down: `high` in units of 2^-60, `low` in those of 2^-124.
struct ScaledStep {
  std::uint64_t high;
  std::uint64_t low;
};

inline constexpr int kLowestStep = -1074;
inline constexpr int kSteps = 2046;
extern const std::array<ScaledStep, kSteps> kScaledSteps;

/// The power of ten that is next below 2^e, or equal to it.
constexpr int power_below(int e) { return (e * 78913) >> 18; }

/// Scaled numbers are exact if they have the units that a step has: 5^22 has 52 bits.
constexpr bool is_exact(int exponent) { return exponent <= 0 && exponent >= -22; }

template <class Float>
struct FloatBits {
  using Word = std::conditional_t<sizeof(Float) == 4, std::uint32_t, std::uint64_t>;
  static constexpr int kMantissa = std::numeric_limits<Float>::digits - 1;
  static constexpr Word kFirst = Word{1} << kMantissa;
  static constexpr int kLowest = std::numeric_limits<Float>::min_exponent - 1 - kMantissa;
  static constexpr int kDigits = sizeof(Float) == 4 ? 9 : 17;  ///< of a scaled number at most
  /// No scaled number is too small by as much as that.
  static constexpr std::uint64_t kError = sizeof(Float) == 4 ? 1U << 25U : 8;

  /// Whether a word without sign is that of a number with a first bit that it does not show.
  static constexpr bool is_normal(Word magnitude) {
    return magnitude - kFirst <
           std::bit_cast<Word>(std::numeric_limits<Float>::infinity()) - kFirst;
  }
};

/// A float is number x 10^exponent.
struct ScaledFloat {
  uint128 number;  ///< in units of 2^-60
  int exponent;
  std::uint64_t step;
};

template <class Float>
[[gnu::always_inline]] inline ScaledFloat scaled(typename FloatBits<Float>::Word magnitude) {
  using Bits = FloatBits<Float>;
  const int biased = static_cast<int>(magnitude >> Bits::kMantissa);
  const int e = biased - 1 + Bits::kLowest;
  const ScaledStep& step = kScaledSteps.data()[e - kLowestStep];
  const std::uint64_t mantissa = (magnitude & (Bits::kFirst - 1)) | Bits::kFirst;
  uint128 number = uint128{mantissa} * step.high;
  if constexpr (sizeof(Float) > 4) {
    number += static_cast<std::uint64_t>(uint128{mantissa} * step.low >> 64U);
  }
  return {number, power_below(e), step.high};
}

/// The shortest decimal, by Dragonbox, with FloatBits<Float>::kDigits digits.
DecimalParts<std::uint64_t> sure_decimal(float value);
DecimalParts<std::uint64_t> sure_decimal(double value);

/// With zeros behind it, so that it has kDigits digits; one is missing, or of 9 digits two.
template <int kDigits>
[[gnu::always_inline]] inline DecimalParts<std::uint64_t> padded(
    DecimalParts<std::uint64_t> decimal) {
  static constexpr std::array<std::uint64_t, 3> kPowers{1, 10, 100};
  constexpr std::uint64_t kLeast = kDigits == 9 ? 100'000'000 : 10'000'000'000'000'000;
  int missing = static_cast<int>(decimal.significand < kLeast);
  if (kDigits == 9) missing += static_cast<int>(decimal.significand < kLeast / 10);
  return {decimal.significand * kPowers.data()[missing], decimal.exponent - missing};
}

/// The same of a word without sign: of normal numbers that are not too near to a border for this.
template <class Float>
[[gnu::always_inline]] inline std::optional<DecimalParts<std::uint64_t>> shortest_decimal(
    typename FloatBits<Float>::Word magnitude) {
  using Bits = FloatBits<Float>;
  constexpr std::uint64_t kError = Bits::kError;
  constexpr std::uint64_t kTen = 10 * kScaledOne;
  constexpr std::uint64_t kHalf = kScaledOne / 2;
  if (!Bits::is_normal(magnitude)) [[unlikely]] {
    return std::nullopt;
  }
  const ScaledFloat here = scaled<Float>(magnitude);
  const auto whole = static_cast<std::uint64_t>(here.number >> unsigned{kScaledBits});
  const std::uint64_t tens = whole / 10;
  const std::uint64_t above_tens =
      static_cast<std::uint64_t>(here.number) - (10 * tens << kScaledBits);
  const std::uint64_t half_step = here.step / 2;
  const std::uint64_t up_to = above_tens + half_step;
  // Below a power of two, steps are half as long.
  const bool is_border = (magnitude & (Bits::kFirst - 1)) == 0;
  if (is_border || above_tens - half_step + kError <= 2 * kError ||
      kTen - up_to + kError <= 2 * kError) [[unlikely]] {
    return std::nullopt;
  }
  const std::uint64_t behind_point = static_cast<std::uint64_t>(here.number) % kScaledOne;
  std::uint64_t round = behind_point / kHalf;
  if (behind_point - (kHalf - kError) <= kError) [[unlikely]] {
    if (behind_point != kHalf || !is_exact(here.exponent)) return std::nullopt;
    round = whole % 2;
  }
  // Which of both it is, and how many digits they have, is as good as random: no branches.
  const std::uint64_t next_tens = static_cast<std::uint64_t>(up_to >= kTen);
  const std::uint64_t shorter = (tens + next_tens) * 10;
  const std::uint64_t longer = whole + round;
  const std::uint64_t is_short = static_cast<std::uint64_t>(above_tens < half_step) | next_tens;
  const std::uint64_t significand = longer ^ ((longer ^ shorter) & (0 - is_short));
  return padded<Bits::kDigits>({significand, here.exponent});
}

}  // namespace bview::detail
