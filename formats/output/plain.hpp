// SPDX-License-Identifier: MIT
// formats/output/plain.hpp - the selected bytes as hexadecimal digits and nothing else, as `xxd
// -p`.

#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include <bview/formats/output/renderer.hpp>

namespace bview {

/// What raw.hpp gives, 30 bytes in a line. Each record that varies in size begins a line.
[[nodiscard]] std::unique_ptr<Renderer> make_plain(Selection selection,
                                                   const OutputOptions& options);

/// Such lines of `bytes`, the last of which may be shorter.
void append_plain_lines(std::span<const std::byte> bytes, TextBuffer& out);

}  // namespace bview
