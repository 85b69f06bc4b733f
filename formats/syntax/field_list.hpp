// SPDX-License-Identifier: MIT
// formats/syntax/field_list.hpp - the other way to write a record: "id: u32, tag: char[8]".
//
// A list is pairs of a name and a type with commas, semicolons or new lines between. What is
// a format with names in colons stays one: there a second colon follows the first.

#pragma once

#include <cstddef>
#include <string_view>

namespace bview {

/// Whether the text up to its end, or to the brace that ends the record around it, is a list:
/// it has a colon outside of quotes and brackets, and no second one before the next
/// separator.
[[nodiscard]] bool is_field_list(std::string_view text);

/// Bytes from here to the separator, the brace or the end that closes a pair.
[[nodiscard]] std::size_t pair_size(std::string_view text);

/// Whether a list has the two sides of a pair in the wrong order: `name` reads as types, and
/// `type` as none.
[[nodiscard]] bool is_swapped(std::string_view name, std::string_view type);

}  // namespace bview
