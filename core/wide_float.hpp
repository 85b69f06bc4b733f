// SPDX-License-Identifier: MIT
// core/wide_float.hpp - floats that C++ has no storage for, on all machines at least: ibm32, ibm64
// and f80, which a long double holds, and f128, which it may not.
//
// Sources: IBM System/360 Principles of Operation (A22-6821), "Floating-Point Arithmetic";
// IEEE 754-2008, 3.4;
// Intel 64 and IA-32 Architectures Software Developer's Manual, vol. 1, "Double Extended".

#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>

#include <bview/core/byte_order.hpp>
#include <bview/core/public.hpp>
#include <bview/core/storage.hpp>

namespace BVIEW_PUBLIC bview {

static_assert(std::numeric_limits<long double>::digits >= 64);

/// A float of IBM's System/360 in host byte order: a sign, seven bits of a power of 16, and a
/// fraction below 1. There are no infinities and no NaNs. Fractions may begin with zeros, so
/// that a number has several encodings; nearest() gives the one that has none.
template <class Word>
struct IbmFloat {
  std::array<std::byte, sizeof(Word)> stored;

  static constexpr int kFractionBits = 8 * sizeof(Word) - 8;
  static constexpr int kBias = 64;

  [[nodiscard]] Word word() const {
    Word word;
    std::memcpy(&word, stored.data(), sizeof(word));
    return word;
  }
  [[nodiscard]] static IbmFloat from_word(Word word) {
    IbmFloat number;
    std::memcpy(number.stored.data(), &word, sizeof(word));
    return number;
  }
  [[nodiscard]] static IbmFloat largest() { return from_word(~Word{0} >> 1U); }

  [[nodiscard]] long double value() const {
    const Word fraction = word() & kFractionMask;
    const int exponent = static_cast<int>(word() >> kFractionBits & 0x7fU) - kBias;
    const auto magnitude = static_cast<long double>(fraction);
    const long double number = std::ldexp(magnitude, 4 * exponent - kFractionBits);
    return word() >> (kFractionBits + 7) != 0 ? -number : number;
  }

  /// The nearest number, half to even; nothing when it is too large, infinite or none.
  /// Rounds once if `value` is exact or was rounded to odd.
  [[nodiscard]] static std::optional<IbmFloat> nearest(long double value) {
    if (!std::isfinite(value)) return std::nullopt;
    const Word sign = std::signbit(value) ? Word{1} << (kFractionBits + 7) : 0;
    int binary = 0;
    std::frexp(value, &binary);
    // The power of 16 that leaves a fraction in [1/16, 1), if there is one as small as that.
    int exponent = std::max(static_cast<int>(std::ceil(binary / 4.0)), -kBias);
    auto fraction = static_cast<Word>(
        std::nearbyint(std::ldexp(std::fabs(value), kFractionBits - 4 * exponent)));
    if (fraction == 0) return from_word(sign);
    if (fraction > kFractionMask) {
      fraction >>= 4U;
      ++exponent;
    }
    if (exponent >= kBias) return std::nullopt;
    return from_word(sign | static_cast<Word>(exponent + kBias) << kFractionBits | fraction);
  }

 private:
  static constexpr Word kFractionMask = ~Word{0} >> 8U;
};
using ibm32 = IbmFloat<std::uint32_t>;
using ibm64 = IbmFloat<std::uint64_t>;

/// The extended float of x87, as it is without padding: 64 bits of mantissa, the first of which
/// is written out, and 16 of sign and exponent.
struct Float80 {
  std::array<std::byte, 10> stored;

  static constexpr int kBias = 16383;
  static constexpr unsigned kSpecial = 0x7fff;  // the exponent of infinities and NaNs
  static constexpr std::uint64_t kFirstBit = std::uint64_t{1} << 63U;

  [[nodiscard]] static Float80 from_parts(bool negative, unsigned exponent,
                                          std::uint64_t mantissa) {
    const auto top = static_cast<std::uint16_t>((negative ? 0x8000U : 0U) | exponent);
    Float80 number;
    std::memcpy(number.stored.data(), &mantissa, sizeof(mantissa));
    std::memcpy(number.stored.data() + sizeof(mantissa), &top, sizeof(top));
    if (kHostOrder == ByteOrder::Big)
      std::rotate(number.stored.begin(), number.stored.end() - 2, number.stored.end());
    return number;
  }
  [[nodiscard]] static Float80 largest() {
    return from_parts(false, kSpecial - 1, ~std::uint64_t{0});
  }

  [[nodiscard]] long double value() const {
    constexpr bool kBig = kHostOrder == ByteOrder::Big;
    std::uint64_t mantissa;
    std::uint16_t top;
    std::memcpy(&mantissa, stored.data() + (kBig ? sizeof(top) : 0), sizeof(mantissa));
    std::memcpy(&top, stored.data() + (kBig ? 0 : sizeof(mantissa)), sizeof(top));
    const unsigned exponent = top & kSpecial;
    long double number = std::ldexp(static_cast<long double>(mantissa),
                                    static_cast<int>(std::max(exponent, 1U)) - kBias - 63);
    if (exponent == kSpecial) {
      using Limits = std::numeric_limits<long double>;
      number = mantissa << 1U == 0 ? Limits::infinity() : Limits::quiet_NaN();
    }
    return (top & 0x8000U) != 0 ? -number : number;
  }

