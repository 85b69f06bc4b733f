// SPDX-License-Identifier: MIT

#include <bview/formats/syntax/expression.hpp>
#include <bview/formats/syntax/formula_text.hpp>

namespace bview {
namespace {

constexpr FunctionRow kFunctions[] = {
    {"align", FormulaOp::Align, 2, 2},
    {"min", FormulaOp::Min, 2, kMaxFormulaNodes},
    {"max", FormulaOp::Max, 2, kMaxFormulaNodes},
    {"va", FormulaOp::Address, 1, 1},
    {"rva", FormulaOp::RelativeAddress, 1, 1},
};

constexpr ElsewhereRow kElsewhere[] = {
    {"&&", "'&' is 1 where both sides are: (a > 0) & (b > 0)"},
    {"||", "'|' is 1 where a side is: (a > 0) | (b > 0)"},
    {"**", "there are no powers; 1 << n is 2 to the n"},
    {"=", "'==' compares"},
    {"and", "'&' is 1 where both sides are: (a > 0) & (b > 0)"},
    {"or", "'|' is 1 where a side is: (a > 0) | (b > 0)"},
    {"if", "a choice is written a ? b : c"},
    {".", "formulas are of whole numbers"},
    {":", "a choice, a ? b : c, stands in parentheses here"},
};

constexpr Dialect kFormulas = {"formula", kFunctions,
                               "align(n, to), min, max, len(field), va(address) and rva(address)",
                               kElsewhere, false};

}  // namespace

Formula parse_formula(std::string_view text) { return parse_formula(text, 0); }

Formula parse_formula(std::string_view text, std::size_t begin, std::size_t end) {
  return ExpressionParser(kFormulas, text, begin, end).parse();
}

}  // namespace bview
