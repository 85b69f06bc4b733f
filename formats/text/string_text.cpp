// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include <bview/core/unicode.hpp>
#include <bview/core/utf8.hpp>
#include <bview/formats/text/string_text.hpp>

namespace bview {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";

bool is_hex_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Whether the text behind a backslash makes it read as \xnn.
bool reads_as_escape(std::string_view behind) {
  return behind.size() >= 3 && behind[0] == 'x' && is_hex_digit(behind[1]) &&
         is_hex_digit(behind[2]);
}

/// The same in u and w, which have \unnnn and \Unnnnnnnn, too.
bool reads_as_escape(std::span<const std::uint32_t> behind) {
  const std::uint32_t letter = behind.empty() ? 0 : behind.front();
  const std::size_t digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
  if (digits == 0 || behind.size() <= digits) return false;
  const auto numbers = behind.subspan(1, digits);
  return std::all_of(numbers.begin(), numbers.end(), [](std::uint32_t unit) {
    return unit < 0x80 && is_hex_digit(static_cast<char>(unit));
  });
}

char* put(char* to, std::string_view text) {
  if (text.size() == 1) {
    *to = text.front();
    return to + 1;
  }
  return text.empty() ? to : to + text.copy(to, text.size());
}

char* put_hex(char* to, std::uint8_t byte) {
  *to++ = kHexDigits[byte >> 4U];
  *to++ = kHexDigits[byte & 15U];
  return to;
}

// --- one character in each notation --------------------------------------------------------------
//
// An escape of the text itself, such as \xff, begins with a backslash, which the
// notation may have to write in its own way: "\\xff" in JSON.

std::string_view backslash(Notation notation) {
  return notation == Notation::Json || notation == Notation::C ? "\\\\" : "\\";
}

/// A valid character of a text.
struct Character {
  char32_t code;
  std::string_view text;     ///< in UTF-8
  std::string_view escaped;  ///< the bytes that \xnn escapes stand for, if it comes to that
  bool ambiguous;            ///< a backslash that would read as the start of an escape
};

char* put_escape(char* to, std::uint8_t byte, Notation notation) {
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
  to = put_hex(put(to, "\\u"), static_cast<std::uint8_t>(code >> 8U));
  return put_hex(to, static_cast<std::uint8_t>(code));
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
  if (kept) return put(to, character.text);
  for (const char unit : character.escaped) {
    to = put_escape(to, static_cast<std::uint8_t>(unit), notation);
  }
  return to;
}

/// People read tables and JSON, so what a terminal obeys or hides is escaped there. In Tsv
/// and Csv, which programs read, only controls are, and a mark that readers would drop where
/// it came first (formats/input).
bool is_escaped(char32_t code, Notation notation) {
  if (notation == Notation::Table || notation == Notation::Json) return unicode::is_hidden(code);
  const bool dropped = code == utf8::kByteOrderMark && notation != Notation::C;
  return dropped || utf8::is_control(code);
}

/// Writes one valid character, at most kMaxEscape chars.
constexpr std::size_t kMaxEscape = 16;

char* put_character(char* to, const Character& character, Notation notation) {
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

// --- whole texts ---------------------------------------------------------------------------------
//
// Most texts stand as they are: printable ASCII but `"`, `,`, `?` and `\`, which every notation
// writes itself, and without quotes because of it. They are looked at eight characters at a time.

constexpr std::size_t kStep = sizeof(std::uint64_t);

bool is_plain_step(const char* from) {
  constexpr std::uint64_t kOnes = 0x0101'0101'0101'0101;
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, from, kStep);
  // What is subtracted makes a byte negative that is too small, or 0. That borrows from the next
  // one, but only where something was found.
  std::uint64_t found = bytes | (bytes - 0x20 * kOnes);
  for (const unsigned special : {0x7fU, 0x22U, 0x2cU, 0x3fU, 0x5cU}) {
    found |= (bytes ^ special * kOnes) - kOnes;
  }
  return (found & 0x80 * kOnes) == 0;
}

/// How many characters at the front of a text are plain; it may say less.
std::size_t plain_length(std::string_view text) {
  if (text.size() < kStep) {
    std::array<char, kStep> padded{};
    padded.fill(' ');
    text.copy(padded.data(), text.size());
    return is_plain_step(padded.data()) ? text.size() : 0;
  }
  const std::size_t last = text.size() - kStep;
  for (std::size_t at = 0; at < last; at += kStep) {
    if (!is_plain_step(text.data() + at)) return at;
  }
  return is_plain_step(text.data() + last) ? text.size() : last;
}

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
  return put_character(to, {found.code, itself, itself, reads_as_escape(text)}, notation);
}

