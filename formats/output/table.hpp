// SPDX-License-Identifier: MIT
// formats/output/table.hpp - table: what a person reads.
//
// Records stand one per line under the names of their fields (table_columns.hpp), or,
// where that is too wide, one below the other with a line per field (table_lines.hpp).
// Plain values stand in a grid (table_grid.hpp). Every row is labelled with the file
// offset where it begins.
//
// Widths of columns are those of the first and the last block of rows; a block in
// between whose cells are longer is wider, or laid out in shorter lines where the
// terminal ends. How one block is laid out never depends on another that was written
// before it, so any part can be made on its own.

#pragma once

#include <memory>

#include <bview/formats/output/renderer.hpp>

namespace bview {

/// A view without items gives no output.
[[nodiscard]] std::unique_ptr<Renderer> make_table(Selection selection,
                                                   const OutputOptions& options);

}  // namespace bview
