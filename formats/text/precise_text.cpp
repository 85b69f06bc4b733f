// SPDX-License-Identifier: MIT

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>

#include <bview/formats/text/float_text.hpp>
#include <bview/formats/text/integer_text.hpp>
#include <bview/formats/text/scaled_float.hpp>

namespace bview {
namespace {

/// Whether repr would write a finite value with an exponent: from 1e16 on, and below
/// 1e-4, whose nearest floats are no shorter as text.
template <class Float>
bool needs_exponent(Float value) {
  const Float magnitude = std::fabs(value);
  return magnitude != 0 &&
         (magnitude < static_cast<Float>(1e-4L) || magnitude >= static_cast<Float>(1e16L));
}

template <class Float>
[[gnu::noinline]] char* write_any(char* to, Float value, int precision) {
  if (!std::isfinite(value)) return write_float(to, value);
  const auto form =
      needs_exponent(value) ? std::chars_format::scientific : std::chars_format::fixed;
  return std::to_chars(to, to + kMaxFloatText + precision, value, form, precision).ptr;
}

constexpr int kMostDigits = 16;
constexpr auto kPowers = [] {
  std::array<std::uint64_t, kMostDigits + 1> powers{1};
  for (std::size_t k = 1; k < powers.size(); ++k) powers[k] = 10 * powers[k - 1];
  return powers;
}();

/// A number from 2^-11 to 2^53 exactly: a whole part and 64 bits behind the point, of which it
/// needs no more. As text it has no exponent.
char* write_fixed(char* to, std::uint64_t mantissa, unsigned bits_behind, int precision) {
  std::uint64_t whole = mantissa >> bits_behind;
  const std::uint64_t power = kPowers.data()[precision];
  const uint128 scaled = uint128{mantissa << (64 - bits_behind)} * power;
  auto digits = static_cast<std::uint64_t>(scaled >> 64U);
  const auto rest = static_cast<std::uint64_t>(scaled);
  // Half to even. Powers of ten are even, so that the last digit is odd where this is.
  const std::uint64_t last = precision == 0 ? whole : digits;
  digits += rest >> 63U & ((last & 1U) | static_cast<std::uint64_t>(rest << 1U != 0));
  const std::uint64_t carry = static_cast<std::uint64_t>(digits == power);
  whole += carry;
  digits = carry != 0 ? 0 : digits;
  constexpr std::uint32_t kEightDigits = 100'000'000;
  const int size = precision == 0 ? 0 : precision + 1;  // with the point
  if (whole < kEightDigits && precision <= 8) {
    const detail::SixteenDigits both(
        static_cast<std::uint32_t>(whole),
        static_cast<std::uint32_t>(digits * kPowers.data()[8 - precision]));
    to = detail::put_significant_digits(to, both.front());
    *to = '.';
    detail::put_digits(to + 1, both.back());
    return to + size;
  }
  to = write_decimal(to, whole);
  digits *= kPowers.data()[kMostDigits - precision];
  const std::uint64_t front = digits / kEightDigits;
  *to = '.';
  detail::SixteenDigits(static_cast<std::uint32_t>(front),
                        static_cast<std::uint32_t>(digits - front * kEightDigits))
      .put(to + 1);
  return to + size;
}

template <class Float>
char* write_precise(char* to, Float value, int precision) {
  using Bits = detail::FloatBits<double>;
  const auto word = std::bit_cast<std::uint64_t>(static_cast<double>(value));
  const auto biased = static_cast<unsigned>(word << 1U >> (Bits::kMantissa + 1));
  const unsigned bits_behind = 1U - static_cast<unsigned>(Bits::kLowest) - biased;
  if (bits_behind - 1 >= 63 || precision > kMostDigits) [[unlikely]] {
    return write_any(to, value, precision);
  }
  *to = '-';
  return write_fixed(to + (word >> 63U), word % Bits::kFirst + Bits::kFirst, bits_behind,
                     precision);
}

}  // namespace

char* write_float(char* to, float value, int precision) {
  return write_precise(to, value, precision);
}
char* write_float(char* to, double value, int precision) {
  return write_precise(to, value, precision);
}
char* write_float(char* to, long double value, int precision) {
  return write_any(to, value, precision);
}

}  // namespace bview
