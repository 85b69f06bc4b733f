// SPDX-License-Identifier: MIT
// formats/text/quotes.hpp - when a notation has quotes around a cell.

#pragma once

#include <string_view>

#include <bview/formats/text/byte_vectors.hpp>
#include <bview/formats/text/cell_style.hpp>
#include <bview/formats/text/escapes.hpp>

namespace bview {

/// Whether a text holds what Csv has quotes for: a quote, the delimiter or a line end.
[[gnu::always_inline]] inline bool breaks_csv(std::string_view text, char delimiter = ',') {
  const auto breaks = [delimiter](ByteVector bytes) {
    return holds_anywhere((bytes == all_of('"')) | (bytes == all_of(delimiter)) |
                          (bytes == all_of('\n')) | (bytes == all_of('\r')));
  };
  for (; text.size() >= kVectorBytes; text.remove_prefix(kVectorBytes)) {
    if (breaks(load_bytes(text.data()))) return true;
  }
  return !text.empty() && breaks(load_padded(text, '\0'));
}

/// Whether a cell with that text is quoted. `breaks` says whether it breaks Csv.
template <class Breaks>
[[gnu::always_inline]] inline bool is_quoted(bool empty, const CellStyle& style,
                                             const Breaks& breaks) {
  if (style.notation == Notation::Json || style.notation == Notation::C) return true;
  if (style.notation != Notation::Csv) return false;
  return empty ? style.quote_empty : breaks();
}

/// Whether texts are written as text, and as the notation has them.
[[nodiscard]] inline bool is_usual(const CellStyle& style) {
  return style.bytes_as == BytesAs::Text && style.dialect == nullptr;
}

/// Room for a text of so many bytes.
[[nodiscard]] constexpr std::size_t quoted_room(std::size_t bytes) {
  return Escapes::room(bytes) + 2;
}

/// Writes the bytes of one s, p or c value in a usual style.
[[gnu::always_inline]] inline char* put_quoted(char* to, std::string_view bytes,
                                               const CellStyle& style, const Escapes& escapes) {
  const bool quoted = is_quoted(bytes.empty(), style, [bytes] { return breaks_csv(bytes); });
  *to = '"';  // and written over where there is none
  to = escapes.put(to + (quoted ? 1 : 0), bytes, bytes.size());
  *to = '"';
  return to + (quoted ? 1 : 0);
}

}  // namespace bview
