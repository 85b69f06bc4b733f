// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <locale.h>
#include <stdlib.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <system_error>
#include <type_traits>

#include <bview/formats/text/parse_decimal.hpp>
#include <bview/formats/text/parse_float.hpp>
#include <bview/formats/text/parse_integer.hpp>
#include <bview/formats/text/quad_text.hpp>

namespace bview {
namespace {

/// A double on its way to a small float.
struct OddDouble {
  double value = 0;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// --- decimals ------------------------------------------------------------------------------------

/// The float nearest to an unsigned decimal text.
template <class Float>
FloatFault read_decimal(std::string_view text, Float& value) {
  const char* const last = text.data() + text.size();
  const auto [end, status] = std::from_chars(text.data(), last, value);
  if (end != last || status == std::errc::invalid_argument) return FloatFault::NoNumber;
  if (status == std::errc::result_out_of_range) {
    // Said of numbers too large and too small alike.
    if (Decimal(text).exponent() > 0) return FloatFault::TooLarge;
    value = 0;
  }
  return std::isinf(value) ? FloatFault::TooLarge : FloatFault::None;
}

FloatFault read_decimal(std::string_view text, float& value) {
  constexpr std::string_view kTooLarge = "3.4028235677973366e38";
  const FloatFault fault = read_decimal<float>(text, value);
  if (fault != FloatFault::None || value < std::numeric_limits<float>::max()) return fault;
  return compare(Decimal(text), Decimal(kTooLarge)) < 0 ? fault : FloatFault::TooLarge;
}

/// By strtold in the C locale, because std::from_chars of libstdc++ 12 finds every
/// long double out of range that has lost digits to being small.
FloatFault read_by_strtold(const std::string& text, long double& value) {
  static const locale_t kCLocale = ::newlocale(LC_ALL_MASK, "C", nullptr);
  char* end = nullptr;
  value = ::strtold_l(text.c_str(), &end, kCLocale);
  if (end != text.c_str() + text.size()) return FloatFault::NoNumber;
  return std::isinf(value) ? FloatFault::TooLarge : FloatFault::None;
}

FloatFault read_decimal(std::string_view text, long double& value) {
  return read_by_strtold(std::string(text), value);
}

/// All digits of a value > 0.
std::string_view exact_decimal(double value, std::span<char> buffer) {
  int exponent = 0;
  const auto bits = static_cast<std::uint64_t>(std::ldexp(std::frexp(value, &exponent), 53));
  const int lowest = exponent - 53 + std::countr_zero(bits);  // the last bit is 2^lowest
  char* const to = buffer.data();
  const auto end =
      std::to_chars(to, to + buffer.size(), value, std::chars_format::fixed, std::max(0, -lowest));
  return {to, end.ptr};
}

std::string exact_decimal(long double value) {
  int exponent = 0;
  std::frexp(value, &exponent);
  const int behind_point = std::max(0, std::numeric_limits<long double>::digits - exponent);
  return fmt::format("{:.{}f}", value, behind_point);
}

/// The same value, or, if the last bit of the text's exact value is further down, its
/// neighbour with an odd last bit on that side; `side` is below, equal to or above 0.
void round_to_odd(double& value, int side) {
  if (side == 0 || (std::bit_cast<std::uint64_t>(value) & 1U) != 0) return;
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  value = std::nextafter(value, side > 0 ? kInfinity : -kInfinity);
}

FloatFault read_decimal(std::string_view text, OddDouble& odd) {
  const FloatFault fault = read_decimal<double>(text, odd.value);
  // Only zeros in the lower half can make it a small float, or the middle between two.
  constexpr std::uint64_t kLowerHalf = 0xffff'ffff;
  const bool may_be_exact = (std::bit_cast<std::uint64_t>(odd.value) & kLowerHalf) == 0;
  if (fault != FloatFault::None || odd.value == 0 || !may_be_exact) return fault;
  std::array<char, 1400> buffer;  // 309 digits in front of the point, 1074 behind it
  const int side = compare(Decimal(text), Decimal(exact_decimal(odd.value, buffer)));
  round_to_odd(odd.value, side);
  return fault;
}

// --- hex floats ----------------------------------------------------------------------------------

/// The digits in front of the exponent: their value is mantissa x 2^exponent, rounded
/// to odd. The mantissa keeps at least 61 bits from the first that is not zero.
struct HexDigits {
  std::uint64_t mantissa = 0;
  std::int64_t exponent = 0;
  std::size_t count = 0;
};

HexDigits read_hex_digits(std::string_view& text) {
  HexDigits read;
  bool behind_point = false;
  bool sticky = false;
  for (; !text.empty(); text.remove_prefix(1)) {
    const unsigned digit = digit_value(text.front());
    if (text.front() == '.' && !behind_point) {
      behind_point = true;
      continue;
    }
    if (digit > 15) break;
    ++read.count;
    const bool full = read.mantissa >> 60U != 0;
    if (full) sticky = sticky || digit != 0;
    if (!full) read.mantissa = read.mantissa << 4U | digit;
    read.exponent += std::int64_t{4} * (int{full} - int{behind_point});
  }
  if (sticky) read.mantissa |= 1U;
  return read;
}

/// Takes all of "p-5", or nothing: an exponent may be left out.
bool read_hex_exponent(std::string_view text, std::int64_t& exponent) {
  if (text.empty()) return true;
  if (text.front() != 'p' && text.front() != 'P') return false;
  text.remove_prefix(1);
  const bool negative = take_sign(text);
  if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit)) return false;
  std::int64_t written = 0;
  const auto status = std::from_chars(text.data(), text.data() + text.size(), written).ec;
  constexpr std::int64_t kFar = std::int64_t{1} << 62;
  if (status != std::errc{} || written > kFar) written = kFar;
  exponent += negative ? -written : written;
  return true;
}

/// The value of the text behind 0x, rounded to odd with at least 61 bits: more than
/// any float but a long double has, and a long double holds it.
bool read_hex_value(std::string_view text, long double& value) {
  HexDigits digits = read_hex_digits(text);
  if (digits.count == 0 || !read_hex_exponent(text, digits.exponent)) return false;
  constexpr std::int64_t kFar = 100'000;  // what lies further out is 0 or infinite all the same
  const auto exponent = static_cast<int>(std::clamp(digits.exponent, -kFar, kFar));
  value = std::ldexp(static_cast<long double>(digits.mantissa), exponent);
  return true;
}

/// From where on a number is too large: the middle between the largest float and the
/// one that would come next.
template <class Float>
long double overflow_border() {
  using Limits = std::numeric_limits<Float>;
  return std::ldexp(2.0L - std::ldexp(1.0L, -Limits::digits), Limits::max_exponent - 1);
}

template <class Float>
FloatFault read_hex(std::string_view text, Float& value) {
  long double wide = 0;
  if (!read_hex_value(text, wide)) return FloatFault::NoNumber;
  if (wide >= overflow_border<Float>()) return FloatFault::TooLarge;
  value = static_cast<Float>(wide);
  return FloatFault::None;
}

FloatFault read_hex(std::string_view text, OddDouble& odd) {
  long double wide = 0;
  const FloatFault fault = read_hex<double>(text, odd.value);
  if (fault != FloatFault::None || !read_hex_value(text, wide)) return fault;
  const long double near = static_cast<long double>(odd.value);
  round_to_odd(odd.value, int{wide > near} - int{wide < near});
  return fault;
}

FloatFault read_hex(std::string_view text, long double& value) {
  return read_by_strtold("0x" + std::string(text), value);
}

// --- all forms -----------------------------------------------------------------------------------

/// An integer behind 0o or 0b, by way of its decimal digits.
template <class Target>
FloatFault read_based_integer(std::string_view text, Target& value) {
  const auto integer = read_integer(text);
  if (!integer || !integer->fits) return FloatFault::NoNumber;
  std::array<char, 39> buffer;
  char* first = buffer.data() + buffer.size();
  uint128 rest = integer->magnitude;
  do {
    *--first = static_cast<char>('0' + static_cast<int>(rest % 10));
    rest /= 10;
  } while (rest != 0);
  return read_decimal({first, buffer.data() + buffer.size()}, value);
}

double& number_in(OddDouble& odd) { return odd.value; }
template <class Float>
Float& number_in(Float& value) {
  return value;
}

/// A word whose letters may stand in either case.
bool is_word(std::string_view text, std::string_view word) {
  const auto same = [](char a, char b) { return a == b || a == b - 'a' + 'A'; };
  return std::equal(text.begin(), text.end(), word.begin(), word.end(), same);
}

template <class Target>
FloatFault read_word(std::string_view text, Target& target) {
  auto& value = number_in(target);
  using Limits = std::numeric_limits<std::remove_reference_t<decltype(value)>>;
  if (is_word(text, "nan")) {
    value = Limits::quiet_NaN();
  } else if (is_word(text, "inf") || is_word(text, "infinity")) {
    value = Limits::infinity();
  } else {
    return FloatFault::NoNumber;
  }
  return FloatFault::None;
}

template <class Target>
FloatFault read_magnitude(std::string_view text, Target& value) {
  const char first = text.empty() ? '\0' : text.front();
  const char second = text.size() < 2 ? '\0' : text[1];
  if (first == '0' && (second == 'x' || second == 'X')) return read_hex(text.substr(2), value);
  if (first == '0' && second > '9' && second != 'e' && second != 'E') {
    return read_based_integer(text, value);
  }
  const bool decimal = is_digit(first) || (first == '.' && is_digit(second));
  return decimal ? read_decimal(text, value) : read_word(text, value);
}

template <class Target>
FloatFault read_signed(std::string_view text, Target& target) {
  const bool negative = take_sign(text);
  const FloatFault fault = read_magnitude(text, target);
  auto& value = number_in(target);
  using Float = std::remove_reference_t<decltype(value)>;
  if (negative) value = std::copysign(value, Float{-1});
  return fault;
}

bool is_last_bit_set(long double magnitude) {
  constexpr int kDigits = std::numeric_limits<long double>::digits;
  int exponent = 0;
  const long double units = std::ldexp(std::frexp(magnitude, &exponent), kDigits);
  return (static_cast<uint128>(units) & 1U) != 0;
}

}  // namespace

