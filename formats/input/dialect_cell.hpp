// SPDX-License-Identifier: MIT
// formats/input/dialect_cell.hpp - cells of a dialect as those of the usual tsv and csv.

#pragma once

#include <string>
#include <string_view>

#include <bview/formats/input/item_writer.hpp>
#include <bview/formats/text/row_dialect.hpp>

namespace bview {

/// Whether a cell says that there is no value.
[[nodiscard]] inline bool is_null_cell(std::string_view cell, bool in_quotes,
                                       const RowDialect& dialect) {
  return dialect.null && !in_quotes && cell == *dialect.null;
}

/// The cell of a number with another sign than the point.
/// \throws Error{Errc::BadValue} where a point stands in it.
[[nodiscard]] std::string with_point(std::string_view cell, const RowDialect& dialect);

/// Gives the writer a cell as its next value: what is null is a NaN.
/// \throws Error{Errc::BadValue} as the writer does, and for a null that is no float.
void put_in_dialect(std::string_view cell, bool in_quotes, const RowDialect& dialect,
                    ItemWriter& writer);

}  // namespace bview
