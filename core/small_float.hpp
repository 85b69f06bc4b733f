// SPDX-License-Identifier: MIT
// core/small_float.hpp - floats of 8 and 16 bits.
//
// Sources: IEEE 754-2019 (binary16); bfloat16 is the upper half of a binary32;
// OCP 8-bit Floating Point Specification 1.0 (E4M3 without infinities, E5M2); B. Noune et
// al., "8-bit numerical formats for deep neural networks" (2022) for the fnuz ones.

#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <type_traits>

#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

/// Which patterns of a small float are no finite numbers.
enum class Specials : std::uint8_t {
  Ieee,     ///< the largest exponent is for infinities and NaNs
  OneNan,   ///< there is no infinity, and only the all-ones pattern is NaN (E4M3)
  NanZero,  ///< fnuz: no infinity either, the pattern of -0 is NaN, and the bias is one more
};

/// A sign bit, kExponent bits of exponent, kMantissa bits of mantissa.
template <int kExponent, int kMantissa, Specials kSpecials>
struct SmallFloat {
  using Bits = std::conditional_t<(1 + kExponent + kMantissa > 8), std::uint16_t, std::uint8_t>;
  Bits bits;

  static constexpr int kMantissaBits = kMantissa;
  static constexpr bool kHasInfinity = kSpecials == Specials::Ieee;

  /// The largest finite number.
  [[nodiscard]] static constexpr SmallFloat largest() { return {static_cast<Bits>(kMaxFinite)}; }

  /// The value, exactly; every one fits a float. NaN payloads are not kept:
  /// copy the bits where they matter.
  [[nodiscard]] float value() const {
    if (kSpecials == Specials::NanZero && bits == kSignBit) {
      return std::numeric_limits<float>::quiet_NaN();
    }
    const int exponent = bits >> kMantissa & kExponentMask;
    const int mantissa = bits & kMantissaMask;
    const float sign = bits >> (kExponent + kMantissa) & 1 ? -1.0F : 1.0F;
    if (is_special(exponent, mantissa)) {
      return mantissa == 0 ? sign * std::numeric_limits<float>::infinity()
                           : std::numeric_limits<float>::quiet_NaN();
    }
    // A double holds every step of every type as a power of two, made here from its bits: a
    // call of ldexp would cost as much as printing.
    constexpr int kDoubleBias = 1023;
    constexpr int kDoubleMantissa = 52;
    const int units = exponent == 0 ? mantissa : mantissa | 1 << kMantissa;
    const int power = std::max(exponent - 1, 0) + kLowest;
    const auto bits_of_step = static_cast<std::uint64_t>(kDoubleBias + power) << kDoubleMantissa;
    return sign * static_cast<float>(units * std::bit_cast<double>(bits_of_step));
  }

  /// The nearest representable number to `value`, half to even; nothing when a
  /// finite value is too large, or an infinity does not exist in this type.
  ///
  /// Rounds once if `value` is exact or was rounded to odd (formats/text).
  [[nodiscard]] static std::optional<SmallFloat> nearest(double value) {
    const Bits sign = std::signbit(value) ? kSignBit : Bits{0};
    if (std::isnan(value)) return SmallFloat{static_cast<Bits>(sign | kQuietNan)};
    if (std::isinf(value)) {
      if (!kHasInfinity) return std::nullopt;
      return SmallFloat{static_cast<Bits>(sign | kExponentMask << kMantissa)};
    }
    const double magnitude = std::fabs(value);
    int exponent = 0;
    std::frexp(magnitude, &exponent);  // magnitude in [2^(exponent-1), 2^exponent)
    const int step = std::max(exponent - 1 - kMantissa, kLowest);
    // A whole number of steps of the target's own width: nearbyint rounds half
    // to even, and a carry into the next binade lands on the right pattern.
    const double units = std::nearbyint(std::ldexp(magnitude, -step));
    const auto whole = static_cast<std::uint64_t>(units);
    if (magnitude == 0 || whole == 0)
      return SmallFloat{kSpecials == Specials::NanZero ? Bits{0} : sign};
    const std::uint64_t pattern = (static_cast<std::uint64_t>(step - kLowest) << kMantissa) + whole;
    if (pattern > kMaxFinite) return std::nullopt;
    return SmallFloat{static_cast<Bits>(sign | static_cast<Bits>(pattern))};
  }

 private:
  static constexpr int kExponentMask = (1 << kExponent) - 1;
  static constexpr int kMantissaMask = (1 << kMantissa) - 1;
  static constexpr int kBias = (1 << (kExponent - 1)) - (kSpecials == Specials::NanZero ? 0 : 1);
  static constexpr int kLowest = 1 - kBias - kMantissa;  // the smallest number is 2^kLowest
  static constexpr Bits kSignBit = static_cast<Bits>(1 << (kExponent + kMantissa));
  static constexpr std::uint64_t kMaxFinite =
      kSpecials == Specials::Ieee ? (kExponentMask << kMantissa) - 1
                                  : kSignBit - (kSpecials == Specials::OneNan ? 2 : 1);
  static constexpr Bits kQuietNan =
      kSpecials == Specials::Ieee
          ? static_cast<Bits>(kExponentMask << kMantissa | 1 << (kMantissa - 1))
      : kSpecials == Specials::OneNan ? static_cast<Bits>(kSignBit - 1)
                                      : kSignBit;

  static constexpr bool is_special(int exponent, int mantissa) {
    if (kSpecials == Specials::NanZero || exponent != kExponentMask) return false;
    return kSpecials == Specials::Ieee || mantissa == kMantissaMask;
  }
};

using float16 = SmallFloat<5, 10, Specials::Ieee>;
using bfloat16 = SmallFloat<8, 7, Specials::Ieee>;
using float8_e4m3 = SmallFloat<4, 3, Specials::OneNan>;
using float8_e5m2 = SmallFloat<5, 2, Specials::Ieee>;
using float8_e4m3fnuz = SmallFloat<4, 3, Specials::NanZero>;
using float8_e5m2fnuz = SmallFloat<5, 2, Specials::NanZero>;

static_assert(sizeof(float16) == 2 && sizeof(bfloat16) == 2);
static_assert(sizeof(float8_e4m3) == 1 && sizeof(float8_e5m2) == 1);

}  // namespace bview
