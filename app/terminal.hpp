// SPDX-License-Identifier: MIT
// app/terminal.hpp - what the program stands on: its descriptors, its terminal.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/options.hpp"

namespace bview {

/// Fills closed standard descriptors with ones that refuse every use, so that no file
/// opened later takes their numbers and receives what was meant for them.
void occupy_standard_descriptors();

/// Writes a line for the user to standard error, which may be closed or full: what was done
/// is done all the same.
void tell(const std::string& line);

[[nodiscard]] bool input_is_terminal();
[[nodiscard]] bool output_is_terminal();
[[nodiscard]] bool errors_are_on_terminal();

/// \throws Error{Errc::BadUsage} where standard output is a terminal, unless --force is given.
void refuse_bytes_on_terminal(const Options& options);

/// Whether standard output and standard error are the same terminal.
[[nodiscard]] bool results_share_terminal();

/// Columns of the terminal that standard output is, if it is one.
[[nodiscard]] std::optional<std::int64_t> terminal_width();

/// What it is like: columns, lines, and the pixels of the whole, each 0 where nobody knows.
struct TerminalSize {
  std::int64_t columns = 0;
  std::int64_t lines = 0;
  std::int64_t width = 0;
  std::int64_t height = 0;
};
[[nodiscard]] TerminalSize terminal_size();

/// Whether $COLORTERM, or what $TERM says, promises colours of 24 bits.
[[nodiscard]] bool has_true_colours();
/// Whether $TERM says that it obeys nothing.
[[nodiscard]] bool is_dumb_terminal();

/// What --color asks for; auto looks at the terminal and at NO_COLOR.
[[nodiscard]] bool wants_color(const Options& options);

}  // namespace bview
