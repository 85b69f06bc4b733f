// SPDX-License-Identifier: MIT
// core/utf8.hpp - UTF-8, one character at a time.
//
// Source: RFC 3629. Overlong forms, surrogates and numbers past U+10FFFF are invalid.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace bview::utf8 {

/// The character that a text begins with.
struct Decoded {
  char32_t code = 0;
  std::size_t size = 0;  ///< bytes it takes; 0: the first byte begins no valid character
};

[[nodiscard]] constexpr Decoded decode(std::string_view text) {
  if (text.empty()) return {};
  const auto byte = [&](std::size_t k) { return static_cast<std::uint8_t>(text[k]); };
  const std::uint8_t first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || text.size() < size) return {};
  char32_t code = first & (0x7fU >> size);
  for (std::size_t k = 1; k < size; ++k) {
    if ((byte(k) & 0xc0U) != 0x80) return {};
    code = code << 6U | (byte(k) & 0x3fU);
  }
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  if (code < kSmallest[size] || code > 0x10ffff || surrogate) return {};
  return {code, size};
}

/// Whether a text is UTF-8 from its beginning to its end.
[[nodiscard]] constexpr bool is_valid(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = decode(text).size;
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

/// Writes a valid code point, at most 4 bytes, and returns the end.
constexpr char* encode(char32_t code, char* to) {
  const auto put = [&](char32_t byte) { *to++ = static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xc0U | code >> 6U);
    put(0x80U | (code & 0x3fU));
  } else if (code < 0x10000) {
    put(0xe0U | code >> 12U);
    put(0x80U | (code >> 6U & 0x3fU));
    put(0x80U | (code & 0x3fU));
  } else {
    put(0xf0U | code >> 18U);
    put(0x80U | (code >> 12U & 0x3fU));
    put(0x80U | (code >> 6U & 0x3fU));
    put(0x80U | (code & 0x3fU));
  }
  return to;
}

/// True for what a terminal acts on instead of showing: C0, DEL and C1.
[[nodiscard]] constexpr bool is_control(char32_t code) {
  return code < 0x20 || (code >= 0x7f && code < 0xa0);
}

/// What some editors put in front of a text, and nobody sees.
inline constexpr char32_t kByteOrderMark = 0xfeff;

}  // namespace bview::utf8
