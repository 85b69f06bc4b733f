// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cstring>

#include <bview/core/unicode.hpp>
#include <bview/core/utf8.hpp>
#include <bview/formats/text/escapes.hpp>
#include <bview/formats/text/hex_digits.hpp>

namespace bview {
namespace {

/// Whether the text behind a backslash makes it read as \xnn.
bool reads_as_byte(std::string_view behind) {
  return behind.size() >= 3 && behind[0] == 'x' && is_escape_digit(behind[1]) &&
         is_escape_digit(behind[2]);
}

char* put_hex_byte(char* to, std::uint8_t byte) {
  *to++ = kSmallDigits[byte >> 4U];
  *to++ = kSmallDigits[byte & 15U];
  return to;
}

/// The letter of a control character that the notation escapes by letter, or 0.
char escape_letter(char32_t code, Notation notation) {
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
char* put_json_escape(char* to, char32_t code) {
  if (code > 0xffff) {
    to = put_json_escape(to, 0xd7c0 + (code >> 10U));
    code = 0xdc00 + (code & 0x3ffU);
  }
  to = put_hex_byte(copy_short(to, "\\u"), static_cast<std::uint8_t>(code >> 8U));
  return put_hex_byte(to, static_cast<std::uint8_t>(code));
}

/// A character that is escaped: byte by byte (or unit by unit) as `escaped` where the
/// notation neither shows it nor has a letter for it.
char* put_escaped(char* to, const Character& character, Notation notation) {
  if (const char letter = escape_letter(character.code, notation); letter != 0) {
    *to++ = '\\';
    *to++ = letter;
    return to;
  }
  if (notation == Notation::Json) return put_json_escape(to, character.code);
  const bool kept = notation == Notation::Csv &&
                    (character.code == '\t' || character.code == '\n' || character.code == '\r');
  if (kept) return copy_short(to, character.text);
  for (const char unit : character.escaped) {
    to = put_escape(to, static_cast<std::uint8_t>(unit), notation);
  }
  return to;
}

}  // namespace

char* put_escape(char* to, std::uint8_t byte, Notation notation) {
  if (notation == Notation::C) {
    // Octal: a hex escape in C takes all hex digits that follow.
    *to++ = '\\';
    for (const unsigned shift : {6U, 3U, 0U}) {
      *to++ = static_cast<char>('0' + static_cast<int>(byte >> shift & 7U));
    }
    return to;
  }
  return put_hex_byte(copy_short(copy_short(to, backslash(notation)), "x"), byte);
}

/// People read tables and JSON, so what a terminal obeys or hides is escaped there. In Tsv
/// and Csv, which programs read, only controls are, and a mark that readers would drop where
/// it came first (formats/input).
bool is_escaped(char32_t code, Notation notation) {
  if (notation == Notation::Table || notation == Notation::Json) return unicode::is_hidden(code);
  const bool dropped = code == utf8::kByteOrderMark && notation != Notation::C;
  return dropped || utf8::is_control(code);
}

char* put_character(char* to, const Character& character, Notation notation) {
  const bool in_c = notation == Notation::C;
  if (is_escaped(character.code, notation)) return put_escaped(to, character, notation);
  if (character.code == '\\') {
    if (notation == Notation::Tsv) return copy_short(to, "\\\\");
    if (in_c || !character.ambiguous) return copy_short(to, backslash(notation));
    return put_escape(to, '\\', notation);
  }
  if (character.code == '"') {
    if (in_c || notation == Notation::Json) return copy_short(to, "\\\"");
    if (notation == Notation::Csv) return copy_short(to, "\"\"");
  }
  // A non-ASCII character depends on the compiler's charset, "??" on its trigraphs.
  if (in_c && character.code == '?') return copy_short(to, "\\?");
  if (in_c && character.code >= 0x80) {
    for (const char c : character.text) to = put_escape(to, static_cast<std::uint8_t>(c), notation);
    return to;
  }
  return copy_short(to, character.text);
}

// --- whole texts ---------------------------------------------------------------------------------

namespace {

/// Takes the first character off a text and writes it as the notation does.
char* put_first(char* to, std::string_view& text, Notation notation) {
  const utf8::Decoded found = utf8::decode(text);
  if (found.size == 0) {
    to = put_escape(to, static_cast<std::uint8_t>(text.front()), notation);
    text.remove_prefix(1);
    return to;
  }
  const std::string_view itself = text.substr(0, found.size);
  text.remove_prefix(found.size);
  return put_character(to, {found.code, itself, itself, reads_as_byte(text)}, notation);
}

constexpr char kBackslash = '\\';

/// Printable characters that a notation does not write as they are, one of them several times.
constexpr std::array<char, 3> kSpecial[] = {
    {kBackslash, kBackslash, kBackslash},  // Notation::Tsv
    {kBackslash, '"', '"'},                // Notation::Csv
    {kBackslash, '"', '"'},                // Notation::Json
    {kBackslash, kBackslash, kBackslash},  // Notation::Table
    {kBackslash, '"', '?'},                // Notation::C
};

}  // namespace

Escapes::Escapes(Notation notation) : notation_(notation) {
  const auto& special = kSpecial[static_cast<std::size_t>(notation)];
  std::transform(special.begin(), special.end(), special_.begin(), all_of);
  for (std::size_t k = 0; k < texts_.size(); ++k) texts_[k] = text_of(static_cast<char>(k));
}

Escapes::ByteText Escapes::text_of(char byte) const {
  constexpr std::uint8_t kContinuation = 0x80;
  constexpr std::uint8_t kLetters = 0x40;  // x is one
  const auto number = static_cast<std::uint8_t>(byte);
  const bool leads = number >= 0xc2 && number <= 0xf4;
  const bool escapes = byte == kBackslash && notation_ != Notation::Tsv && notation_ != Notation::C;
  std::array<char, kMostPerUnit> text{};
  std::string_view alone(&byte, 1);
  const char* const end = put_first(text.data(), alone, notation_);
  ByteText result{};
  std::copy_n(text.begin(), result.text.size(), result.text.begin());
  result.size = static_cast<std::uint8_t>(end - text.data());
  result.behind = leads ? kContinuation : escapes ? kLetters : kNothing;
  return result;
}

const Escapes& Escapes::of(Notation notation) {
  static const std::array<Escapes, 5> all{Escapes(Notation::Tsv), Escapes(Notation::Csv),
                                          Escapes(Notation::Json), Escapes(Notation::Table),
                                          Escapes(Notation::C)};
  return all[static_cast<std::size_t>(notation)];
}

char* Escapes::put_step(char* to, std::string_view& text, std::size_t step) const {
  const char* from = text.data();
  const char* const end = from + text.size();
  for (const char* const stop = from + step; from < stop;) {
    const ByteText& byte = texts_[static_cast<std::uint8_t>(*from)];
    const bool joined =
        from + 1 < end && (static_cast<std::uint8_t>(from[1]) & 0xc0U) == byte.behind;
    if (joined) {
      std::string_view rest(from, static_cast<std::size_t>(end - from));
      to = put_first(to, rest, notation_);
      from = rest.data();
    } else {
      static_assert(sizeof(byte) <= kVectorBytes);
      std::memcpy(to, &byte, sizeof(byte));
      to += byte.size;
      ++from;
    }
  }
  text.remove_prefix(static_cast<std::size_t>(from - text.data()));
  return to;
}

}  // namespace bview
