// SPDX-License-Identifier: MIT
// formats/picture/image.hpp - a selection as a picture in a terminal.

#pragma once

#include <memory>

#include <bview/formats/output/renderer.hpp>

namespace bview {

/// As large as the terminal has room for, and no larger than it is. \throws Error{Errc::BadUsage}
/// where the selection is no picture, or would be too large for any terminal.
[[nodiscard]] std::unique_ptr<Renderer> make_image(Selection selection,
                                                   const OutputOptions& options);

}  // namespace bview
