// SPDX-License-Identifier: MIT
// formats/text/hex_digits.hpp - bytes as two hexadecimal digits each, many at a time, and back.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <bview/formats/text/parse_integer.hpp>

namespace bview {

inline constexpr char kSmallDigits[] = "0123456789abcdef";
inline constexpr char kLargeDigits[] = "0123456789ABCDEF";

/// Writes the digits of `bytes`, of the given sixteen, and returns the end.
inline char* put_hex(char* to, std::span<const std::byte> bytes, const char* digits) {
  for (const std::byte each : bytes) {
    const auto byte = std::to_integer<unsigned>(each);
    *to++ = digits[byte >> 4U];
    *to++ = digits[byte & 15U];
  }
  return to;
}

namespace detail {
inline constexpr auto kDigitValues = [] {
  std::array<std::uint8_t, 256> values{};
  for (std::size_t c = 0; c < values.size(); ++c) {
    values[c] = static_cast<std::uint8_t>(digit_value(static_cast<char>(c)));
  }
  return values;
}();
}  // namespace detail

/// Makes the byte of two digits; false where one is none.
[[nodiscard]] inline bool take_hex_pair(const char* from, std::byte& byte) {
  const unsigned high = detail::kDigitValues[static_cast<unsigned char>(from[0])];
  const unsigned low = detail::kDigitValues[static_cast<unsigned char>(from[1])];
  byte = static_cast<std::byte>(high << 4U | low);
  return (high | low) < 16;
}

/// Writes the bytes that a text begins with as pairs of digits, and gives their number. There is
/// room for half as many as it has characters.
inline std::size_t take_hex_pairs(std::string_view text, std::byte* to) {
  std::size_t count = 0;
  while (2 * count + 1 < text.size() && take_hex_pair(text.data() + 2 * count, to[count])) ++count;
  return count;
}

/// Appends the bytes that `digits` are. False where their number is odd, or one is none.
[[nodiscard]] inline bool append_hex(std::string_view digits, std::vector<std::byte>& bytes) {
  const std::size_t before = bytes.size();
  bytes.resize(before + digits.size() / 2);
  const std::size_t count = take_hex_pairs(digits, bytes.data() + before);
  bytes.resize(before + count);
  return 2 * count == digits.size();
}

}  // namespace bview
