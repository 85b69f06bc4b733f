// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>

#include <bview/core/byte_pattern.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/questions/constants.hpp>
#include <bview/formats/questions/exact.hpp>
#include <bview/formats/syntax/pattern_text.hpp>

namespace bview {

bool QuestionConstants::is_constant(const FormulaNode& node) {
  return node.op == FormulaOp::Constant || node.op == FormulaOp::Decimal ||
         node.op == FormulaOp::Text ||
         (node.op == FormulaOp::Name && node.scope == NameScope::Read);
}

Literal QuestionConstants::number(const FormulaNode& node) const {
  if (node.op != FormulaOp::Decimal) {
    const Ratio value = exact(node.op == FormulaOp::Constant ? node.number : read(node));
    return {value, static_cast<double>(approximate(value)), false, false, ""};
  }
  Literal literal;
  literal.text = node.text;
  const bool real = node.text.find_first_of(".eE") != std::string::npos &&
                    !node.text.starts_with("0x") && !node.text.starts_with("-0x");
  literal.rounds = real;
  if (real) {
    literal.exact = ratio_in(node.text);
    literal.nearest = std::strtod(node.text.c_str(), nullptr);
    literal.beyond = std::isinf(literal.nearest);
    if (literal.beyond) {
      literal.rounds = false;
      literal.nearest = std::copysign(std::numeric_limits<double>::max(), literal.nearest);
    }
    return literal;
  }
  const auto integer = integer_in(node.text);
  if (!integer) {
    fail(node,
         "this number does not fit 128 bits, the most that a field has; with a point behind it, "
         "it is a float");
  }
  literal.exact = Ratio{*integer, 1};
  literal.nearest = static_cast<double>(approximate(*literal.exact));
  return literal;
}

std::string QuestionConstants::whole_bytes(const FormulaNode& node) const {
  const BytePattern pattern = byte_pattern_in(node.text);
  const bool whole = std::all_of(pattern.mask.begin(), pattern.mask.end(),
                                 [](std::byte mask) { return mask == std::byte{0xff}; });
  if (!whole) fail(node, "these bytes are a pattern, and here stands a text: x\"de ad\"");
  return {reinterpret_cast<const char*>(pattern.value.data()), pattern.size()};
}

void QuestionConstants::fail(const FormulaNode& node, const std::string& reason) const {
  throw notation_error("question", question_.text, node.where, reason);
}

std::int64_t QuestionConstants::read(const FormulaNode& node) const {
  if (asked_.numbers == nullptr) {
    fail(node,
         "nothing was read that is called so: --read 'FORMAT' reads a record with such a name");
  }
  Formula formula{question_.text, {}, {}};
  formula.nodes.assign(question_.nodes.begin(),
                       question_.nodes.begin() + (&node - question_.nodes.data()) + 1);
  return evaluate(formula, *asked_.numbers);
}

}  // namespace bview
