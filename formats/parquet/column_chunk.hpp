// SPDX-License-Identifier: MIT
// formats/parquet/column_chunk.hpp - the pages of one column in a group of rows.

#pragma once

#include <cstdint>

#include <bview/core/sink.hpp>
#include <bview/formats/columns/columns.hpp>
#include <bview/formats/columns/compression.hpp>
#include <bview/formats/parquet/statistics.hpp>

namespace bview {

/// What the directory of the file says of it. Sizes are in bytes, those of the heads of pages too.
struct ChunkNote {
  std::int64_t entries = 0;        ///< values, with those missing and with empty lists
  std::int64_t missing = 0;        ///< values
  std::int64_t size = 0;           ///< as it stands in the file
  std::int64_t unpacked_size = 0;  ///< before it was compressed
  ColumnRange range{};
  bool proven = true;                ///< ParquetColumn::proven
  std::int64_t dictionary_size = 0;  ///< in front of the other pages; 0: there is none
};

/// Writes the values of `leaf` in the rows [first, first + count), some thousand in a page. Texts
/// of which there are few kinds are told by their numbers in a dictionary. `compression` may be
/// null.
[[nodiscard]] ChunkNote write_chunk(const ColumnLeaf& leaf, std::int64_t first, std::int64_t count,
                                    const Compression* compression, TextBuffer& out);

}  // namespace bview
