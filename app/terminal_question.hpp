// SPDX-License-Identifier: MIT
// app/terminal_question.hpp - what a terminal says it can draw.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace bview {

struct TerminalAnswer {
  bool kitty = false;  ///< pictures by kitty's protocol
  bool sixel = false;
  /// The pixels of a character, if it says so.
  std::optional<std::int64_t> cell_width{};
  std::optional<std::int64_t> cell_height{};
};

/// Asks the terminal that this process belongs to, and waits a moment. Nothing is asked, and
/// nothing known, where there is none, where another process group has it, and where somebody has
/// typed ahead, which an answer could not be told from.
[[nodiscard]] TerminalAnswer ask_terminal();

/// What an answer says, as far as it has come; null where its end is missing.
[[nodiscard]] std::optional<TerminalAnswer> read_answer(std::string_view text);

}  // namespace bview
