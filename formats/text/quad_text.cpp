// SPDX-License-Identifier: MIT

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

#include <bview/formats/text/big_number.hpp>
#include <bview/formats/text/parse_decimal.hpp>
#include <bview/formats/text/parse_integer.hpp>
#include <bview/formats/text/quad_text.hpp>

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

/// mantissa x 2^exponent.
struct Parts {
  uint128 mantissa;
  int exponent;
  bool is_border;  ///< the numbers below are twice as close
};

Parts parts_of(float128 value) {
  const uint128 fraction = value.word() & (kFirstBit - 1);
  const int biased = static_cast<int>(value.word() >> unsigned{kFraction}) & float128::kSpecial;
  if (biased == 0) return {fraction, kLowest, false};
  return {fraction | kFirstBit, biased - 1 + kLowest, fraction == 0 && biased > 1};
}

/// A number as numerator / denominator x 10^point, which is less than 1 but not than 0.1.
struct Fraction {
  BigNumber numerator;
  BigNumber denominator;
  int point;
};

/// The power of 10 that is next above mantissa x 2^exponent, or the one below that.
int estimate_point(const Parts& parts) {
  constexpr double kLog = 0.30102999566398119521;
  const int bits = parts.exponent + width_of(parts.mantissa);
  return static_cast<int>(std::ceil((bits - 1) * kLog - 1e-10));
}

Fraction fraction_of(const Parts& parts) {
  Fraction fraction{BigNumber(parts.mantissa), BigNumber(1), estimate_point(parts)};
  fraction.numerator.shift_left(std::max(parts.exponent, 0));
  fraction.denominator.shift_left(std::max(-parts.exponent, 0));
  fraction.denominator.multiply_by_power_of_10(std::max(fraction.point, 0));
  fraction.numerator.multiply_by_power_of_10(std::max(-fraction.point, 0));
  return fraction;
}

/// A whole number, and whether it is all of what it was rounded down from.
struct Quotient {
  uint128 number;
  bool is_whole;
};

/// Numbers in units of a step of a quad, or of a half or a fourth of one, times a power of 10 that
/// leaves 37 or 38 digits of the quad in front of the point.
class Scaled {
 public:
  static constexpr int kDigits = 37;

  explicit Scaled(const Parts& parts)
      : point_(estimate_point(parts)),
        power_(BigNumber::power_of_5(std::max(-point_, 0))),
        divisor_(BigNumber::power_of_5(std::max(point_, 0))),
        shift_(parts.exponent - point_) {
    divisor_.shift_left((parts.is_border ? 2 : 1) + std::max(-shift_, 0));
    constexpr int kWordBits = 32;
    normal_ = static_cast<int>((kWordBits - divisor_.bit_width() % kWordBits) % kWordBits);
    divisor_.shift_left(normal_);
  }

  [[nodiscard]] int point() const { return point_; }

  [[nodiscard]] Quotient times(uint128 count) const {
    BigNumber number = power_.times(count);
    number.shift_left(std::max(shift_, 0) + normal_);
    uint128 digits = number.take_word(divisor_);
    constexpr std::uint32_t kNine = 1'000'000'000;
    for (int k = 0; k < kDigits / 9; ++k) {
      number.multiply(kNine);
      digits = digits * kNine + number.take_word(divisor_);
    }
    number.multiply(10);
    digits = digits * 10 + number.take_word(divisor_);
    return {digits, number.is_zero()};
  }

 private:
  int point_;
  BigNumber power_;
  BigNumber divisor_;
  int shift_;
  int normal_ = 0;
};

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
  constexpr int kWords = 4;
  const std::int64_t normal = (kWordBits - denominator.bit_width() % kWordBits) % kWordBits;
  denominator.shift_left(normal);
  // So that the quotient is less than 1, but not than a fourth.
  const std::int64_t shift = denominator.bit_width() - 1 - numerator.bit_width();
  const std::int64_t more = std::max<std::int64_t>(-shift, 0);
  const std::int64_t whole = (more + kWordBits - 1) / kWordBits * kWordBits;
  numerator.shift_left(shift + whole);
  denominator.shift_left(whole);
  uint128 quotient = 0;
  for (int k = 0; k < kWords; ++k) {
    numerator.shift_left(kWordBits);
    quotient = quotient << unsigned{kWordBits} | numerator.take_word(denominator);
  }
  // What the denominator was shifted by is part of the quotient.
  return rounded(quotient, normal - shift - kWordBits * kWords, !numerator.is_zero());
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

QuadDigits shortest_digits(float128 value) {
  const Parts parts = parts_of(value);
  const bool even = (parts.mantissa & 1U) == 0;  // then the borders round to it, too
  const Scaled scaled(parts);
  const uint128 units = parts.is_border ? 4 : 2;  // of a step
  const Quotient here = scaled.times(units * parts.mantissa);
  const Quotient low = scaled.times(units * parts.mantissa - 1);
  const Quotient high = scaled.times(units * parts.mantissa + units / 2);
  // The least and the greatest whole number between the borders.
  const uint128 least = low.number + (low.is_whole && even ? 0 : 1);
  const uint128 greatest = high.number - (high.is_whole && !even ? 1 : 0);
  uint128 unit = 1;
  while (greatest / (10 * unit) * (10 * unit) >= least) unit *= 10;
  const uint128 below = here.number / unit * unit;
  const uint128 rest = here.number - below;
  const bool past_half = rest > unit - rest || (rest == unit - rest && !here.is_whole);
  const bool at_half = rest == unit - rest && here.is_whole;
  bool up = past_half || (at_half && (below / unit & 1U) != 0);
  if (below < least) up = true;
  if (below + unit > greatest) up = false;
  QuadDigits result{"", 0};
  uint128 number = up ? below + unit : below;
  for (; number != 0; number /= 10) {
    result.digits.insert(result.digits.begin(),
                         static_cast<char>('0' + static_cast<int>(number % 10)));
  }
  result.point = scaled.point() - Scaled::kDigits + static_cast<int>(result.digits.size());
  while (result.digits.size() > 1 && result.digits.back() == '0') result.digits.pop_back();
  return result;
}

QuadDigits rounded_digits(float128 value, int behind_point, bool scientific) {
  Fraction fraction = fraction_of(parts_of(value));
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
