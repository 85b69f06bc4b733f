// SPDX-License-Identifier: MIT
// formats/output/hex.hpp - the selected bytes, laid out exactly like `hexdump -C`.

#pragma once

#include <cstdint>
#include <memory>

#include <bview/core/cursor.hpp>
#include <bview/core/holes.hpp>
#include <bview/formats/output/renderer.hpp>

namespace bview {

/// Lines of 16 bytes at their file offset; repeats squeezed to "*" unless
/// options.verbose. Scattered items follow one another in selection order, each on
/// lines of its own.
[[nodiscard]] std::unique_ptr<Renderer> make_hex(Selection selection, const OutputOptions& options);

/// The same as options.hex_look has it, which is given.
[[nodiscard]] std::unique_ptr<Renderer> make_looked_hex(const Selection& selection,
                                                        const OutputOptions& options);

/// How many lines from `n` on, of `size` bytes each, are squeezed without anything being written
/// for them: they lie in a hole, and so do two in front of them, of which the second one has the
/// "*".
[[nodiscard]] std::int64_t lines_in_hole(const Blocks& lines, std::int64_t size, const Holes& holes,
                                         std::int64_t n);

}  // namespace bview
