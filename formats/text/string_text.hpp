// SPDX-License-Identifier: MIT
// formats/text/string_text.hpp - bytes and characters of a file as text cells.
//
// The rules are in formats/text/cell_style.hpp.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <bview/core/sink.hpp>
#include <bview/formats/text/cell_style.hpp>

namespace bview {

/// Writes the bytes of one s, p or c value, quoted as the notation wants.
void append_bytes(std::string_view bytes, const CellStyle& style, TextBuffer& out);

/// A text of fixed size without the NULs that fill it up.
[[nodiscard]] inline std::string_view without_nuls(std::string_view text) {
  return text.substr(0, text.find_last_not_of('\0') + 1);
}

/// What a unit of text stands for.
enum class TextUnits : std::uint8_t {
  Utf16,       ///< u: two that are a surrogate pair make one character
  CodePoints,  ///< w: each is a character on its own
};

/// Writes one u or w value given as its units.
void append_characters(std::span<const std::uint32_t> text, TextUnits units, const CellStyle& style,
                       TextBuffer& out);

/// The same in a usual style (quotes.hpp), into room for kMostPerUnit characters per unit and two
/// quotes.
char* put_characters(char* to, std::span<const std::uint32_t> text, TextUnits units,
                     const CellStyle& style);

/// Writes text of our own (a field name, an option) as a cell: quoted, escaped.
inline void append_text(std::string_view text, const CellStyle& style, TextBuffer& out) {
  CellStyle as_text = style;
  as_text.bytes_as = BytesAs::Text;
  append_bytes(text, as_text, out);
}

}  // namespace bview
