// SPDX-License-Identifier: MIT
// formats/picture/plot.hpp - values along a line, or how often each comes, in dots of braille.

#pragma once

#include <memory>

#include <bview/formats/output/renderer.hpp>

namespace bview {

/// A plot for each field. Where several values share a column of dots, it reaches from the least to
/// the greatest of them. \throws Error{Errc::BadValue} where the values are no numbers.
[[nodiscard]] std::unique_ptr<Renderer> make_plot(Selection selection,
                                                  const OutputOptions& options);

}  // namespace bview
