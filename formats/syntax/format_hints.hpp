// SPDX-License-Identifier: MIT
// formats/syntax/format_hints.hpp - what to say where a format names no type.
//
// The reader stands before a text that is wrong, and was right elsewhere: in numpy, in C, in
// a dialect. Each answer names what was probably meant.

#pragma once

#include <string>
#include <string_view>

namespace bview {

/// Why no type begins with the first character of `text`, which is not empty.
[[nodiscard]] std::string why_no_letter(std::string_view text);

/// Why there is no type of that name in brackets.
[[nodiscard]] std::string why_no_bracket(std::string_view name);

/// What a run that is no word and cannot be read as letters was meant to be; empty when
/// nothing is known of it.
[[nodiscard]] std::string why_no_word(std::string_view run);

/// What to tell of a run that looks like a word and is read as letters; empty for others.
[[nodiscard]] std::string note_on_letters(std::string_view run);

}  // namespace bview
