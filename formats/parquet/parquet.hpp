// SPDX-License-Identifier: MIT
// formats/parquet/parquet.hpp - a selection as a Parquet file.
//
// Rows are written in groups as they come; what each column of a group is like is kept until the
// end, where Parquet has its directory.

#pragma once

#include <memory>

#include <bview/formats/output/renderer.hpp>

namespace bview {

/// \throws Error{Errc::BadValue} as columns_of() does, Error{Errc::BadUsage} for records that vary
///         in size.
[[nodiscard]] std::unique_ptr<Renderer> make_parquet(Selection selection,
                                                     const OutputOptions& options);

}  // namespace bview
