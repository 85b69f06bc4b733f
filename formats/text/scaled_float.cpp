// SPDX-License-Identifier: MIT

#include <dragonbox/dragonbox.h>

#include <cstddef>

#include <bview/formats/text/scaled_float.hpp>

namespace bview::detail {
namespace {

/// A mantissa of 192 bits, the first of which is set, the highest word first.
using Mantissa = std::array<std::uint64_t, 3>;

constexpr Mantissa kOne{std::uint64_t{1} << 63U, 0, 0};

/// The mantissa of the number times 10, rounded down.
constexpr Mantissa times_ten(const Mantissa& number) {
  Mantissa product{};
  uint128 carry = 0;
  for (std::size_t k = product.size(); k-- > 0;) {
    carry += uint128{number[k]} * 10;
    product[k] = static_cast<std::uint64_t>(carry);
    carry >>= 64U;
  }
  const unsigned shift = carry >= 8 ? 4 : 3;
  auto above = static_cast<std::uint64_t>(carry);
  for (std::uint64_t& word : product) {
    const std::uint64_t here = word;
    word = above << (64 - shift) | here >> shift;
    above = here;
  }
  return product;
}

/// The mantissa of a tenth of the number, rounded down: of 16 or 8 fifths of it.
constexpr Mantissa tenth(const Mantissa& number) {
  constexpr std::uint64_t kFiveEighths = std::uint64_t{5} << 61U;
  const unsigned shift = number[0] >= kFiveEighths ? 2 : 3;
  uint128 rest = number[0] >> (64 - shift);
  Mantissa quotient{};
  for (std::size_t k = 0; k < quotient.size(); ++k) {
    const std::uint64_t next = k + 1 < number.size() ? number[k + 1] >> (64 - shift) : 0;
    rest = rest << 64U | (number[k] << shift | next);
    quotient[k] = static_cast<std::uint64_t>(rest / 5);
    rest %= 5;
  }
  return quotient;
}

/// `mantissa` is that of a power of ten.
constexpr ScaledStep step_of(int e, const Mantissa& mantissa) {
  // The power of two in front of a power of ten, and so in front of the step.
  constexpr auto kBelow = [](int tens) { return (tens * 1741647) >> 19; };
  const auto shift = static_cast<unsigned>(3 - (e + kBelow(-power_below(e))));
  if (shift == 0) return {mantissa[0], mantissa[1]};
  return {mantissa[0] >> shift, mantissa[0] << (64 - shift) | mantissa[1] >> shift};
}

constexpr std::array<ScaledStep, kSteps> all_steps() {
  std::array<ScaledStep, kSteps> steps{};
  // From 2^0 both ways, as powers of ten fall or grow.
  Mantissa power = kOne;
  for (int e = 0; e < kLowestStep + kSteps; ++e) {
    if (e > 0 && power_below(e) != power_below(e - 1)) power = tenth(power);
    steps[static_cast<std::size_t>(e - kLowestStep)] = step_of(e, power);
  }
  power = kOne;
  for (int e = -1; e >= kLowestStep; --e) {
    if (power_below(e) != power_below(e + 1)) power = times_ten(power);
    steps[static_cast<std::size_t>(e - kLowestStep)] = step_of(e, power);
  }
  return steps;
}

template <class Float>
DecimalParts<std::uint64_t> by_dragonbox(Float value) {
  const auto found = jkj::dragonbox::to_decimal(value, jkj::dragonbox::policy::sign::ignore);
  DecimalParts<std::uint64_t> decimal{found.significand, found.exponent};
  constexpr std::uint64_t kLeast = sizeof(Float) == 4 ? 100'000'000 : 10'000'000'000'000'000;
  for (; decimal.significand < kLeast; decimal.significand *= 10) --decimal.exponent;
  return decimal;
}

}  // namespace

constexpr std::array<ScaledStep, kSteps> kScaledSteps = all_steps();

DecimalParts<std::uint64_t> sure_decimal(float value) { return by_dragonbox(value); }
DecimalParts<std::uint64_t> sure_decimal(double value) { return by_dragonbox(value); }

}  // namespace bview::detail
