#include "formats/text/string_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/utf8.hpp"

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

char* put(char* to, std::string_view text) { return to + text.copy(to, text.size()); }

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

/// A control character, which is written byte by byte (or unit by unit) as `escaped`
/// where the notation neither shows it nor has a letter for it.
char* put_control(char* to, const Character& character, Notation notation) {
  if (const char letter = escape_letter(character.code, notation); letter != 0) {
    *to++ = '\\';
    *to++ = letter;
    return to;
  }
  if (notation == Notation::Json) {
    if (character.code >= 0x20) return put(to, character.text);
    return put_hex(put(to, "\\u00"), static_cast<std::uint8_t>(character.code));
  }
  const bool kept = notation == Notation::Csv &&
                    (character.code == '\t' || character.code == '\n' || character.code == '\r');
  if (kept) return put(to, character.text);
  for (const char unit : character.escaped) {
    to = put_escape(to, static_cast<std::uint8_t>(unit), notation);
  }
  return to;
}

/// A mark is escaped where it could come first, and readers would drop it (formats/input).
bool is_dropped(char32_t code, Notation notation) {
  return code == utf8::kByteOrderMark && notation != Notation::Json && notation != Notation::C;
}

/// Writes one valid character, at most kMaxEscape chars.
constexpr std::size_t kMaxEscape = 16;

char* put_character(char* to, const Character& character, Notation notation) {
  const bool in_c = notation == Notation::C;
  if (utf8::is_control(character.code)) return put_control(to, character, notation);
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
  if ((in_c && character.code >= 0x80) || is_dropped(character.code, notation)) {
    for (const char c : character.text) to = put_escape(to, static_cast<std::uint8_t>(c), notation);
    return to;
  }
  return put(to, character.text);
}

/// Plain ASCII that every notation writes as it is: the fast way through most texts.
bool is_plain(char c) { return c >= 0x20 && c < 0x7f && c != '\\' && c != '"' && c != '?'; }

void append_escaped(std::string_view text, Notation notation, TextBuffer& out) {
  constexpr std::size_t kPiece = 4096;
  while (!text.empty()) {
    char* to = out.reserve(kPiece * kMaxEscape);
    const char* const piece_end = text.data() + std::min(text.size(), kPiece);
    while (!text.empty() && text.data() < piece_end) {
      if (is_plain(text.front())) {
        *to++ = text.front();
        text.remove_prefix(1);
        continue;
      }
      const utf8::Decoded found = utf8::decode(text);
      if (found.size == 0) {
        to = put_escape(to, static_cast<std::uint8_t>(text.front()), notation);
        text.remove_prefix(1);
        continue;
      }
      const std::string_view itself = text.substr(0, found.size);
      text.remove_prefix(found.size);
      to = put_character(to, {found.code, itself, itself, reads_as_escape(text)}, notation);
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

Content content_of(std::string_view text) {
  return {text.empty(), text.find_first_of("\",\n\r") != std::string_view::npos};
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
  const Content content{bytes.empty() && !list, list && bytes.size() > 1};
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
  const bool shown = !surrogate && code <= 0x10ffff && !is_dropped(code, notation);
  if (!shown) return put_no_character(to, code, notation);
  std::array<char, 4> encoded;
  const char* end = utf8::encode(code, encoded.data());
  const char low = static_cast<char>(code);
  return put_character(to, {code, {encoded.data(), end}, {&low, 1}, ambiguous}, notation);
}

Content content_of(std::span<const std::uint32_t> units) {
  const auto breaks = [](std::uint32_t unit) {
    return unit == '"' || unit == ',' || unit == '\n' || unit == '\r';
  };
  return {units.empty(), std::any_of(units.begin(), units.end(), breaks)};
}

}  // namespace

void append_bytes(std::string_view bytes, const CellStyle& style, TextBuffer& out) {
  if (style.bytes_as != BytesAs::Text) return append_encoded(bytes, style, out);
  const std::string_view quote = quote_for(content_of(bytes), style);
  out.append(quote);
  append_escaped(bytes, style.notation, out);
  out.append(quote);
}

void append_characters(std::span<const std::uint32_t> text, TextUnits units, const CellStyle& style,
                       TextBuffer& out) {
  const std::string_view quote = quote_for(content_of(text), style);
  out.append(quote);
  while (!text.empty()) {
    std::uint32_t code = 0;
    text = text.subspan(decode(text, units, code));
    char* to = out.reserve(kMaxEscape);
    out.commit(put_code(to, code, reads_as_escape(text), style.notation));
  }
  out.append(quote);
}

}  // namespace bview