bool is_plain_in_c(char c) { return c >= 0x20 && c < 0x7f && c != '\\' && c != '"' && c != '?'; }

/// Eight characters, or what there is.
char* put_step(char* to, std::string_view& text, Notation notation) {
  const char* const end = text.data() + std::min(text.size(), kStep);
  while (text.data() < end) {
    if (is_plain_in_c(text.front())) {
      *to++ = text.front();
      text.remove_prefix(1);
    } else {
      to = put_first(to, text, notation);
    }
  }
  return to;
}

void append_escaped(std::string_view text, Notation notation, TextBuffer& out) {
  constexpr std::size_t kPiece = 4096;
  while (!text.empty()) {
    const std::size_t piece = std::min(text.size(), kPiece);
    const char* const end = text.data() + piece;
    char* to = out.reserve((piece + kStep) * kMaxEscape);
    while (text.data() < end) {
      if (text.size() >= kStep && is_plain_step(text.data())) {
        to = put(to, text.substr(0, kStep));
        text.remove_prefix(kStep);
      } else {
        to = put_step(to, text, notation);
      }
    }
    out.commit(to);
  }
}

// --- quotes around a cell ------------------------------------------------------------------------

/// What a notation may want to know before it decides on quotes.
struct Content {
  bool empty;
  bool breaks_csv;  ///< holds a quote, a comma or a line end
};

bool breaks_csv(std::string_view text, char delimiter = ',') {
  return std::any_of(text.begin(), text.end(), [delimiter](char c) {
    return c == '"' || c == delimiter || c == '\n' || c == '\r';
  });
}

/// What lies between cells.
char delimiter_of(const CellStyle& style) {
  if (style.dialect != nullptr && style.dialect->delimiter != '\0') return style.dialect->delimiter;
  return style.notation == Notation::Tsv ? '\t' : ',';
}

std::string_view quote_for(const Content& content, const CellStyle& style) {
  if (style.notation == Notation::Json || style.notation == Notation::C) return "\"";
  if (style.notation != Notation::Csv) return "";
  const bool needed = content.empty ? style.quote_empty : content.breaks_csv;
  return needed ? "\"" : "";
}

// --- bytes shown as numbers ----------------------------------------------------------------------

void append_hex(std::string_view bytes, TextBuffer& out) {
  for (const char byte : bytes) {
    char* to = out.reserve(2);
    out.commit(put_hex(to, static_cast<std::uint8_t>(byte)));
  }
}

void append_base64(std::string_view bytes, TextBuffer& out) {
  constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t taken = std::min<std::size_t>(3, bytes.size() - at);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8U | (k < taken ? static_cast<std::uint8_t>(bytes[at + k]) : 0U);
    }
    char* to = out.reserve(4);
    for (std::size_t k = 0; k < 4; ++k) {
      *to++ = k <= taken ? kDigits[group >> (18U - 6U * k) & 63U] : '=';
    }
    out.commit(to);
  }
}

void append_list(std::string_view bytes, TextBuffer& out) {
  out.append('[');
  for (std::size_t k = 0; k < bytes.size(); ++k) {
    if (k > 0) out.append(',');
    out.append(fmt::format_int(static_cast<std::uint8_t>(bytes[k])).c_str());
  }
  out.append(']');
}

void append_encoded(std::string_view bytes, const CellStyle& style, TextBuffer& out) {
  const bool list = style.bytes_as == BytesAs::List;
  const bool breaks = list && bytes.size() > 1 && delimiter_of(style) == ',';
  const Content content{bytes.empty() && !list, breaks};
  // A list is JSON already.
  const bool unquoted = list && style.notation == Notation::Json;
  const std::string_view quote = unquoted ? "" : quote_for(content, style);
  out.append(quote);
  if (list) append_list(bytes, out);
  if (style.bytes_as == BytesAs::Hex) append_hex(bytes, out);
  if (style.bytes_as == BytesAs::Base64) append_base64(bytes, out);
  out.append(quote);
}

