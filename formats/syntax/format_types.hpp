// SPDX-License-Identifier: MIT
// formats/syntax/format_types.hpp - the types of a format string by letters and names.
//
// Letters and names come from THE TABLE (core/scalar.hpp); here is how they are looked up.
// Words and
// brackets are in formats/syntax/words.hpp.

#pragma once

#include <string_view>

#include <bview/core/scalar.hpp>

namespace bview {

/// The type that the table calls so, brackets aside; null if there is none.
[[nodiscard]] const ScalarInfo* find_name(std::string_view name);

/// The type of a letter, in native modes or the others; null if there is none.
[[nodiscard]] const ScalarInfo* find_letter(char letter, bool native);

/// The type of a text that begins with Zf or Zd; null for any other.
[[nodiscard]] const ScalarInfo* find_complex(std::string_view text);

}  // namespace bview
