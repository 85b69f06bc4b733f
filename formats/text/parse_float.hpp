// SPDX-License-Identifier: MIT
// formats/text/parse_float.hpp - floats from text, rounded once.
//
// A sign, then a decimal (1, .5, 1e-3), a hex float (0x1.8p3), an integer behind 0x,
// 0o or 0b, or one of the words nan, inf, infinity in any case. The result is the
// float nearest to the text, half to even, however many digits there are.
//
// Small floats go by way of a double. Rounding twice would go wrong where the double
// nearest to the text lies just between two small floats and the text does not; so
// the double is rounded to odd: if it is not the text's exact value, its last bit
// shows that.
//
// Source: S. Boldo, G. Melquiond, "Emulation of FMA and correctly rounded sums:
// proved algorithms using rounding to odd" (2008).

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <bview/core/small_float.hpp>
#include <bview/core/wide_float.hpp>

namespace bview {

enum class FloatFault : std::uint8_t {
  None,
  NoNumber,  ///< the text is no float
  TooLarge,  ///< it is, but the type has no such value
};

/// Each reads all of `text` into `value`, which means nothing when there is a fault.
///
/// A decimal is too large for a float from 3.4028235677973366e38 on. That is a hair below
/// the exact border: it is how the first double that CPython's struct refuses is written.
[[nodiscard]] FloatFault read_float(std::string_view text, float& value);
[[nodiscard]] FloatFault read_float(std::string_view text, double& value);
[[nodiscard]] FloatFault read_float(std::string_view text, long double& value);

/// A long double rounded to odd, to be rounded once more to fewer than 63 bits.
[[nodiscard]] FloatFault read_float_to_odd(std::string_view text, long double& value);

template <class Word>
[[nodiscard]] FloatFault read_float(std::string_view text, IbmFloat<Word>& value) {
  static_assert(IbmFloat<Word>::kFractionBits < 62);
  long double odd = 0;
  const FloatFault fault = read_float_to_odd(text, odd);
  if (fault != FloatFault::None) return fault;
  const auto nearest = IbmFloat<Word>::nearest(odd);
  if (!nearest) return FloatFault::TooLarge;
  value = *nearest;
  return FloatFault::None;
}

[[nodiscard]] FloatFault read_float(std::string_view text, float80& value);
[[nodiscard]] FloatFault read_float(std::string_view text, float128& value);

/// A double rounded to odd: exact enough to be rounded once more, to at most 20 bits.
[[nodiscard]] FloatFault read_float_to_odd(std::string_view text, double& value);

template <int kExponent, int kMantissa, Specials kSpecials>
[[nodiscard]] FloatFault read_float(std::string_view text,
                                    SmallFloat<kExponent, kMantissa, kSpecials>& value) {
  static_assert(kMantissa < 20);
  double odd = 0;
  const FloatFault fault = read_float_to_odd(text, odd);
  if (fault != FloatFault::None) return fault;
  const auto nearest = SmallFloat<kExponent, kMantissa, kSpecials>::nearest(odd);
  if (!nearest) return FloatFault::TooLarge;
  value = *nearest;
  return FloatFault::None;
}

}  // namespace bview