// --- characters ----------------------------------------------------------------------------------

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
  to = put(to, backslash(notation));
  return code > 0xffff ? fmt::format_to(to, "U{:08x}", code) : fmt::format_to(to, "u{:04x}", code);
}

char* put_code(char* to, std::uint32_t code, bool ambiguous, Notation notation) {
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  // \xnn stands for a unit; what is escaped and larger needs the longer ones.
  const bool large = code > 0xff && notation != Notation::Json;
  const bool shown = !surrogate && code <= 0x10ffff && !(large && is_escaped(code, notation));
  if (!shown) return put_no_character(to, code, notation);
  std::array<char, 4> encoded;
  const char* end = utf8::encode(code, encoded.data());
  const char low = static_cast<char>(code);
  return put_character(to, {code, {encoded.data(), end}, {&low, 1}, ambiguous}, notation);
}

void append_escaped(std::span<const std::uint32_t> text, TextUnits units, Notation notation,
                    TextBuffer& out) {
  while (!text.empty()) {
    std::uint32_t code = 0;
    text = text.subspan(decode(text, units, code));
    char* to = out.reserve(kMaxEscape);
    out.commit(put_code(to, code, reads_as_escape(text), notation));
  }
}

Content content_of(std::span<const std::uint32_t> units) {
  const auto breaks = [](std::uint32_t unit) {
    return unit == '"' || unit == ',' || unit == '\n' || unit == '\r';
  };
  return {units.empty(), std::any_of(units.begin(), units.end(), breaks)};
}

// --- dialects ------------------------------------------------------------------------------------

/// A cell that was written as usual, without quotes, as the dialect has it: what would be taken for
/// something else is in quotes in Csv, and escaped in Tsv.
void append_in_dialect(std::string_view cell, const CellStyle& style, TextBuffer& out) {
  const char delimiter = delimiter_of(style);
  const bool is_null = style.dialect->null && *style.dialect->null == cell;
  if (style.notation == Notation::Csv) {
    const bool breaks = is_null || breaks_csv(cell, delimiter);
    const std::string_view quote = quote_for({cell.empty(), breaks}, style);
    out.append(quote);
    out.append(cell);
    return out.append(quote);
  }
  bool escape = is_null;  // the first character, at least
  for (const char c : cell) {
    char* const to = out.reserve(kMaxEscape);
    const bool escaped = std::exchange(escape, false) || (c == delimiter && c != '\t');
    out.commit(escaped ? put_escape(to, static_cast<std::uint8_t>(c), Notation::Tsv)
                       : put(to, {&c, 1}));
  }
}

}  // namespace

void append_bytes(std::string_view bytes, const CellStyle& style, TextBuffer& out) {
  if (style.bytes_as != BytesAs::Text) return append_encoded(bytes, style, out);
  if (style.dialect != nullptr) {
    TextBuffer cell;
    append_escaped(bytes, style.notation, cell);
    return append_in_dialect(cell.text(), style, out);
  }
  const std::size_t plain = plain_length(bytes);
  const std::string_view rest = bytes.substr(plain);
  const bool breaks = style.notation == Notation::Csv && breaks_csv(rest);
  const std::string_view quote = quote_for({bytes.empty(), breaks}, style);
  char* const to = out.reserve(plain + 2 * quote.size());
  char* const end = put(put(to, quote), bytes.substr(0, plain));
  if (rest.empty()) return out.commit(put(end, quote));
  out.commit(end);
  append_escaped(rest, style.notation, out);
  out.append(quote);
}

void append_characters(std::span<const std::uint32_t> text, TextUnits units, const CellStyle& style,
                       TextBuffer& out) {
  if (style.dialect != nullptr) {
    TextBuffer cell;
    append_escaped(text, units, style.notation, cell);
    return append_in_dialect(cell.text(), style, out);
  }
  const std::string_view quote = quote_for(content_of(text), style);
  out.append(quote);
  append_escaped(text, units, style.notation, out);
  out.append(quote);
}

}  // namespace bview
