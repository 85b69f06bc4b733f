// app/terminal.hpp - what the program stands on: its descriptors, its terminal.

#pragma once

#include <cstdint>
#include <optional>

#include "app/options.hpp"

namespace bview {

/// Fills closed standard descriptors with ones that refuse every use, so that no file
/// opened later takes their numbers and receives what was meant for them.
void occupy_standard_descriptors();

[[nodiscard]] bool input_is_terminal();
[[nodiscard]] bool output_is_terminal();

/// Whether standard error is a terminal, and not the one that results go to.
[[nodiscard]] bool errors_have_their_own_terminal();

/// Columns of the terminal that standard output is, if it is one.
[[nodiscard]] std::optional<std::int64_t> terminal_width();

/// What --color asks for; auto looks at the terminal and at NO_COLOR.
[[nodiscard]] bool wants_color(const Options& options);

}  // namespace bview
