// SPDX-License-Identifier: MIT
// formats/text/row_column.hpp - what a field of a record of varying size is in rows.
//
// In tsv, csv and tables a field is a cell, or one for each of its leaves where their number never
// varies; a field whose count is a formula is one cell with its JSON.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <bview/core/layout.hpp>

namespace bview {

struct RowColumn {
  bool one_cell = true;    ///< with its JSON, where it is an array or a record
  std::int64_t cells = 1;  ///< that it takes
};
[[nodiscard]] RowColumn row_column(const Field& field);

/// The names of its cells: `name` is that of the field, and `position` the number of the first of
/// its values in the record.
[[nodiscard]] std::vector<std::string> cell_names(const Field& field, const std::string& name,
                                                  std::int64_t position);

/// A layout of one value that is shown without a record around it.
[[nodiscard]] Layout bare_layout(Field field);

}  // namespace bview
