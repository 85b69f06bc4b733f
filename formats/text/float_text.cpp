// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include <bview/formats/text/float_layout.hpp>
#include <bview/formats/text/float_text.hpp>
#include <bview/formats/text/integer_text.hpp>
#include <bview/formats/text/parse_float.hpp>
#include <bview/formats/text/quad_text.hpp>
#include <bview/formats/text/shortest_text.hpp>

namespace bview {
namespace {

using detail::DecimalParts;
using detail::put_decimal;
using detail::put_exponent;
using detail::put_point;
using detail::put_word;
using detail::write_shortest;
using detail::write_signed;

// --- digits --------------------------------------------------------------------------------------

/// Wider floats: through the standard library's text, d.ddde+xx.
char* put_wide(char* to, long double value) {
  std::array<char, kMaxFloatText> text;
  const char* const end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific)
          .ptr;
  const std::string_view written(text.data(), end);
  const std::size_t e = written.find('e');
  to[1] = written[0];
  const std::string_view behind = e > 2 ? written.substr(2, e - 2) : "";
  behind.copy(to + 2, behind.size());
  int exponent = 0;
  std::from_chars(text.data() + e + (written[e + 1] == '+' ? 2 : 1), end, exponent);
  return put_point(to, static_cast<int>(1 + behind.size()), exponent + 1);
}

/// The nearest decimal of so many digits to a value > 0.
DecimalParts<std::uint64_t> rounded_decimal(long double value, int digits) {
  std::array<char, kMaxFloatText> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value,
                                 std::chars_format::scientific, digits - 1);
  const std::string_view written(text.data(), end.ptr);
  const std::size_t e = written.find('e');
  DecimalParts<std::uint64_t> decimal{0, 1 - digits};
  for (const char c : written.substr(0, e)) {
    if (c != '.') decimal.significand = decimal.significand * 10 + static_cast<unsigned>(c - '0');
  }
  int exponent = 0;
  const char* const number = text.data() + e + (written[e + 1] == '+' ? 2 : 1);
  std::from_chars(number, end.ptr, exponent);
  decimal.exponent += exponent;
  return decimal;
}

/// The shortest decimal of a positive IBM float, by trying more and more digits. Numbers near
/// a power of 16 have closer neighbours below than above, so that the nearest decimal may
/// miss where the next one does not.
template <class Ibm>
DecimalParts<std::uint64_t> shortest_ibm(Ibm number) {
  const long double value = number.value();
  const auto reads_back = [&](const DecimalParts<std::uint64_t>& decimal) {
    Ibm back{};
    const std::string text = fmt::format("{}e{}", decimal.significand, decimal.exponent);
    return read_float(text, back) == FloatFault::None && back.value() == value;
  };
  constexpr int kFirstDigit = Ibm::kFractionBits - 4;  // hexadecimal, of the fraction
  const auto fraction = number.word() << 8U >> 8U;
  const bool is_power = fraction == decltype(fraction){1} << kFirstDigit;
  // So many digits and fewer tell no two normal numbers apart, so that shorter ones than these
  // are these with zeros at their end.
  constexpr int kSure = (Ibm::kFractionBits - 4) * 30103 / 100000;
  for (int digits = fraction >> kFirstDigit != 0 ? kSure : 1;; ++digits) {
    const DecimalParts<std::uint64_t> nearest = rounded_decimal(value, digits);
    for (const int step : {0, 1, -1}) {
      if (step != 0 && !is_power) continue;
      DecimalParts<std::uint64_t> decimal = nearest;
      decimal.significand += static_cast<std::uint64_t>(step);
      if (decimal.significand == 0 || !reads_back(decimal)) continue;
      for (; decimal.significand % 10 == 0; decimal.significand /= 10) ++decimal.exponent;
      return decimal;
    }
  }
}

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
char* write_any(char* to, Float value) {
  return write_signed(to, value, [&](char* at) {
    return detail::put_shortest(at,
                                detail::digits_of<Float>(detail::sure_decimal(std::fabs(value))));
  });
}

char* write_shortest(char* to, long double value) {
  return write_signed(to, value, [&](char* at) { return put_wide(at, std::fabs(value)); });
}

template <class Ibm>
char* write_ibm(char* to, Ibm number) {
  return write_signed(to, number.value(), [&](char* at) {
    return put_decimal(at, shortest_ibm(*Ibm::nearest(std::fabs(number.value()))));
  });
}

}  // namespace

char* detail::write_surely(char* to, float value) { return write_any(to, value); }
char* detail::write_surely(char* to, double value) { return write_any(to, value); }

char* write_float(char* to, float value) { return write_shortest(to, value); }
char* write_float(char* to, double value) { return write_shortest(to, value); }
char* write_float(char* to, long double value) { return write_shortest(to, value); }
char* write_float(char* to, ibm32 value) { return write_ibm(to, value); }
char* write_float(char* to, ibm64 value) { return write_ibm(to, value); }
char* write_float(char* to, float80 value) { return write_shortest(to, value.value()); }
char* write_float(char* to, float128 value) {
  return write_quad(to, value, [&](char* at) {
    if (value.magnitude() == 0) return put_word(at, "0.0");
    const QuadDigits shortest = shortest_digits(value);
    put_word(at + 1, shortest.digits);
    return put_point(at, static_cast<int>(shortest.digits.size()), shortest.point);
  });
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
