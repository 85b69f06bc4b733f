// SPDX-License-Identifier: MIT
// formats/syntax/question_text.hpp - conditions on items, and values for them, from text.
//
//     assignment = path "=" question
//     question = both { "or" both }
//     both     = negated { "and" negated }
//     negated  = "not" negated | compared
//     compared = binary { ( "==" | "!=" | "<" | "<=" | ">" | ">=" ) binary }
//              | binary [ "not" ] ( "in" "(" question { "," question } ")" | "like" text )
//     binary   = as in formulas (formula_text.hpp), with decimals, texts in either quotes,
//                "$" digits, and abs() isnan() len() max() min()
//
// Precedence is Python's.

#pragma once

#include <string_view>

#include <bview/core/formula.hpp>

namespace bview {

/// What `text` means; what its names mean is found out by formats/questions.
/// \throws Error{Errc::BadFormat} with a caret under the place.
[[nodiscard]] Formula parse_question(std::string_view text);

/// What a field shall be.
struct AssignmentText {
  Formula field;  ///< a name alone
  Formula value;
};
/// \throws Error{Errc::BadFormat} as parse_question() does.
[[nodiscard]] AssignmentText parse_assignment(std::string_view text);

}  // namespace bview
