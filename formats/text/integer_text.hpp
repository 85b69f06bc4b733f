// formats/text/integer_text.hpp - integers as text, in any of the bases users ask for.

#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "core/storage.hpp"

namespace bview {

/// Longest text: a sign, a prefix and 128 binary digits.
inline constexpr std::size_t kMaxIntegerText = 131;

namespace detail {

/// "00" to "99", one behind the other.
inline constexpr auto kTwoDigits = [] {
  std::array<char, 200> texts{};
  for (std::size_t k = 0; k < 100; ++k) {
    texts[2 * k] = static_cast<char>('0' + k / 10);
    texts[2 * k + 1] = static_cast<char>('0' + k % 10);
  }
  return texts;
}();

inline char* write_2_digits(char* to, std::uint32_t value) {
  std::memcpy(to, &kTwoDigits[std::size_t{2} * value], 2);
  return to + 2;
}

inline char* write_4_digits(char* to, std::uint32_t value) {
  return write_2_digits(write_2_digits(to, value / 100), value % 100);
}

inline char* write_8_digits(char* to, std::uint32_t value) {
  return write_4_digits(write_4_digits(to, value / 10000), value % 10000);
}

/// A number below 10^4, without leading zeros.
inline char* write_below_10_4(char* to, std::uint32_t value) {
  const std::uint32_t high = value / 100;
  const std::uint32_t first = value < 100 ? value : high;
  if (first < 10) {
    *to++ = static_cast<char>('0' + first);
  } else {
    to = write_2_digits(to, first);
  }
  return value < 100 ? to : write_2_digits(to, value % 100);
}

inline char* write_below_10_8(char* to, std::uint32_t value) {
  if (value < 10000) return write_below_10_4(to, value);
  return write_4_digits(write_below_10_4(to, value / 10000), value % 10000);
}

}  // namespace detail

/// Writes `value` in decimal and returns the end.
inline char* write_decimal(char* to, std::uint64_t value) {
  constexpr std::uint32_t kEightDigits = 100'000'000;
  if (value < kEightDigits) return detail::write_below_10_8(to, static_cast<std::uint32_t>(value));
  to = write_decimal(to, value / kEightDigits);
  return detail::write_8_digits(to, static_cast<std::uint32_t>(value % kEightDigits));
}

namespace detail {

inline char* write_magnitude(char* to, std::uint64_t value, int base) {
  if (base == 10) return write_decimal(to, value);
  return std::to_chars(to, to + kMaxIntegerText, value, base).ptr;
}

inline char* write_magnitude(char* to, uint128 value, int base) {
  if (value >> 64U == 0) return write_magnitude(to, static_cast<std::uint64_t>(value), base);
  char* end = to;
  for (; value != 0; value /= static_cast<unsigned>(base)) {
    *end++ = "0123456789abcdef"[static_cast<unsigned>(value % static_cast<unsigned>(base))];
  }
  std::reverse(to, end);
  return end;
}

}  // namespace detail

/// Writes `value` and returns the end. Bases other than 10 carry Python's prefix,
/// behind the sign: -0x1f, 0b101, 0o17.
template <class Integer>
char* write_integer(char* to, Integer value, int base) {
  using Wide = std::conditional_t<sizeof(Integer) <= 8, std::uint64_t, uint128>;
  // Without a branch: signs in a file are often as good as random.
  const bool negative = value < 0;
  *to = '-';
  to += negative ? 1 : 0;
  const Wide flip = 0 - static_cast<Wide>(negative);
  const Wide magnitude = (static_cast<Wide>(value) ^ flip) - flip;
  if (base != 10) {
    *to++ = '0';
    *to++ = base == 16 ? 'x' : base == 8 ? 'o' : 'b';
  }
  return detail::write_magnitude(to, magnitude, base);
}

}  // namespace bview
