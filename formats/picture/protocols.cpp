// SPDX-License-Identifier: MIT

#include <algorithm>

#include <bview/formats/picture/protocols.hpp>

namespace bview {
namespace {

constexpr TerminalProtocol kProtocols[] = {
    {"kitty", "pixels, as kitty, Ghostty, WezTerm and Konsole take them", false, draw_kitty},
    {"sixel", "pixels, as xterm -ti vt340, foot, mlterm, Windows Terminal take them", false,
     draw_sixel},
    {"blocks", "two pixels in a character, in 24-bit colours: most terminals", true, draw_blocks},
    {"blocks256", "the same in the 256 colours that older ones have", true, draw_blocks_256},
};

}  // namespace

std::span<const TerminalProtocol> terminal_protocols() { return kProtocols; }

const TerminalProtocol* find_protocol(std::string_view name) {
  const auto* const found =
      std::find_if(std::begin(kProtocols), std::end(kProtocols),
                   [&](const TerminalProtocol& row) { return row.name == name; });
  return found == std::end(kProtocols) ? nullptr : found;
}

}  // namespace bview
