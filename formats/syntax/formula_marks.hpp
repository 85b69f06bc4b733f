// SPDX-License-Identifier: MIT
// formats/syntax/formula_marks.hpp - where formulas stand in what is typed, before they are read.

#pragma once

#include <cstddef>
#include <string_view>

namespace bview {

/// Whether a text that stands for a number, or for several, is more than plain ones: it has an
/// operator, a call or `size` in it.
[[nodiscard]] bool is_formula(std::string_view text);

/// The first of `separators` that stands in no brackets, parentheses and quotes; npos: there is
/// none.
[[nodiscard]] std::size_t find_outside(std::string_view text, std::string_view separators,
                                       std::size_t from = 0);

inline constexpr std::string_view kFormatBlanks = " \t\n\r\v\f";

/// The text without the blanks around it.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace bview
