// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>

#include <bview/formats/text/big_number.hpp>
#include <bview/formats/text/parse_decimal.hpp>
#include <bview/formats/text/parse_integer.hpp>
#include <bview/formats/text/quad_text.hpp>
#include <bview/formats/text/wide_decimal.hpp>

namespace bview {
namespace {

constexpr int kFraction = float128::kFractionBits;
constexpr int kLowest = 1 - float128::kBias - kFraction;  // the last bit of the least numbers
constexpr uint128 kFirstBit = uint128{1} << unsigned{kFraction};

int width_of(uint128 value) {
  int width = 0;
  for (; value != 0; value >>= 1U) ++width;
  return width;
}

/// A number as numerator / denominator x 10^point, which is less than 1 but not than 0.1.
struct Fraction {
  BigNumber numerator;
  BigNumber denominator;
  int point;
};

Fraction fraction_of(const BinaryNumber& parts) {
  Fraction fraction{BigNumber(parts.mantissa), BigNumber(1), estimate_point(parts)};
  fraction.numerator.shift_left(std::max(parts.exponent, 0));
  fraction.denominator.shift_left(std::max(-parts.exponent, 0));
  fraction.denominator.multiply_by_power_of_10(std::max(fraction.point, 0));
  fraction.numerator.multiply_by_power_of_10(std::max(-fraction.point, 0));
  return fraction;
}

// --- text to numbers -----------------------------------------------------------------------------

/// bits x 2^exponent, and a bit more if `more`, rounded half to even.
std::optional<float128> rounded(uint128 bits, std::int64_t exponent, bool more) {
  if (bits == 0) return float128::from_word(0);
  const int width = width_of(bits);
  constexpr std::int64_t kFar = 100'000;
  exponent = std::clamp(exponent, -kFar, kFar);
  const std::int64_t dropped = std::max<std::int64_t>(width - kFraction - 1, kLowest - exponent);
  uint128 mantissa = 0;
  if (dropped <= 0) {
    mantissa = bits << static_cast<unsigned>(-dropped);
  } else if (dropped <= width) {
    const auto shift = static_cast<unsigned>(dropped);
    mantissa = dropped == 128 ? 0 : bits >> shift;
    const uint128 rest = dropped == 128 ? bits : bits & ((uint128{1} << shift) - 1);
    const uint128 half = uint128{1} << (shift - 1);
    const bool up = rest > half || (rest == half && (more || (mantissa & 1U) != 0));
    if (up) ++mantissa;
  }
  std::int64_t lowest = exponent + dropped;
  if (mantissa >= kFirstBit << 1U) {
    mantissa >>= 1U;
    ++lowest;
  }
  if (mantissa < kFirstBit) return float128::from_word(mantissa);
  const std::int64_t biased = lowest - kLowest + 1;
  if (biased >= static_cast<std::int64_t>(float128::kSpecial)) return std::nullopt;
  return float128::from_word(static_cast<uint128>(biased) << unsigned{kFraction} |
                             (mantissa - kFirstBit));
}

/// numerator / denominator, neither of which is 0.
std::optional<float128> divided(BigNumber numerator, BigNumber denominator) {
  constexpr std::int64_t kWordBits = 32;
  std::array<std::uint32_t, 4> words{};
  const Quarters found = divide(std::move(numerator), std::move(denominator), words);
  uint128 quotient = 0;
  for (const std::uint32_t word : words) quotient = quotient << unsigned{kWordBits} | word;
  return rounded(quotient, found.exponent - kWordBits * std::ssize(words), !found.exact);
}

std::optional<float128> nearest_decimal(std::string_view text) {
  Decimal decimal(text);
  constexpr std::int64_t kAbove = 4934;
  constexpr std::int64_t kBelow = -4970;
  if (decimal.done()) return float128::from_word(0);
  if (decimal.exponent() > kAbove) return std::nullopt;
  if (decimal.exponent() < kBelow) return float128::from_word(0);
  // No number and no middle between two has as many digits; one behind them says that there are
  // more.
  constexpr std::int64_t kMostDigits = 12'000;
  BigNumber digits;
  std::int64_t count = 0;
  while (!decimal.done() && count < kMostDigits) {
    std::uint32_t factor = 1;
    std::uint32_t some = 0;
    for (int k = 0; k < 9 && !decimal.done(); ++k, ++count) {
      factor *= 10;
      some = some * 10 + static_cast<std::uint32_t>(decimal.next() - '0');
    }
    digits.multiply(factor, some);
  }
  bool more = false;
  while (!decimal.done() && !more) more = decimal.next() != '0';
  if (more) {
    digits.multiply(10, 1);
    ++count;
  }
  if (digits.is_zero()) return float128::from_word(0);
  const std::int64_t exponent = Decimal(text).exponent() - count;
  const auto power = [](std::int64_t tens) {
    BigNumber number = BigNumber::power_of_5(tens);
    number.shift_left(tens);
    return number;
  };
  if (exponent < 0) return divided(std::move(digits), power(-exponent));
  digits.multiply_by_power_of_10(exponent);
  return divided(std::move(digits), BigNumber(1));
}

/// "1.8p-3", without the 0x.
std::optional<float128> nearest_hex(std::string_view text) {
  uint128 bits = 0;
  std::int64_t exponent = 0;
  bool more = false;
  bool behind_point = false;
  for (; !text.empty() && text.front() != 'p' && text.front() != 'P'; text.remove_prefix(1)) {
    if (text.front() == '.') {
      behind_point = true;
      continue;
    }
    const unsigned digit = digit_value(text.front());
    const bool full = bits >> 120U != 0;
    if (full) more = more || digit != 0;
    if (!full) bits = bits << 4U | digit;
    exponent += std::int64_t{4} * (int{full} - int{behind_point});
  }
  if (!text.empty()) {
    text.remove_prefix(1);
    const bool negative = take_sign(text);
    constexpr std::int64_t kFar = std::int64_t{1} << 40;
    std::int64_t written = 0;
    const auto status = std::from_chars(text.data(), text.data() + text.size(), written).ec;
    if (status != std::errc{} || written > kFar) written = kFar;
    exponent += negative ? -written : written;
  }
  return rounded(bits, exponent, more);
}

/// Rounds up the last digit.
void carry(QuadDigits& digits) {
  std::string& text = digits.digits;
  std::size_t at = text.size();
  while (at > 0 && text[at - 1] == '9') text[--at] = '0';
  if (at > 0) {
    ++text[at - 1];
  } else {
    text.insert(text.begin(), '1');
    ++digits.point;
  }
}

}  // namespace

QuadDigits rounded_digits(float128 value, int behind_point, bool scientific) {
  Fraction fraction = fraction_of(binary_of(value));
  QuadDigits result{"", fraction.point};
  if (fraction.numerator.compare(fraction.denominator) >= 0) {
    ++result.point;
  } else {
    fraction.numerator.multiply(10);
  }
  const int count = scientific ? behind_point + 1 : result.point + behind_point;
  for (int k = 0; k < count; ++k) {
    const int digit = fraction.numerator.take_digit(fraction.denominator);
    result.digits += static_cast<char>('0' + digit);
    fraction.numerator.multiply(10);
  }
  // What is left is less than one unit of the last digit; below that, nothing rounds up.
  if (count < 0) return {"", result.point};
  fraction.denominator.multiply(5);
  const int half = fraction.numerator.compare(fraction.denominator);
  const bool odd = !result.digits.empty() && (result.digits.back() - '0') % 2 != 0;
  if (half > 0 || (half == 0 && odd)) {
    carry(result);
    if (scientific && static_cast<int>(result.digits.size()) > count) result.digits.pop_back();
  }
  return result;
}

std::optional<float128> nearest_quad(std::string_view text) {
  if (text.starts_with("0x") || text.starts_with("0X")) return nearest_hex(text.substr(2));
  return nearest_decimal(text);
}

float128 quad_of(uint128 value) { return *rounded(value, 0, false); }

}  // namespace bview
