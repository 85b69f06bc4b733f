// SPDX-License-Identifier: MIT
// formats/arrow/batch_columns.hpp - columns as buffers of a batch.
//
// Source: Columnar.rst of Apache Arrow.

#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <bview/formats/arrow/batch_body.hpp>
#include <bview/formats/arrow/schema.hpp>

namespace bview {

/// Columns, and how their leaves are written.
struct ArrowColumns {
  Columns columns;
  std::vector<ArrowLeaf> leaves;
  const Compression* compression = nullptr;  ///< of buffers; null: none
};

/// Adds the rows [first, first + rows). Numbers are gathered when the body is written, and
/// `columns` has to be there until then. \throws Error{Errc::BadValue} where the texts of a column
/// take more than 2 GiB.
void add_arrow_columns(const ArrowColumns& columns, std::int64_t first, std::int64_t rows,
                       BatchBody& body);

/// Where each of the texts ends, and the texts.
void add_arrow_texts(const std::shared_ptr<const GatheredValues>& values, BatchBody& body);

}  // namespace bview
