// core/small_float.hpp - floats of 8 and 16 bits: f16, bf16, f8e4m3, f8e5m2.
//
// Sources: IEEE 754-2019 (binary16); bfloat16 is the upper half of a binary32;
// OCP 8-bit Floating Point Specification 1.0 (E4M3 without infinities, E5M2).

#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <type_traits>

namespace bview {

/// A sign bit, kExponent bits of exponent, kMantissa bits of mantissa.
///
/// kFinite: there is no infinity, and only the all-ones pattern is NaN (E4M3).
template <int kExponent, int kMantissa, bool kFinite>
struct SmallFloat {
  using Bits = std::conditional_t<(1 + kExponent + kMantissa > 8), std::uint16_t, std::uint8_t>;
  Bits bits;

  static constexpr int kMantissaBits = kMantissa;
  static constexpr bool kHasInfinity = !kFinite;

  /// The largest finite number.
  [[nodiscard]] static constexpr SmallFloat largest() { return {static_cast<Bits>(kMaxFinite)}; }

  /// The value, exactly; every one fits a float. NaN payloads are not kept:
  /// copy the bits where they matter.
  [[nodiscard]] float value() const {
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
      if (kFinite) return std::nullopt;
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
    if (magnitude == 0 || whole == 0) return SmallFloat{sign};
    const std::uint64_t pattern = (static_cast<std::uint64_t>(step - kLowest) << kMantissa) + whole;
    if (pattern > kMaxFinite) return std::nullopt;
    return SmallFloat{static_cast<Bits>(sign | static_cast<Bits>(pattern))};
  }

 private:
  static constexpr int kExponentMask = (1 << kExponent) - 1;
  static constexpr int kMantissaMask = (1 << kMantissa) - 1;
  static constexpr int kBias = (1 << (kExponent - 1)) - 1;
  static constexpr int kLowest = 1 - kBias - kMantissa;  // the smallest number is 2^kLowest
  static constexpr Bits kSignBit = static_cast<Bits>(1 << (kExponent + kMantissa));
  static constexpr std::uint64_t kMaxFinite =
      kFinite ? (1U << (kExponent + kMantissa)) - 2 : (kExponentMask << kMantissa) - 1;
  static constexpr Bits kQuietNan =
      kFinite ? static_cast<Bits>((1 << (kExponent + kMantissa)) - 1)
              : static_cast<Bits>(kExponentMask << kMantissa | 1 << (kMantissa - 1));

  static constexpr bool is_special(int exponent, int mantissa) {
    if (exponent != kExponentMask) return false;
    return !kFinite || mantissa == kMantissaMask;
  }
};

using float16 = SmallFloat<5, 10, false>;
using bfloat16 = SmallFloat<8, 7, false>;
using float8_e4m3 = SmallFloat<4, 3, true>;
using float8_e5m2 = SmallFloat<5, 2, false>;

static_assert(sizeof(float16) == 2 && sizeof(bfloat16) == 2);
static_assert(sizeof(float8_e4m3) == 1 && sizeof(float8_e5m2) == 1);

}  // namespace bview
