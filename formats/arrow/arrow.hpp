// SPDX-License-Identifier: MIT
// formats/arrow/arrow.hpp - a selection as an Arrow IPC stream, and as an Arrow file.
//
// Rows are written in batches as they come. What a schema says of texts, names and large integers
// is what the items that are there show; of a stream, it is what holds whatever comes.

#pragma once

#include <memory>

#include <bview/formats/output/renderer.hpp>

namespace bview {

/// \throws Error{Errc::BadValue} as columns_of() does, Error{Errc::BadUsage} for a compression that
///         Arrow does not know.
[[nodiscard]] std::unique_ptr<Renderer> make_arrow(Selection selection,
                                                   const OutputOptions& options);

/// The same batches, with a directory behind them. Throws as make_arrow() does.
[[nodiscard]] std::unique_ptr<Renderer> make_feather(Selection selection,
                                                     const OutputOptions& options);

}  // namespace bview
