// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <utility>

#include <bview/core/utf8.hpp>
#include <bview/formats/text/encoded_text.hpp>
#include <bview/formats/text/escapes.hpp>
#include <bview/formats/text/hex_digits.hpp>
#include <bview/formats/text/quotes.hpp>
#include <bview/formats/text/string_text.hpp>

namespace bview {
namespace {

/// In pieces, so that a text of any size takes little room.
void append_escaped(std::string_view text, Notation notation, TextBuffer& out) {
  constexpr std::size_t kPiece = 4096;
  const Escapes& escapes = Escapes::of(notation);
  while (!text.empty()) {
    const std::size_t piece = std::min(text.size(), kPiece);
    char* const to = out.reserve(Escapes::room(piece));
    out.commit(escapes.put(to, text, piece));
  }
}

// --- bytes shown as numbers ----------------------------------------------------------------------

/// What lies between cells.
char delimiter_of(const CellStyle& style) {
  if (style.dialect != nullptr && style.dialect->delimiter != '\0') return style.dialect->delimiter;
  return style.notation == Notation::Tsv ? '\t' : ',';
}

std::string_view quote_if(bool quoted) { return quoted ? "\"" : ""; }

void append_numbers(std::string_view bytes, const CellStyle& style, TextBuffer& out) {
  const bool list = style.bytes_as == BytesAs::List;
  const bool breaks = list && bytes.size() > 1 && delimiter_of(style) == ',';
  // A list is JSON already.
  const bool quoted = !(list && style.notation == Notation::Json) &&
                      is_quoted(bytes.empty() && !list, style, [breaks] { return breaks; });
  out.append(quote_if(quoted));
  append_encoded(bytes, style.bytes_as, out);
  out.append(quote_if(quoted));
}

// --- characters ----------------------------------------------------------------------------------

/// Whether the units behind a backslash make it read as \xnn, \unnnn or \Unnnnnnnn.
bool reads_as_unit(std::span<const std::uint32_t> behind) {
  const std::uint32_t letter = behind.empty() ? 0 : behind.front();
  const std::size_t digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
  if (digits == 0 || behind.size() <= digits) return false;
  const auto numbers = behind.subspan(1, digits);
  return std::all_of(numbers.begin(), numbers.end(), [](std::uint32_t unit) {
    return unit < 0x80 && is_escape_digit(static_cast<char>(unit));
  });
}

/// The code point that `text` begins with, and how many units it takes: two for a
/// surrogate pair.
std::size_t decode(std::span<const std::uint32_t> text, TextUnits units, std::uint32_t& code) {
  code = text[0];
  const bool pair = units == TextUnits::Utf16 && text.size() > 1 && text[0] >= 0xd800 &&
                    text[0] < 0xdc00 && text[1] >= 0xdc00 && text[1] < 0xe000;
  if (!pair) return 1;
  code = 0x10000 + ((text[0] - 0xd800) << 10U) + (text[1] - 0xdc00);
  return 2;
}

char* put_no_character(char* to, std::uint32_t code, Notation notation) {
  to = copy_short(to, backslash(notation));
  *to++ = code > 0xffff ? 'U' : 'u';
  for (unsigned shift = code > 0xffff ? 32 : 16; shift > 0;) {
    shift -= 4;
    *to++ = kSmallDigits[code >> shift & 15U];
  }
  return to;
}

char* put_code(char* to, std::uint32_t code, bool ambiguous, Notation notation) {
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  const bool usual = code >= 0xa0 && code <= 0x10ffff && !surrogate && notation != Notation::C;
  if (usual && !is_escaped(code, notation)) return utf8::encode(code, to);
  // \xnn stands for a unit; what is escaped and larger needs the longer ones.
  const bool large = code > 0xff && notation != Notation::Json;
  const bool shown = !surrogate && code <= 0x10ffff && !(large && is_escaped(code, notation));
  if (!shown) return put_no_character(to, code, notation);
  std::array<char, 4> encoded;
  const char* end = utf8::encode(code, encoded.data());
  const char low = static_cast<char>(code);
  return put_character(to, {code, {encoded.data(), end}, {&low, 1}, ambiguous}, notation);
}

void append_units(std::span<const std::uint32_t> text, TextUnits units, Notation notation,
                  TextBuffer& out) {
  while (!text.empty()) {
    std::uint32_t code = 0;
    text = text.subspan(decode(text, units, code));
    char* to = out.reserve(kMostPerUnit);
    out.commit(put_code(to, code, reads_as_unit(text), notation));
  }
}

bool units_break_csv(std::span<const std::uint32_t> text) {
  return std::any_of(text.begin(), text.end(), [](std::uint32_t unit) {
    return unit == '"' || unit == ',' || unit == '\n' || unit == '\r';
  });
}

// --- dialects ------------------------------------------------------------------------------------

/// A cell that was written as usual, without quotes, as the dialect has it: what would be taken for
/// something else is in quotes in Csv, and escaped in Tsv.
void append_in_dialect(std::string_view cell, const CellStyle& style, TextBuffer& out) {
  const char delimiter = delimiter_of(style);
  const bool is_null = style.dialect->null && *style.dialect->null == cell;
  if (style.notation == Notation::Csv) {
    const std::string_view quote = quote_if(
        is_quoted(cell.empty(), style, [&] { return is_null || breaks_csv(cell, delimiter); }));
    out.append(quote);
    out.append(cell);
    return out.append(quote);
  }
  bool escape = is_null;  // the first character, at least
  for (const char c : cell) {
    char* const to = out.reserve(kMostPerUnit);
    const bool escaped = std::exchange(escape, false) || (c == delimiter && c != '\t');
    out.commit(escaped ? put_escape(to, static_cast<std::uint8_t>(c), Notation::Tsv)
                       : copy_short(to, {&c, 1}));
  }
}

}  // namespace

void append_bytes(std::string_view bytes, const CellStyle& style, TextBuffer& out) {
  if (style.bytes_as != BytesAs::Text) return append_numbers(bytes, style, out);
  if (style.dialect != nullptr) {
    TextBuffer cell;
    append_escaped(bytes, style.notation, cell);
    return append_in_dialect(cell.text(), style, out);
  }
  const std::string_view quote =
      quote_if(is_quoted(bytes.empty(), style, [bytes] { return breaks_csv(bytes); }));
  out.append(quote);
  append_escaped(bytes, style.notation, out);
  out.append(quote);
}

char* put_characters(char* to, std::span<const std::uint32_t> text, TextUnits units,
                     const CellStyle& style) {
  const std::string_view quote =
      quote_if(is_quoted(text.empty(), style, [text] { return units_break_csv(text); }));
  to = copy_short(to, quote);
  while (!text.empty()) {
    std::uint32_t code = 0;
    text = text.subspan(decode(text, units, code));
    to = put_code(to, code, reads_as_unit(text), style.notation);
  }
  return copy_short(to, quote);
}

void append_characters(std::span<const std::uint32_t> text, TextUnits units, const CellStyle& style,
                       TextBuffer& out) {
  if (style.dialect != nullptr) {
    TextBuffer cell;
    append_units(text, units, style.notation, cell);
    return append_in_dialect(cell.text(), style, out);
  }
  const std::string_view quote =
      quote_if(is_quoted(text.empty(), style, [text] { return units_break_csv(text); }));
  out.append(quote);
  append_units(text, units, style.notation, out);
  out.append(quote);
}

}  // namespace bview
