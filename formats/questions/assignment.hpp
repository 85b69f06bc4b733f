// SPDX-License-Identifier: MIT
// formats/questions/assignment.hpp - what fields shall be, worked out of what the item holds:
// "len = len + 4".

#pragma once

#include <string>
#include <vector>

#include <bview/formats/questions/question.hpp>

namespace bview {

/// Some fields of an item, each a single value, and what each of them shall be. All see the values
/// that stand there.
class Assignments {
 public:
  /// \throws Error{Errc::BadFormat} with a caret where the expression or its field means nothing
  /// for
  ///         these items, or a text is meant for a number.
  void add(const std::string& text, const Asked& asked);

  /// The fields, as project() (formats/syntax/project.hpp) selects them; its fields are in this
  /// order.
  [[nodiscard]] const std::vector<std::string>& fields() const { return fields_; }

  /// The values of the fields, a column for each.
  [[nodiscard]] std::vector<Column> values(const ItemBlock& block) const;

 private:
  std::vector<std::string> fields_;
  std::vector<OperandPtr> values_;
};

}  // namespace bview
