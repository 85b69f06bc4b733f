// SPDX-License-Identifier: MIT
// app/shell_words.hpp - a line taken apart as a shell does it.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bview {

/// The words of a line: between blanks, with '...', "..." and \ as in POSIX shells, up to a # that
/// begins a word. Nothing is expanded.
/// \throws Error{Errc::BadUsage} where a quote is not closed.
[[nodiscard]] std::vector<std::string> shell_words(std::string_view line);

}  // namespace bview
