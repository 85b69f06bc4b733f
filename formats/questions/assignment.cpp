// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/questions/assignment.hpp>
#include <bview/formats/questions/names.hpp>
#include <bview/formats/syntax/question_text.hpp>

namespace bview {

void Assignments::add(const std::string& text, const Asked& asked) {
  const AssignmentText parsed = parse_assignment(text);
  const FormulaNode& name = parsed.field.nodes.back();
  const QuestionNames names(asked.layout, asked.plain);
  const auto found = names.find(parsed.field, name);
  const auto fail = [&](const std::string& reason) {
    throw notation_error("assignment", text, name.where, reason);
  };
  if (!found) fail(fmt::format("{} is where an item stands, and no field", names.text_of(name)));
  OperandPtr value = operand_of(parsed.value, asked);
  const bool number = numbers_of(found->field) != Numbers::None;
  if (!number && value->sort() != Sort::Text) {
    fail(fmt::format("{} is text; it is given a text in quotes, or another field that is one",
                     names.text_of(name)));
  }
  if (!names.is_text(found->field) && value->sort() == Sort::Text) {
    fail(fmt::format("{} is a number, and is given a text", names.text_of(name)));
  }
  fields_.push_back(names.selector(parsed.field, name));
  values_.push_back(std::move(value));
}

std::vector<Column> Assignments::values(const ItemBlock& block) const {
  std::vector<Column> columns;
  std::transform(values_.begin(), values_.end(), std::back_inserter(columns),
                 [&](const OperandPtr& each) { return each->values(block); });
  return columns;
}

}  // namespace bview
