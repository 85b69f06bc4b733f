// SPDX-License-Identifier: MIT
// formats/output/raw.hpp - the selected bytes themselves, and as a numpy .npy file.

#pragma once

#include <memory>

#include <bview/formats/output/renderer.hpp>

namespace bview {

/// In C order, as memoryview.tobytes() has them; of a projection, just its fields.
[[nodiscard]] std::unique_ptr<Renderer> make_raw(Selection selection, const OutputOptions& options);

/// The same bytes behind a header that tells numpy their dtype and shape.
///
/// Source: numpy/lib/format.py, versions 1.0, 2.0 and 3.0.
/// \throws Error{Errc::BadValue} for a type that numpy does not have.
[[nodiscard]] std::unique_ptr<Renderer> make_npy(Selection selection, const OutputOptions& options);

}  // namespace bview