  /// The nearest number, half to even; nothing when a finite value is too large.
  [[nodiscard]] static std::optional<Float80> nearest(long double value) {
    const bool negative = std::signbit(value);
    if (std::isnan(value)) return from_parts(negative, kSpecial, kFirstBit | kFirstBit >> 1U);
    if (std::isinf(value)) return from_parts(negative, kSpecial, kFirstBit);
    if (value == 0) return from_parts(negative, 0, 0);
    int binary = 0;
    std::frexp(value, &binary);
    int exponent = std::max(binary - 1 + kBias, 1);
    long double units = std::nearbyint(std::ldexp(std::fabs(value), 63 + kBias - exponent));
    if (units >= 2.0L * static_cast<long double>(kFirstBit)) {
      units /= 2;
      ++exponent;
    }
    if (exponent >= static_cast<int>(kSpecial)) return std::nullopt;
    const auto mantissa = static_cast<std::uint64_t>(units);
    return from_parts(negative, mantissa < kFirstBit ? 0 : static_cast<unsigned>(exponent),
                      mantissa);
  }
};
using float80 = Float80;

/// IEEE 754's binary128 in host byte order: a sign, 15 bits of exponent, 112 of fraction. What
/// needs all of them goes by its word; a long double is near it, or the same where it is one.
struct alignas(16) Float128 {
  std::array<std::byte, 16> stored;

  static constexpr int kBias = 16383;
  static constexpr int kSpecial = 0x7fff;  // the exponent of infinities and NaNs
  static constexpr int kFractionBits = 112;

  [[nodiscard]] uint128 word() const {
    uint128 word;
    std::memcpy(&word, stored.data(), sizeof(word));
    return word;
  }
  [[nodiscard]] static Float128 from_word(uint128 word) {
    Float128 number;
    std::memcpy(number.stored.data(), &word, sizeof(word));
    return number;
  }
  [[nodiscard]] static Float128 largest() { return from_word(kInfinity - 1); }
  [[nodiscard]] static Float128 infinity() { return from_word(kInfinity); }
  [[nodiscard]] static Float128 quiet_nan() { return from_word(kInfinity | kFirstBit >> 1U); }

  [[nodiscard]] bool is_negative() const { return word() >> 127U != 0; }
  [[nodiscard]] bool is_nan() const { return magnitude() > kInfinity; }
  [[nodiscard]] bool is_infinite() const { return magnitude() == kInfinity; }
  /// The number without its sign.
  [[nodiscard]] uint128 magnitude() const { return word() << 1U >> 1U; }
  [[nodiscard]] Float128 negated() const { return from_word(word() ^ uint128{1} << 127U); }

  /// The nearest long double; of finite numbers one that is finite.
  [[nodiscard]] long double value() const {
    using Limits = std::numeric_limits<long double>;
    const int exponent = static_cast<int>(magnitude() >> unsigned{kFractionBits});
    const uint128 fraction = magnitude() & (kFirstBit - 1);
    long double number = Limits::infinity();
    if (is_nan()) {
      number = Limits::quiet_NaN();
    } else if (exponent != kSpecial) {
      const uint128 mantissa = exponent == 0 ? fraction : fraction | kFirstBit;
      number = std::ldexp(static_cast<long double>(mantissa),
                          std::max(exponent, 1) - kBias - kFractionBits);
      number = std::min(number, Limits::max());
    }
    return is_negative() ? -number : number;
  }

  /// The number that a long double is, each of which is one.
  [[nodiscard]] static std::optional<Float128> nearest(long double value) {
    Float128 number = infinity();
    if (std::isnan(value)) {
      number = quiet_nan();
    } else if (!std::isinf(value)) {
      int binary = 0;
      std::frexp(value, &binary);
      const int exponent = value == 0 ? 0 : std::max(binary - 1 + kBias, 1);
      const long double units =
          std::ldexp(std::fabs(value), kFractionBits + kBias - std::max(exponent, 1));
      const auto mantissa = static_cast<uint128>(units);
      number = mantissa < kFirstBit
                   ? from_word(mantissa)
                   : from_word(static_cast<uint128>(exponent) << unsigned{kFractionBits} |
                               (mantissa - kFirstBit));
    }
    return std::signbit(value) ? number.negated() : number;
  }

 private:
  static constexpr uint128 kFirstBit = uint128{1} << unsigned{kFractionBits};
  static constexpr uint128 kInfinity = uint128{kSpecial} << unsigned{kFractionBits};
};
using float128 = Float128;

static_assert(sizeof(float128) == 16 && alignof(float128) == 16);
static_assert(sizeof(float80) == 10 && alignof(float80) == 1);
static_assert(sizeof(ibm32) == 4 && alignof(ibm32) == 1);

}  // namespace bview
