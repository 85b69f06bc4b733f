// SPDX-License-Identifier: MIT
// formats/questions/operands.hpp - operands that are no fields: constants, numbers of items, what
// is worked out of others.

#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <bview/formats/questions/parts.hpp>
#include <bview/formats/questions/ranges.hpp>

namespace bview {

/// `beside`: the widest sort of the others; a number with a point is a float beside floats.
[[nodiscard]] OperandPtr constant_number(const Literal& literal, Sort beside = Sort::Whole);
[[nodiscard]] OperandPtr constant_text(std::string text);

/// Where an item stands: its number in C order, or along one axis, and its offset in the file.
[[nodiscard]] OperandPtr item_number(std::optional<std::size_t> axis = std::nullopt);
[[nodiscard]] OperandPtr item_offset();

/// An operator on numbers (formats/questions/column.hpp); `b` is null of a monadic one.
[[nodiscard]] OperandPtr computed(FormulaOp op, OperandPtr a, OperandPtr b);

/// A function of one number (formats/questions/column.hpp).
[[nodiscard]] OperandPtr applied_to(FormulaOp function, OperandPtr operand);

/// 1 where a condition holds, else 0.
[[nodiscard]] OperandPtr truth_of(ConditionPtr condition);

}  // namespace bview
