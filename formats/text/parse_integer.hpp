// SPDX-License-Identifier: MIT
// formats/text/parse_integer.hpp - integers from text, up to 128 bits.
//
// A sign, then decimal digits, or digits behind 0x, 0o or 0b.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <bview/core/storage.hpp>

namespace bview {

/// The value of a digit of a base up to 16; 16 for any other character.
[[nodiscard]] constexpr unsigned digit_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  return 16;
}

/// Steps over a sign, and says whether it was a minus.
constexpr bool take_sign(std::string_view& text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  return negative;
}

/// Whether an integer's text is long enough to be past 2^53, from where on doubles are not exact.
[[nodiscard]] constexpr bool may_pass_2_53(std::string_view text) {
  constexpr std::size_t kDigits = 16;
  return text.size() >= kDigits;
}

/// What an integer's text means.
struct IntegerText {
  uint128 magnitude = 0;
  bool negative = false;
  bool fits = true;  ///< false: the magnitude is larger than 128 bits
};

namespace detail {
[[nodiscard]] std::optional<IntegerText> read_any_integer(std::string_view text);
}  // namespace detail

/// The integer that all of `text` is, or nothing if it is none.
[[nodiscard]] inline std::optional<IntegerText> read_integer(std::string_view text) {
  // Most are a few decimal digits, and this many cannot overflow.
  constexpr std::size_t kFewDigits = 18;
  const bool negative = text.starts_with('-');
  const std::string_view digits = text.substr(negative ? 1 : 0);
  if (digits.empty() || digits.size() > kFewDigits) return detail::read_any_integer(text);
  std::uint64_t magnitude = 0;
  for (const char c : digits) {
    const unsigned digit = static_cast<unsigned char>(c) - unsigned{'0'};
    if (digit > 9) return detail::read_any_integer(text);
    magnitude = magnitude * 10 + digit;
  }
  return IntegerText{magnitude, negative, true};
}

}  // namespace bview
