// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>

#include <bview/formats/text/float_layout.hpp>
#include <bview/formats/text/float_text.hpp>
#include <bview/formats/text/integer_text.hpp>
#include <bview/formats/text/quad_text.hpp>
#include <bview/formats/text/shortest_text.hpp>
#include <bview/formats/text/wide_decimal.hpp>

namespace bview {
namespace {

using detail::DecimalParts;
using detail::put_decimal;
using detail::put_exponent;
using detail::put_word;
using detail::write_signed;

// --- digits --------------------------------------------------------------------------------------

/// The digits that `digits` finds of a quad, unless it is special or 0.
template <class Finite>
char* write_quad(char* to, float128 value, const Finite& finite) {
  if (value.is_nan()) return put_word(to, "nan");
  if (value.is_negative()) *to++ = '-';
  if (value.is_infinite()) return put_word(to, "inf");
  return finite(to);
}

/// "0.00012", "12.30": all digits that there are, with so many zeros in front or behind that
/// `behind` stand behind the point.
char* put_fixed(char* to, const QuadDigits& digits, int behind) {
  const auto size = static_cast<int>(digits.digits.size());
  const auto digit = [&](int k) {
    return k >= 0 && k < size ? digits.digits[static_cast<std::size_t>(k)] : '0';
  };
  for (int k = std::min(digits.point - 1, 0); k < digits.point; ++k) *to++ = digit(k);
  if (behind > 0) *to++ = '.';
  for (int k = digits.point; k < digits.point + behind; ++k) *to++ = digit(k);
  return to;
}

// --- signs and specials --------------------------------------------------------------------------

template <class Float>
[[gnu::noinline]] char* write_any(char* to, Float value) {
  return write_signed(to, value, [&](char* at) {
    return detail::put_shortest(at,
                                detail::digits_of<Float>(detail::sure_decimal(std::fabs(value))));
  });
}

/// Of a type whose mantissas have no more than `bits`.
char* write_wide(char* to, const BinaryNumber& number, int bits) {
  if (number.special == BinaryNumber::Special::Nan) return put_word(to, "nan");
  *to = '-';
  to += number.negative ? 1 : 0;
  if (number.special == BinaryNumber::Special::Infinite) return put_word(to, "inf");
  if (number.mantissa == 0) return put_word(to, "0.0");
  const WideDecimal found = shortest_wide(number, bits);
  return put_decimal(to, DecimalParts<uint128>{found.significand, found.exponent});
}

/// A long double is one of the two that files have.
char* write_long_double(char* to, long double value) {
  constexpr int kBits = std::numeric_limits<long double>::digits;
  using Stored = std::conditional_t<kBits == 64, float80, float128>;
  static_assert(kBits == 64 || kBits == 113);
  if (std::isnan(value)) return put_word(to, "nan");  // so are mantissas without their first bit
  Stored number;
  std::memcpy(number.stored.data(), &value, number.stored.size());
  return write_wide(to, binary_of(number), kBits);
}

}  // namespace

char* write_float(char* to, float value) {
  return detail::write_shortest(to, value, [&] { return write_any(to, value); });
}
char* write_float(char* to, double value) {
  return detail::write_shortest(to, value, [&] { return write_any(to, value); });
}
char* write_float(char* to, long double value) { return write_long_double(to, value); }
char* write_float(char* to, ibm32 value) { return write_wide(to, binary_of(value), 24); }
char* write_float(char* to, ibm64 value) { return write_wide(to, binary_of(value), 56); }
char* write_float(char* to, float80 value) { return write_wide(to, binary_of(value), 64); }
char* write_float(char* to, float128 value) { return write_wide(to, binary_of(value), 113); }

char* write_float(char* to, float128 value, int precision) {
  return write_quad(to, value, [&](char* at) {
    if (value.magnitude() == 0) return put_fixed(at, {"", 0}, precision);
    static const uint128 kLowest = nearest_quad("1e-4")->word();
    static const uint128 kHighest = nearest_quad("1e16")->word();
    if (value.magnitude() >= kLowest && value.magnitude() < kHighest) {
      return put_fixed(at, rounded_digits(value, precision, false), precision);
    }
    const QuadDigits digits = rounded_digits(value, precision, true);
    at = put_fixed(at, {digits.digits, 1}, precision);
    return put_exponent(at, digits.point - 1);
  });
}

}  // namespace bview
