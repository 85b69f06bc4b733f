// SPDX-License-Identifier: MIT
// tests/support/slow_texts.hpp - texts as cells, a character at a time: what the fast ones are
// compared with.

#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include <bview/core/unicode.hpp>
#include <bview/core/utf8.hpp>
#include <bview/formats/text/cell_style.hpp>

namespace bview::testing::slow {

inline constexpr char kHexDigits[] = "0123456789abcdef";

inline bool is_hex_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Whether the text behind a backslash makes it read as \xnn.
inline bool reads_as_escape(std::string_view behind) {
  return behind.size() >= 3 && behind[0] == 'x' && is_hex_digit(behind[1]) &&
         is_hex_digit(behind[2]);
}

inline char* put(char* to, std::string_view text) {
  if (text.size() == 1) {
    *to = text.front();
    return to + 1;
  }
  return text.empty() ? to : to + text.copy(to, text.size());
}

inline char* put_hex(char* to, std::uint8_t byte) {
  *to++ = kHexDigits[byte >> 4U];
  *to++ = kHexDigits[byte & 15U];
  return to;
}

inline std::string_view backslash(Notation notation) {
  return notation == Notation::Json || notation == Notation::C ? "\\\\" : "\\";
}

/// A valid character of a text.
struct Character {
  char32_t code;
  std::string_view text;     ///< in UTF-8
  std::string_view escaped;  ///< the bytes that \xnn escapes stand for, if it comes to that
  bool ambiguous;            ///< a backslash that would read as the start of an escape
};

inline char* put_escape(char* to, std::uint8_t byte, Notation notation) {
  if (notation == Notation::C) {
    // Octal: a hex escape in C takes all hex digits that follow.
    *to++ = '\\';
    for (const unsigned shift : {6U, 3U, 0U}) {
      *to++ = static_cast<char>('0' + static_cast<int>(byte >> shift & 7U));
    }
    return to;
  }
  return put_hex(put(put(to, backslash(notation)), "x"), byte);
}

/// The letter of a control character that the notation escapes by letter, or 0.
inline char escape_letter(char32_t code, Notation notation) {
  struct Row {
    char32_t code;
    char letter;
    bool json;
  };
  constexpr Row kLetters[] = {{'\b', 'b', true},  {'\t', 't', true}, {'\n', 'n', true},
                              {'\v', 'v', false}, {'\f', 'f', true}, {'\r', 'r', true}};
  if (notation != Notation::Tsv && notation != Notation::Json) return 0;
  for (const Row& row : kLetters) {
    if (row.code == code && (row.json || notation == Notation::Tsv)) return row.letter;
  }
  return 0;
}

/// \unnnn as JSON reads it: past the first 65536 characters a pair of surrogates.
inline char* put_json_escape(char* to, char32_t code) {
  if (code > 0xffff) {
    to = put_json_escape(to, 0xd7c0 + (code >> 10U));
    code = 0xdc00 + (code & 0x3ffU);
  }
  to = put_hex(put(to, "\\u"), static_cast<std::uint8_t>(code >> 8U));
  return put_hex(to, static_cast<std::uint8_t>(code));
}

/// A character that is escaped: byte by byte (or unit by unit) as `escaped` where the
/// notation neither shows it nor has a letter for it.
inline char* put_escaped(char* to, const Character& character, Notation notation) {
  if (const char letter = escape_letter(character.code, notation); letter != 0) {
    *to++ = '\\';
    *to++ = letter;
    return to;
  }
  if (notation == Notation::Json) return put_json_escape(to, character.code);
  const bool kept = notation == Notation::Csv &&
                    (character.code == '\t' || character.code == '\n' || character.code == '\r');
  if (kept) return put(to, character.text);
  for (const char unit : character.escaped) {
    to = put_escape(to, static_cast<std::uint8_t>(unit), notation);
  }
  return to;
}

/// People read tables and JSON, so what a terminal obeys or hides is escaped there. In Tsv
/// and Csv, which programs read, only controls are, and a mark that readers would drop where
/// it came first (formats/input).
inline bool is_escaped(char32_t code, Notation notation) {
  if (notation == Notation::Table || notation == Notation::Json) return unicode::is_hidden(code);
  const bool dropped = code == utf8::kByteOrderMark && notation != Notation::C;
  return dropped || utf8::is_control(code);
}

inline char* put_character(char* to, const Character& character, Notation notation) {
  const bool in_c = notation == Notation::C;
  if (is_escaped(character.code, notation)) return put_escaped(to, character, notation);
  if (character.code == '\\') {
    if (notation == Notation::Tsv) return put(to, "\\\\");
    if (in_c || !character.ambiguous) return put(to, backslash(notation));
    return put_escape(to, '\\', notation);
  }
  if (character.code == '"') {
    if (in_c || notation == Notation::Json) return put(to, "\\\"");
    if (notation == Notation::Csv) return put(to, "\"\"");
  }
  // A non-ASCII character depends on the compiler's charset, "??" on its trigraphs.
  if (in_c && character.code == '?') return put(to, "\\?");
  if (in_c && character.code >= 0x80) {
    for (const char c : character.text) to = put_escape(to, static_cast<std::uint8_t>(c), notation);
    return to;
  }
  return put(to, character.text);
}

/// Takes the first character off a text and writes it as the notation does.
inline char* put_first(char* to, std::string_view& text, Notation notation) {
  const utf8::Decoded found = utf8::decode(text);
  if (found.size == 0) {
    to = put_escape(to, static_cast<std::uint8_t>(text.front()), notation);
    text.remove_prefix(1);
    return to;
  }
  const std::string_view itself = text.substr(0, found.size);
  text.remove_prefix(found.size);
  return put_character(to, {found.code, itself, itself, reads_as_escape(text)}, notation);
}

inline bool breaks_csv(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return c == '"' || c == ',' || c == '\n' || c == '\r'; });
}

/// The cell of a text that is no array of C.
inline std::string cell_of(std::string_view text, Notation notation) {
  const bool quoted = notation == Notation::Json || notation == Notation::C ||
                      (notation == Notation::Csv && breaks_csv(text));
  const std::string quote = quoted ? "\"" : "";
  std::string cell = quote;
  while (!text.empty()) {
    char room[16];
    char* const begin = room;
    cell.append(begin, put_first(begin, text, notation));
  }
  return cell + quote;
}

}  // namespace bview::testing::slow
