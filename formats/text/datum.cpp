// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/text/datum.hpp>
#include <bview/formats/text/float_text.hpp>
#include <bview/formats/text/integer_text.hpp>
#include <bview/formats/text/parse_integer.hpp>

namespace bview {
namespace {

int digits_of(int base, int bits) {
  const int each = base == 16 ? 4 : base == 8 ? 3 : 1;
  return base == 10 ? 1 : (bits + each - 1) / each;
}

uint128 common_divisor(uint128 a, uint128 b) {
  while (b != 0) {
    const uint128 rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

Ratio reduced(Ratio value) {
  const uint128 divisor = common_divisor(value.numerator.magnitude, value.denominator);
  if (divisor > 1) {
    value.numerator.magnitude /= divisor;
    value.denominator /= divisor;
  }
  if (value.numerator.magnitude == 0) value.numerator.negative = false;
  return value;
}

std::optional<uint128> product(uint128 a, uint128 b) {
  uint128 result = 0;
  if (__builtin_mul_overflow(a, b, &result)) return std::nullopt;
  return result;
}

std::optional<WideInteger> sum(const WideInteger& a, const WideInteger& b) {
  if (a.negative != b.negative) {
    const bool first = a.magnitude >= b.magnitude;
    const uint128 rest = first ? a.magnitude - b.magnitude : b.magnitude - a.magnitude;
    return WideInteger{rest, rest != 0 && (first ? a.negative : b.negative)};
  }
  uint128 result = 0;
  if (__builtin_add_overflow(a.magnitude, b.magnitude, &result)) return std::nullopt;
  return WideInteger{result, a.negative};
}

/// Takes all factors `prime` out and counts them.
int factors_of(uint128& number, unsigned prime) {
  int count = 0;
  for (; number % prime == 0; number /= prime) ++count;
  return count;
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string decimal_text(const WideInteger& value) {
  std::array<char, kMaxIntegerText + 8> text;
  char* to = text.data();
  if (value.negative) *to++ = '-';
  return {text.data(), write_decimal(to, value.magnitude)};
}

std::string based_text(const WideInteger& value, int base, int bits) {
  if (base == 10) return decimal_text(value);
  std::array<char, kMaxIntegerText + 8> digits;
  const char* end = detail::write_based(digits.data(), value.magnitude, base);
  const std::string_view prefix = base == 16 ? "0x" : base == 8 ? "0o" : "0b";
  const std::string_view shown(digits.data(), static_cast<std::size_t>(end - digits.data()));
  return fmt::format("{}{}{:0>{}}", value.negative ? "-" : "", prefix, shown,
                     digits_of(base, bits));
}

std::string_view without_blanks(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::optional<WideInteger> integer_in(std::string_view text) {
  const auto read = read_integer(without_blanks(text));
  if (!read || !read->fits) return std::nullopt;
  return WideInteger{read->magnitude, read->negative && read->magnitude != 0};
}

void to_integer(Datum& datum) {
  if (datum.is == Datum::Is::Integer) return;
  if (const auto integer = integer_in(datum.text)) return datum.become(*integer);
  const auto ratio = ratio_in(datum.text);
  const bool real = datum.is == Datum::Is::Real || datum.from_other;
  if (ratio && ratio->denominator == 1 && real) return datum.become(ratio->numerator);
  throw Error(Errc::BadValue,
              fmt::format("{} is no {}", quoted(datum.text), ratio ? "integer" : "number"));
}

std::optional<Ratio> ratio_in(std::string_view text) {
  text = without_blanks(text);
  const bool negative = take_sign(text);
  std::int64_t exponent = 0;
  const std::size_t mark = text.find_first_of("eE");
  if (mark != text.npos && !text.starts_with("0x")) {
    std::string_view behind = text.substr(mark + 1);
    if (behind.starts_with('+')) behind.remove_prefix(1);
    const char* const end = behind.data() + behind.size();
    const auto [read, status] = std::from_chars(behind.data(), end, exponent);
    if (status != std::errc{} || read != end || behind.empty()) return std::nullopt;
    text = text.substr(0, mark);
  }
  if (std::abs(exponent) > 100) return std::nullopt;
  std::string digits(text);
  const std::size_t point = digits.find('.');
  if (point != digits.npos) {
    digits.erase(point, 1);
    exponent -= std::ssize(digits) - static_cast<std::int64_t>(point);
    if (!all_digits(digits)) return std::nullopt;
    while (digits.size() > 1 && digits.ends_with('0')) {
      digits.pop_back();
      ++exponent;
    }
    // A leading zero is no sign of another base.
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  }
  if (digits.empty() || digits.front() == '-' || digits.front() == '+') return std::nullopt;
  const auto integer = integer_in(digits);
  if (!integer) return std::nullopt;
  std::optional<uint128> numerator = integer->magnitude;
  std::optional<uint128> denominator = 1;
  for (; exponent > 0 && numerator && *numerator != 0; --exponent)
    numerator = product(*numerator, 10);
  for (; exponent < 0 && denominator; ++exponent) denominator = product(*denominator, 10);
  if (!numerator || !denominator) return std::nullopt;
  return reduced({{*numerator, negative}, *denominator});
}

Ratio negated(Ratio a) {
  a.numerator.negative = !a.numerator.negative && a.numerator.magnitude != 0;
  return a;
}

std::optional<Ratio> multiplied(const Ratio& a, const Ratio& b) {
  // Divided crosswise first, so that less grows too large.
  const Ratio left = reduced({a.numerator, b.denominator});
  const Ratio right = reduced({b.numerator, a.denominator});
  const auto numerator = product(left.numerator.magnitude, right.numerator.magnitude);
  const auto denominator = product(left.denominator, right.denominator);
  if (!numerator || !denominator) return std::nullopt;
  return reduced({{*numerator, a.numerator.negative != b.numerator.negative}, *denominator});
}

std::optional<Ratio> divided(const Ratio& a, const Ratio& b) {
  if (b.numerator.magnitude == 0) return std::nullopt;
  return multiplied(a, {{b.denominator, b.numerator.negative}, b.numerator.magnitude});
}

std::optional<Ratio> added(const Ratio& a, const Ratio& b) {
  const uint128 divisor = common_divisor(a.denominator, b.denominator);
  const auto one = product(a.numerator.magnitude, b.denominator / divisor);
  const auto other = product(b.numerator.magnitude, a.denominator / divisor);
  const auto denominator = product(a.denominator, b.denominator / divisor);
  if (!one || !other || !denominator) return std::nullopt;
  const auto numerator = sum({*one, a.numerator.negative}, {*other, b.numerator.negative});
  if (!numerator) return std::nullopt;
  return reduced({*numerator, *denominator});
}

long double approximate(const Ratio& value) {
  const long double size = static_cast<long double>(value.numerator.magnitude) /
                           static_cast<long double>(value.denominator);
  return value.numerator.negative ? -size : size;
}

int compare(const Ratio& a, const Ratio& b) {
  if (const auto difference = added(a, negated(b))) {
    if (difference->numerator.magnitude == 0) return 0;
    return difference->numerator.negative ? -1 : 1;
  }
  const long double one = approximate(a);
  const long double other = approximate(b);
  return one < other ? -1 : one > other ? 1 : 0;
}

std::string ratio_text(const Ratio& value, bool point) {
  uint128 rest = value.denominator;
  const int twos = factors_of(rest, 2);
  const int fives = factors_of(rest, 5);
  const int places = std::max(twos, fives);
  std::optional<uint128> digits = value.numerator.magnitude;
  for (int k = twos; k < places && digits; ++k) digits = product(*digits, 2);
  for (int k = fives; k < places && digits; ++k) digits = product(*digits, 5);
  if (rest != 1 || !digits) {
    std::array<char, kMaxFloatText> text;
    return {text.data(), write_float(text.data(), static_cast<double>(approximate(value)))};
  }
  std::string text = decimal_text({*digits, false});
  const auto behind = static_cast<std::size_t>(places);
  if (text.size() <= behind) text.insert(0, behind + 1 - text.size(), '0');
  if (places > 0) {
    text.insert(text.size() - behind, 1, '.');
  } else if (point) {
    text += ".0";
  }
  return value.numerator.negative ? "-" + text : text;
}

}  // namespace bview
