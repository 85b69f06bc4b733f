// SPDX-License-Identifier: MIT
// formats/text/cell_style.hpp - how one value is written as text.
//
// Printing (append_cells.hpp) and parsing (parse_cells.hpp) share it, so that
// what one writes the other reads back.
//
// Text values (s p c, u w) in every notation:
//   - Valid UTF-8 stands as it is. A byte that is not stands as \xnn; a unit of
//     u or w that is no character as \unnnn or \Unnnnnnnn.
//   - Tsv escapes \b \t \n \v \f \r \\ by letter and other control characters as
//     \xnn, so every backslash begins an escape.
//   - Elsewhere a backslash is itself unless it would read as one of the escapes
//     of the first rule; then it stands as \x5c. Control characters: Json has its
//     own escapes, Csv keeps tab, newline and return, all else is \xnn.

#pragma once

#include <cstdint>
#include <optional>

#include <bview/core/public.hpp>
#include <bview/formats/text/row_dialect.hpp>

namespace BVIEW_PUBLIC bview {

/// The notations that cells are written in.
enum class Notation : std::uint8_t { Tsv, Csv, Json, Table, C };

/// How s, p and c are shown: as text, or every byte of them.
enum class BytesAs : std::uint8_t { Text, Hex, Base64, List };

class ReadingCells;

struct CellStyle {
  Notation notation = Notation::Tsv;
  int base = 10;                   ///< of integers: 2, 8, 10, 16; C: 0, its own; Json: none
  std::optional<int> precision{};  ///< digits after the point of floats; without: shortest
  bool nan_as_string = false;      ///< Json: "NaN", "Infinity", "-Infinity" instead of null
  bool bigint_as_string = false;   ///< Json: integers past 2^53, which doubles do not hold
  BytesAs bytes_as = BytesAs::Text;
  const RowDialect* dialect =
      nullptr;               ///< Tsv, Csv: cells that are not the usual ones; outlives it
  bool quote_empty = false;  ///< Csv: an empty text is "", since an empty line would be lost
  bool checks = true;        ///< what is() does not allow is an error
  std::optional<std::int64_t> start{};    ///< of the texts of at(), if each record tells
  const ReadingCells* reading = nullptr;  ///< of the field, where it has one
};

}  // namespace bview
