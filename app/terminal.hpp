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

/// What --color asks for; auto looks at the terminal and at NO_COLOR.
[[nodiscard]] bool wants_color(const Options& options);

}  // namespace bview
