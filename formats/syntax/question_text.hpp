// SPDX-License-Identifier: MIT
// formats/syntax/question_text.hpp - conditions on items, and values for them, from text.
//
//     assignment = path "=" question
//     question = both { "or" both }
//     both     = negated { "and" negated }
//     negated  = "not" negated | compared
//     compared = binary { ( "==" | "!=" | "<" | "<=" | ">" | ">=" ) binary }
//              | binary [ "not" ] ( "in" "(" question { "," question } ")" | "like" text
//                                   | "~" ( text | bytes ) )
//     binary   = as in formulas (formula_text.hpp), with decimals, texts in either quotes,
//                "$" digits, and abs() exp() float() floor() isnan() len() log() max() min()
//                round() sqrt()
//     bytes    = "x" text, of which each digit of a byte may be any: x"de ad ?? 4_"
//
// Precedence is Python's.

#pragma once

#include <cstddef>
#include <string_view>

#include <bview/core/formula.hpp>
#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

/// What `text` means; what its names mean is found out by formats/questions.
/// \throws Error{Errc::BadFormat} with a caret under the place.
[[nodiscard]] Formula parse_question(std::string_view text);

/// Where the '=' stands behind a name, which may have others in backticks; npos where there is
/// none.
[[nodiscard]] std::size_t equals_sign(std::string_view text);

/// What a field shall be.
struct AssignmentText {
  Formula field;  ///< a name alone
  Formula value;
};
/// \throws Error{Errc::BadFormat} as parse_question() does.
[[nodiscard]] AssignmentText parse_assignment(std::string_view text);

}  // namespace bview
