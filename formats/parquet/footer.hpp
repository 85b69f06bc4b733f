// SPDX-License-Identifier: MIT
// formats/parquet/footer.hpp - the directory at the end of a Parquet file.
//
// Source: parquet.thrift, FileMetaData.

#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <bview/formats/columns/columns.hpp>
#include <bview/formats/parquet/column_chunk.hpp>

namespace bview {

/// Rows that stand together in the file, each column in one piece.
struct RowGroupNote {
  std::int64_t rows = 0;
  std::int32_t compression = 0;     ///< Compression::parquet_id
  std::vector<ChunkNote> chunks{};  ///< of each leaf
};

/// What is said about a file by names.
using FileNotes = std::vector<std::pair<std::string, std::string>>;

/// The metadata of a file whose groups stand one behind the other from byte `begin` on.
[[nodiscard]] std::string parquet_footer(const Columns& columns,
                                         const std::vector<const RowGroupNote*>& groups,
                                         std::int64_t begin, const FileNotes& notes);

}  // namespace bview
