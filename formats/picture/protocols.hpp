// SPDX-License-Identifier: MIT
// formats/picture/protocols.hpp - THE TABLE of ways to tell a terminal what to draw.

#pragma once

#include <span>
#include <string_view>

#include <bview/core/sink.hpp>
#include <bview/formats/picture/canvas.hpp>

namespace bview {

struct TerminalProtocol {
  std::string_view name;
  std::string_view summary;  ///< for help
  bool of_blocks;            ///< a pixel is half of a character, not one of the screen
  void (*draw)(const Canvas& canvas, TextBuffer& out);
};

[[nodiscard]] std::span<const TerminalProtocol> terminal_protocols();

/// The protocol of that name, or null.
[[nodiscard]] const TerminalProtocol* find_protocol(std::string_view name);

// Each draws the canvas and ends the line.
void draw_kitty(const Canvas& canvas, TextBuffer& out);
void draw_sixel(const Canvas& canvas, TextBuffer& out);
void draw_blocks(const Canvas& canvas, TextBuffer& out);
void draw_blocks_256(const Canvas& canvas, TextBuffer& out);

}  // namespace bview