FloatFault read_float(std::string_view text, float& value) { return read_signed(text, value); }
FloatFault read_float(std::string_view text, double& value) { return read_signed(text, value); }
FloatFault read_float(std::string_view text, long double& value) {
  return read_signed(text, value);
}

FloatFault read_float_to_odd(std::string_view text, long double& value) {
  const FloatFault fault = read_signed(text, value);
  constexpr long double kFar = 1e100L;  // larger and smaller than any float read by way of this
  const long double magnitude = std::fabs(value);
  const bool in_reach = magnitude > 1 / kFar && magnitude < kFar;
  if (fault != FloatFault::None || !in_reach || is_last_bit_set(magnitude)) return fault;
  take_sign(text);
  // Other notations than decimal ones are integers, or hex floats of 61 bits and more.
  if (text.size() > 1 && text[0] == '0' && text[1] > '9' && text[1] != 'e' && text[1] != 'E')
    return fault;
  const int side = compare(Decimal(text), Decimal(exact_decimal(magnitude)));
  if (side == 0) return fault;
  value = std::nextafter(value, side > 0 ? std::copysign(kFar, value) : 0.0L);
  return fault;
}

FloatFault read_float(std::string_view text, float80& value) {
  long double wide = 0;
  const FloatFault fault = read_float(text, wide);
  if (fault != FloatFault::None) return fault;
  const auto nearest = float80::nearest(wide);
  if (!nearest) return FloatFault::TooLarge;
  value = *nearest;
  return FloatFault::None;
}

/// A long double says what kind of text it is; the digits are read exactly.
FloatFault read_float(std::string_view text, float128& value) {
  long double near = 0;
  const FloatFault fault = read_float(text, near);
  if (fault == FloatFault::NoNumber) return fault;
  if (fault == FloatFault::None && !std::isfinite(near)) {
    value = *float128::nearest(near);
    return fault;
  }
  const bool negative = take_sign(text);
  const bool based =
      text.size() > 1 && text[0] == '0' && (std::string_view("oObB").find(text[1]) != text.npos);
  const auto nearest =
      based ? std::optional(quad_of(read_integer(text)->magnitude)) : nearest_quad(text);
  if (!nearest) return FloatFault::TooLarge;
  value = negative ? nearest->negated() : *nearest;
  return FloatFault::None;
}

FloatFault read_float_to_odd(std::string_view text, double& value) {
  OddDouble odd;
  const FloatFault fault = read_signed(text, odd);
  value = odd.value;
  return fault;
}

}  // namespace bview
