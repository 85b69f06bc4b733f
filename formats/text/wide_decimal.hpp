// SPDX-License-Identifier: MIT
// formats/text/wide_decimal.hpp - the shortest decimals of floats that are no float or double of
// C++: of 24 to 113 bits, and of exponents as large as 16384.
//
// Sources: R. Giulietti, "The Schubfach way to render doubles", 2020, for looking between whole
// numbers of a scaled value; G. L. Steele, J. L. White, "How to Print Floating-Point Numbers
// Accurately", 1990, for what is the shortest.

#pragma once

#include <cstdint>

#include <bview/core/storage.hpp>
#include <bview/core/wide_float.hpp>

namespace bview {

/// A float taken apart: mantissa x 2^exponent, unless it is infinite or no number.
struct BinaryNumber {
  bool negative;
  enum class Special { None, Infinite, Nan } special;
  uint128 mantissa;
  int exponent;
  unsigned closer;  ///< times as near is the number below as the one above: 1; 2 or 16 at borders
};
[[nodiscard]] BinaryNumber binary_of(float128 value);
[[nodiscard]] BinaryNumber binary_of(float80 value);
[[nodiscard]] BinaryNumber binary_of(ibm32 value);
[[nodiscard]] BinaryNumber binary_of(ibm64 value);

/// significand x 10^exponent.
struct WideDecimal {
  uint128 significand;
  int exponent;
};

/// The shortest decimal that is nearer to the number than to all others of its type, or as near if
/// its mantissa is even; of several the nearest. The sign does not count. No mantissa of the type
/// has more than `bits`, and this one is not 0.
[[nodiscard]] WideDecimal shortest_wide(const BinaryNumber& number, int bits);

/// The power of 10 that is next above a number, or the one below that.
[[nodiscard]] int estimate_point(const BinaryNumber& number);

}  // namespace bview
