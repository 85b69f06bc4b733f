// SPDX-License-Identifier: MIT
// formats/syntax/formula_text.hpp - integer expressions, from text.
//
//     formula  = compared [ "?" formula ":" formula ]
//     compared = binary { ( "==" | "!=" | "<" | "<=" | ">" | ">=" ) binary }
//     binary   = operands with | ^ & << >> + - * / // %, as Python ranks them; - + ~ in front
//     operand  = type "@" atom | function "(" formula { "," formula } ")" | atom
//     function = align min max len va rva; in va and rva numbers have 64 bits without a sign
//     atom     = number [ unit ] | path | "@" path | "$" name | "(" formula ")"
//     path     = name { "[" formula { "," formula } "]" } { "." path }
//     type     = [ order ] ( word | letter | "[" type name "]" )
//
// Where an operand is expected, < and > are byte orders: '>H@4'. `/` is Python's `//`.

#pragma once

#include <cstddef>
#include <string_view>

#include <bview/core/formula.hpp>
#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

/// What `text` means.
/// \throws Error{Errc::BadFormat} with a caret under the place.
[[nodiscard]] Formula parse_formula(std::string_view text);

/// The formula in `text` from `begin` up to `end`, which is a part of a list or of a format; places
/// in errors are those in `text`.
[[nodiscard]] Formula parse_formula(std::string_view text, std::size_t begin,
                                    std::size_t end = std::string_view::npos);

}  // namespace bview
