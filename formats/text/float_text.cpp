// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>

#include <bview/formats/text/float_layout.hpp>
#include <bview/formats/text/float_text.hpp>
#include <bview/formats/text/integer_text.hpp>
#include <bview/formats/text/quad_text.hpp>
#include <bview/formats/text/scaled_float.hpp>
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

/// The significand of a shortest decimal, which has 9 digits or 17.
template <class Float>
[[gnu::always_inline]] inline detail::PointedDigits digits_of(DecimalParts<std::uint64_t> decimal) {
  constexpr std::uint32_t kEightDigits = 100'000'000;
  constexpr int kDigits = detail::FloatBits<Float>::kDigits;
  const int point = decimal.exponent + kDigits;
  const std::uint64_t high = decimal.significand / kEightDigits;
  const auto low = static_cast<std::uint32_t>(decimal.significand - high * kEightDigits);
  if constexpr (kDigits == 9) return {static_cast<std::uint32_t>(high), {low, 0}, point};
  const auto first = static_cast<std::uint32_t>(high / kEightDigits);
  return {
      first, {static_cast<std::uint32_t>(high - std::uint64_t{first} * kEightDigits), low}, point};
}

template <class Float>
char* write_rare(char* to, Float value) {
  return write_signed(to, value, [&](char* at) {
    return detail::put_shortest(at, digits_of<Float>(detail::sure_decimal(std::fabs(value))));
  });
}

template <class Float>
char* write_shortest(char* to, Float value) {
  using Bits = detail::FloatBits<Float>;
  using Word = typename Bits::Word;
  const auto word = std::bit_cast<Word>(value);
  constexpr Word kSign = Word{1} << (8 * sizeof(Word) - 1);
  const Word magnitude = word & (kSign - 1);
  if (!Bits::is_normal(magnitude)) [[unlikely]]
    return write_rare(to, value);
  *to = '-';
  to += word / kSign;
  return detail::put_shortest(to, digits_of<Float>(detail::shortest_decimal<Float>(magnitude)));
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
char* write_shortest(char* to, long double value) {
  constexpr int kBits = std::numeric_limits<long double>::digits;
  using Stored = std::conditional_t<kBits == 64, float80, float128>;
  static_assert(kBits == 64 || kBits == 113);
  if (std::isnan(value)) return put_word(to, "nan");  // so are mantissas without their first bit
  Stored number;
  std::memcpy(number.stored.data(), &value, number.stored.size());
  return write_wide(to, binary_of(number), kBits);
}

/// Whether repr would write a finite value with an exponent: from 1e16 on, and below
/// 1e-4, whose nearest floats are no shorter as text.
template <class Float>
bool needs_exponent(Float value) {
  const Float magnitude = std::fabs(value);
  return magnitude != 0 &&
         (magnitude < static_cast<Float>(1e-4L) || magnitude >= static_cast<Float>(1e16L));
}

template <class Float>
char* write_precise(char* to, Float value, int precision) {
  if (!std::isfinite(value)) return write_shortest(to, value);
  const auto form =
      needs_exponent(value) ? std::chars_format::scientific : std::chars_format::fixed;
  return std::to_chars(to, to + kMaxFloatText + precision, value, form, precision).ptr;
}

}  // namespace

char* write_float(char* to, float value) { return write_shortest(to, value); }
char* write_float(char* to, double value) { return write_shortest(to, value); }
char* write_float(char* to, long double value) { return write_shortest(to, value); }
char* write_float(char* to, ibm32 value) { return write_wide(to, binary_of(value), 24); }
char* write_float(char* to, ibm64 value) { return write_wide(to, binary_of(value), 56); }
char* write_float(char* to, float80 value) { return write_wide(to, binary_of(value), 64); }
char* write_float(char* to, float128 value) { return write_wide(to, binary_of(value), 113); }

char* write_float(char* to, float value, int precision) {
  return write_precise(to, value, precision);
}
char* write_float(char* to, double value, int precision) {
  return write_precise(to, value, precision);
}
char* write_float(char* to, long double value, int precision) {
  return write_precise(to, value, precision);
}

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
