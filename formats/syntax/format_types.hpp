// formats/syntax/format_types.hpp - the types of a format string by their letters.
//
// Letters and names come from THE TABLE (core/scalar.hpp); here is how they are
// looked up, and what to say when one is not there.

#pragma once

#include <string>
#include <string_view>

#include "core/scalar.hpp"

namespace bview {

/// The type of a letter, in native modes or the others; null if there is none.
[[nodiscard]] const ScalarInfo* find_letter(char letter, bool native);

/// The type of a float letter behind 'Z': Zf, Zd; null for any other.
[[nodiscard]] const ScalarInfo* find_complex(std::string_view letter);

/// The type of a name in brackets: bf16; null if there is none, or it has a letter.
[[nodiscard]] const ScalarInfo* find_bracket(std::string_view name);

/// Why no type begins with the first character of `text`, which is not empty.
[[nodiscard]] std::string why_no_letter(std::string_view text);

/// Why find_bracket finds nothing.
[[nodiscard]] std::string why_no_bracket(std::string_view name);

}  // namespace bview
