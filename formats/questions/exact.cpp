// SPDX-License-Identifier: MIT

#include <cmath>
#include <limits>

#include <bview/formats/questions/exact.hpp>
#include <bview/formats/text/datum.hpp>

namespace bview {

std::optional<Ratio> exact_of(long double value) {
  if (!std::isfinite(value)) return std::nullopt;
  constexpr int kMantissa = 64;
  constexpr int kMost = 120;
  int exponent = 0;
  const long double fraction = std::frexp(value, &exponent);
  const long double scaled = std::ldexp(std::fabs(fraction), kMantissa);
  if (std::trunc(scaled) != scaled) return std::nullopt;  // of more bits than these
  auto magnitude = static_cast<uint128>(scaled);
  exponent -= kMantissa;
  for (; magnitude != 0 && exponent < 0 && (magnitude & 1U) == 0; ++exponent) magnitude >>= 1U;
  if (magnitude == 0) return Ratio{};
  const bool negative = std::signbit(value);
  if (exponent < -kMost) return std::nullopt;
  if (exponent < 0)
    return Ratio{{magnitude, negative}, uint128{1} << static_cast<unsigned>(-exponent)};
  if (exponent > kMantissa) return std::nullopt;
  return Ratio{{magnitude << static_cast<unsigned>(exponent), negative}, 1};
}

Ratio floor_of(const Ratio& value) {
  const uint128 whole = value.numerator.magnitude / value.denominator;
  const bool rest = value.numerator.magnitude % value.denominator != 0;
  if (!value.numerator.negative) return {{whole, false}, 1};
  const uint128 magnitude = whole + (rest ? 1 : 0);
  return {{magnitude, magnitude != 0}, 1};
}

std::optional<std::int64_t> as_int64(const Ratio& value) {
  constexpr auto kMost = static_cast<uint128>(std::numeric_limits<std::int64_t>::max());
  const WideInteger& number = value.numerator;
  if (value.denominator != 1 || number.magnitude > kMost + (number.negative ? 1 : 0)) {
    return std::nullopt;
  }
  const auto magnitude = static_cast<std::uint64_t>(number.magnitude);
  return static_cast<std::int64_t>(number.negative ? 0 - magnitude : magnitude);
}

}  // namespace bview
