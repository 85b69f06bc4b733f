// SPDX-License-Identifier: MIT
// formats/arrow/record_batch.hpp - messages of an Arrow stream.
//
// Source: Message.fbs of Apache Arrow.

#pragma once

#include <cstdint>

#include <bview/core/sink.hpp>
#include <bview/formats/arrow/batch_columns.hpp>

namespace bview {

/// MetadataVersion::V5.
inline constexpr std::int16_t kArrowVersion = 4;

/// What the footer of a file says of a message.
struct ArrowBlock {
  std::int64_t metadata = 0;  ///< bytes, with what stands in front of it and fills it up
  std::int64_t body = 0;      ///< bytes
};

/// Writes the message in front of all others, which begins `position` bytes behind the start.
ArrowBlock write_arrow_schema(FlatTable schema, std::int64_t position, TextBuffer& out);

/// Writes the names of a leaf that has some, under its number.
ArrowBlock write_arrow_names(const ArrowColumns& columns, std::size_t leaf, TextBuffer& out);

/// Writes the rows [first, first + rows) as one batch.
/// \throws Error{Errc::BadValue} where the texts of a column take more than 2 GiB.
ArrowBlock write_arrow_batch(const ArrowColumns& columns, std::int64_t first, std::int64_t rows,
                             TextBuffer& out);

/// Says that no message follows.
void write_arrow_end(TextBuffer& out);

}  // namespace bview
