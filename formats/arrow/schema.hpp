// SPDX-License-Identifier: MIT
// formats/arrow/schema.hpp - what Arrow is told about columns.
//
// Source: Schema.fbs of Apache Arrow.

#pragma once

#include <string>
#include <vector>

#include <bview/formats/arrow/flat_table.hpp>
#include <bview/formats/arrow/look_ahead.hpp>

namespace bview {

/// How the values of a leaf stand in the body of a batch.
enum class ArrowBuffers : std::uint8_t {
  Numbers,  ///< as they were gathered
  Bits,
  Singles,  ///< halves as floats of twice their size, since some engines refuse halves
  Texts,
  Names,  ///< numbers of texts that stand in front of all batches
};
[[nodiscard]] ArrowBuffers arrow_buffers(ColumnType type, const ArrowLeaf& leaf);

/// The table Schema. Dictionaries are those of leaves with names, by the numbers of the leaves.
/// `format` is the text that the items are read by.
/// \throws Error{Errc::BadValue} where a list is longer than Arrow's are.
[[nodiscard]] FlatTable arrow_schema(const Columns& columns, const std::vector<ArrowLeaf>& leaves,
                                     const std::string& format);

}  // namespace bview
