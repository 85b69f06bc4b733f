// SPDX-License-Identifier: MIT
// formats/questions/question.hpp - what is asked about items: from an expression to a condition,
// or to a value for each.
//
// Names are those of the layout's fields, or `index`, `offset` and, of items without names,
// `value`. They are looked up once; what the condition does then for each item depends on the type
// of the field alone (formats/questions/parts.hpp).

#pragma once

#include <memory>

#include <bview/core/formula.hpp>
#include <bview/core/layout.hpp>
#include <bview/core/public.hpp>
#include <bview/formats/questions/parts.hpp>

namespace BVIEW_PUBLIC bview {

/// What a question is asked about.
struct Asked {
  const Layout& layout;                   ///< of the items, all of their fields
  FormulaEnvironment* numbers = nullptr;  ///< knows the names with an '@' in front
  bool plain = false;                     ///< readings do not count
};

/// The condition that `question` (formats/syntax/question_text.hpp) is.
/// \throws Error{Errc::BadFormat} with a caret under what has no meaning for these items.
[[nodiscard]] ConditionPtr condition_of(const Formula& question, const Asked& asked);

/// The same of an expression that has a value for each item.
[[nodiscard]] OperandPtr operand_of(const Formula& question, const Asked& asked);

}  // namespace bview
