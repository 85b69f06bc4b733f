// SPDX-License-Identifier: MIT
// formats/output/hex.hpp - the selected bytes, laid out exactly like `hexdump -C`.

#pragma once

#include <memory>

#include <bview/formats/output/renderer.hpp>

namespace bview {

/// Lines of 16 bytes at their file offset; repeats squeezed to "*" unless
/// options.verbose. Scattered items follow one another in selection order, each on
/// lines of its own.
[[nodiscard]] std::unique_ptr<Renderer> make_hex(Selection selection, const OutputOptions& options);

/// The same as options.hex_look has it, which is given.
[[nodiscard]] std::unique_ptr<Renderer> make_looked_hex(const Selection& selection,
                                                        const OutputOptions& options);

}  // namespace bview
