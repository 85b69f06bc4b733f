// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/text/parse_integer.hpp>
#include <bview/formats/text/reading_bytes.hpp>

namespace bview {

std::string hex_text(std::string_view bytes, std::string_view separator) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * (2 + separator.size()));
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (!text.empty()) text += separator;
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

std::string bytes_in_hex(std::string_view text, int size) {
  std::string digits;
  for (const char c : text.starts_with("0x") ? text.substr(2) : text) {
    const bool between = std::string_view(" :-.").find(c) != std::string_view::npos;
    if (between && digits.size() % 2 == 0) continue;
    if (digit_value(c) > 15) {
      throw Error(Errc::BadValue, fmt::format("{} is no text of hexadecimal digits", quoted(text)));
    }
    digits += c;
  }
  if (digits.size() != 2 * static_cast<std::size_t>(size)) {
    throw Error(Errc::BadValue, fmt::format("there are {} bytes, which {} hexadecimal digits are, "
                                            "got {}: {}",
                                            size, 2 * size, digits.size(), quoted(text)));
  }
  std::string bytes;
  for (std::size_t k = 0; k < digits.size(); k += 2) {
    bytes += static_cast<char>(digit_value(digits[k]) << 4U | digit_value(digits[k + 1]));
  }
  return bytes;
}

}  // namespace bview
