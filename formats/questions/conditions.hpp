// SPDX-License-Identifier: MIT
// formats/questions/conditions.hpp - conditions that are made of operands, and of each other.

#pragma once

#include <string>
#include <vector>

#include <bview/core/byte_pattern.hpp>
#include <bview/formats/questions/parts.hpp>
#include <bview/formats/text/regex.hpp>

namespace bview {

/// a stands to b so. Both are numbers, or both texts.
[[nodiscard]] ConditionPtr compare_condition(OperandPtr a, OperandPtr b, Comparison comparison);

/// It is one of these.
[[nodiscard]] ConditionPtr member_condition(OperandPtr text, std::vector<std::string> texts);

/// SQL's like, on the whole text: % is anything, _ one character.
[[nodiscard]] ConditionPtr like_condition(OperandPtr text, const std::string& pattern);

/// The expression matches somewhere in the text; or the pattern stands there.
[[nodiscard]] ConditionPtr match_condition(OperandPtr text, Regex regex);
/// Texts have lost the NULs that fill them up to `size` bytes.
[[nodiscard]] ConditionPtr contains_condition(OperandPtr text, BytePattern pattern,
                                              std::int64_t size);

/// The text is what the pattern says, with NULs behind its end where that is longer.
[[nodiscard]] ConditionPtr bytes_condition(OperandPtr text, BytePattern pattern);

/// It is not 0, and not empty.
[[nodiscard]] ConditionPtr truth_condition(OperandPtr operand);
[[nodiscard]] ConditionPtr nan_condition(OperandPtr operand);

[[nodiscard]] ConditionPtr both_conditions(ConditionPtr a, ConditionPtr b);
[[nodiscard]] ConditionPtr any_condition(std::vector<ConditionPtr> conditions);
[[nodiscard]] ConditionPtr negated_condition(ConditionPtr condition);

}  // namespace bview
