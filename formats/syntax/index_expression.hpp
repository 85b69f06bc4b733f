// SPDX-License-Identifier: MIT
// formats/syntax/index_expression.hpp - Python's basic indexing, from text.
//
//     index = [ "[" ] [ term { "," term } [ "," ] ] [ "]" ]
//     term  = integer | [ integer ] ":" [ integer ] [ ":" [ integer ] ] | "..."
//
// Integers are decimal, 0x, 0o or 0b, with a sign and underscores; white space may
// stand between any two parts.

#pragma once

#include <string_view>

#include <bview/core/index.hpp>
#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

/// What `text` selects; nothing in it selects everything. Integers beyond 64 bits
/// become the nearest 64-bit number. Whether it fits a view is for select() to say.
/// \throws Error{Errc::BadFormat} with a caret under the place.
[[nodiscard]] Index parse_index(std::string_view text);

}  // namespace bview
