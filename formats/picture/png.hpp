// SPDX-License-Identifier: MIT
// formats/picture/png.hpp - a selection as a PNG file.

#pragma once

#include <memory>

#include <bview/formats/output/renderer.hpp>

namespace bview {

/// Rows are compressed some at a time, in constant memory. \throws Error{Errc::BadUsage} where the
/// selection is no picture, or larger than those who read PNG take.
[[nodiscard]] std::unique_ptr<Renderer> make_png(Selection selection, const OutputOptions& options);

}  // namespace bview
