// SPDX-License-Identifier: MIT
// formats/output/table_fields.hpp - the fields of a record as tables list them.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include <bview/core/layout.hpp>
#include <bview/formats/output/table_cells.hpp>

namespace bview {

/// A scalar, a text, or an array of them, somewhere in an item.
struct Entry {
  std::string name;     ///< "hdr.len", "pts[2].x", "f3", of an unnamed count "f3..f5"
  const Field& field;   ///< never a record
  std::int64_t offset;  ///< bytes from the start of the item
};

/// Calls `visit` for the entries of an item in value order, until it returns false.
/// Records inside are entered, arrays of records element by element.
void for_each_entry(const Layout& layout, const std::function<bool(const Entry&)>& visit);

/// How many innermost axes of an array begin anew at its n-th value. At the value
/// behind the last, all do.
[[nodiscard]] std::int64_t axes_beginning(const Lengths& shape, std::int64_t n);

/// How many of `row` cells stand on a line that has room for `fit`: all of them, or a
/// power of two, so that positions are easy to count.
[[nodiscard]] std::int64_t cells_per_line(std::int64_t row, std::int64_t fit);

/// Writes all values of an array, in brackets. The line stands at column `left` and is
/// broken where the terminal, or without one kUsualWidth, ends; the last one is left
/// open.
void write_array(const Field& field, const CellMaker& maker, const std::byte* data,
                 std::int64_t left, std::optional<std::int64_t> width, Painter& line);

}  // namespace bview
