// SPDX-License-Identifier: MIT
// tests/support/cells.hpp - what a text cell means, read the slow and obvious way.
//
// Each function takes one rule of formats/text/cell_style.hpp back and throws
// std::runtime_error where a cell breaks it.

#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include <bview/core/utf8.hpp>
#include <bview/formats/text/cell_style.hpp>

namespace bview::testing {

[[noreturn]] inline void bad_cell(const std::string& why, std::string_view cell) {
  throw std::runtime_error(why + ": " + std::string(cell));
}

inline bool is_hex(std::string_view text, std::size_t digits) {
  return text.size() >= digits && text.substr(0, digits).find_first_not_of(
                                      "0123456789abcdefABCDEF") == std::string_view::npos;
}

inline unsigned hex_number(std::string_view digits) {
  return static_cast<unsigned>(std::stoul(std::string(digits), nullptr, 16));
}

/// What stands between two quotes.
inline std::string_view inside_quotes(std::string_view cell) {
  if (cell.size() < 2 || !cell.starts_with('"') || !cell.ends_with('"')) {
    bad_cell("no quotes around it", cell);
  }
  return cell.substr(1, cell.size() - 2);
}

inline void refuse_control_characters(std::string_view cell, std::string_view allowed) {
  for (std::string_view rest = cell; !rest.empty();) {
    const utf8::Decoded character = utf8::decode(rest);
    if (character.size == 0) bad_cell("not UTF-8", cell);
    const bool control = character.code < 0x20 || (character.code >= 0x7f && character.code < 0xa0);
    if (control && allowed.find(rest.front()) == std::string_view::npos) {
      bad_cell("a control character", cell);
    }
    rest.remove_prefix(character.size);
  }
}

/// RFC 4180.
inline std::string from_csv(std::string_view cell) {
  if (!cell.starts_with('"')) {
    if (cell.find_first_of("\",\r\n") != std::string_view::npos) bad_cell("needs quotes", cell);
    return std::string(cell);
  }
  std::string text;
  const std::string_view inside = inside_quotes(cell);
  for (std::size_t k = 0; k < inside.size(); ++k) {
    if (inside[k] == '"' && inside.substr(k, 2) != "\"\"") bad_cell("a lone quote", cell);
    if (inside[k] == '"') ++k;
    text += inside[k];
  }
  return text;
}

/// RFC 8259.
inline std::string from_json(std::string_view cell) {
  constexpr std::string_view kLetters = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  std::string text;
  const std::string_view inside = inside_quotes(cell);
  for (std::size_t k = 0; k < inside.size(); ++k) {
    const auto byte = static_cast<unsigned char>(inside[k]);
    if (byte < 0x20) bad_cell("a control character", cell);
    if (byte == '"') bad_cell("a lone quote", cell);
    if (byte != '\\') {
      text += inside[k];
      continue;
    }
    ++k;
    if (inside.substr(k, 1) == "u" && is_hex(inside.substr(k + 1), 4)) {
      char encoded[4];
      char* const end = utf8::encode(hex_number(inside.substr(k + 1, 4)), encoded);
      text.append(encoded, end);
      k += 4;
    } else if (k < inside.size() && kLetters.find(inside[k]) != std::string_view::npos) {
      text += kMeanings[kLetters.find(inside[k])];
    } else {
      bad_cell("an escape that JSON does not have", cell);
    }
  }
  for (std::string_view rest = text; !rest.empty();) {
    const utf8::Decoded character = utf8::decode(rest);
    if (character.size == 0) bad_cell("not UTF-8", cell);
    rest.remove_prefix(character.size);
  }
  return text;
}

/// Characters in braces, as C has a text that fills its array: printable ASCII, a quote and a
/// backslash behind a backslash, octal escapes of three digits.
inline std::string from_c_characters(std::string_view cell) {
  std::string text;
  std::string_view rest = cell.substr(1);
  while (rest != "}") {
    if (!text.empty()) {
      if (!rest.starts_with(", ")) bad_cell("no comma between characters", cell);
      rest.remove_prefix(2);
    }
    const std::size_t end = rest.find('\'', 2);
    if (!rest.starts_with('\'') || end == std::string_view::npos) bad_cell("no character", cell);
    const bool quote = rest.starts_with("'\\''");
    const std::string_view inside = rest.substr(1, quote ? 2 : end - 1);
    rest.remove_prefix(inside.size() + 2);
    if (inside.size() == 1 && inside[0] >= 0x20 && inside[0] <= 0x7e && inside[0] != '\\') {
      text += inside;
    } else if (inside == "\\'" || inside == "\\\\") {
      text += inside[1];
    } else if (inside.size() == 4 && inside[0] == '\\') {
      text += static_cast<char>(std::stoi(std::string(inside.substr(1)), nullptr, 8));
    } else {
      bad_cell("no character of C", cell);
    }
  }
  return text;
}

/// A string literal of C: printable ASCII, octal escapes of three digits.
inline std::string from_c(std::string_view cell) {
  if (cell.starts_with('{')) return from_c_characters(cell);
  std::string text;
  const std::string_view inside = inside_quotes(cell);
  for (std::size_t k = 0; k < inside.size(); ++k) {
    if (inside[k] < 0x20 || inside[k] > 0x7e) bad_cell("not printable ASCII", cell);
    if (inside[k] == '"') bad_cell("a lone quote", cell);
    if (inside.substr(k, 2) == "??") bad_cell("perhaps a trigraph", cell);
    if (inside[k] != '\\') {
      text += inside[k];
    } else if (inside.substr(k + 1, 3).find_first_not_of("01234567") == std::string_view::npos &&
               k + 3 < inside.size()) {
      text += static_cast<char>(std::stoi(std::string(inside.substr(k + 1, 3)), nullptr, 8));
      k += 3;
    } else {
      ++k;
      if (k == inside.size() ||
          std::string_view("\"\\?").find(inside[k]) == std::string_view::npos) {
        bad_cell("an escape that is not used", cell);
      }
      text += inside[k];
    }
  }
  return text;
}

/// Every backslash begins an escape: a letter, or x and two hex digits.
inline std::string from_tsv(std::string_view cell) {
  constexpr std::string_view kLetters = "btnvfr\\";
  constexpr std::string_view kMeanings = "\b\t\n\v\f\r\\";
  refuse_control_characters(cell, "");
  std::string text;
  for (std::size_t k = 0; k < cell.size(); ++k) {
    if (cell[k] != '\\') {
      text += cell[k];
    } else if (cell.substr(k + 1, 1) == "x" && is_hex(cell.substr(k + 2), 2)) {
      text += static_cast<char>(hex_number(cell.substr(k + 2, 2)));
      k += 3;
    } else {
      ++k;
      if (k == cell.size() || kLetters.find(cell[k]) == std::string_view::npos) {
        bad_cell("an escape that TSV does not have", cell);
      }
      text += kMeanings[kLetters.find(cell[k])];
    }
  }
  return text;
}

/// \xNN is a byte; any other backslash is itself.
inline std::string without_hex_escapes(std::string_view text) {
  std::string bytes;
  for (std::size_t k = 0; k < text.size(); ++k) {
    if (text.substr(k, 2) == "\\x" && is_hex(text.substr(k + 2), 2)) {
      bytes += static_cast<char>(hex_number(text.substr(k + 2, 2)));
      k += 3;
    } else {
      bytes += text[k];
    }
  }
  return bytes;
}

/// The bytes that a cell of s, p or c means.
inline std::string bytes_meant(std::string_view cell, Notation notation) {
  switch (notation) {
    case Notation::Tsv:
      return from_tsv(cell);
    case Notation::Csv: {
      const std::string text = from_csv(cell);
      refuse_control_characters(text, "\t\r\n");
      return without_hex_escapes(text);
    }
    case Notation::Json:
      return without_hex_escapes(from_json(cell));
    case Notation::Table:
      refuse_control_characters(cell, "");
      return without_hex_escapes(cell);
    case Notation::C:
      return from_c(cell);
  }
  return "";
}

}  // namespace bview::testing
