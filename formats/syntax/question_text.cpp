// SPDX-License-Identifier: MIT

#include <bview/formats/syntax/expression.hpp>
#include <bview/formats/syntax/question_text.hpp>

namespace bview {
namespace {

constexpr FunctionRow kFunctions[] = {
    {"abs", FormulaOp::Abs, 1, 1},
    {"isnan", FormulaOp::IsNan, 1, 1},
    {"min", FormulaOp::Min, 2, kMaxFormulaNodes},
    {"max", FormulaOp::Max, 2, kMaxFormulaNodes},
};

constexpr ElsewhereRow kElsewhere[] = {
    {"&&", "'and' holds where both sides do: a > 0 and b > 0"},
    {"||", "'or' holds where a side does: a > 0 or b > 0"},
    {"**", "there are no powers; 1 << n is 2 to the n"},
    {"!", "'not' turns a condition round: not a > 0"},
    {"=", "'==' compares"},
    {"?", "there are no choices here; 'and' and 'or' join conditions"},
};

constexpr Dialect kQuestions = {"question", kFunctions, "abs, isnan, len(field), max and min",
                                kElsewhere, true};

}  // namespace

Formula parse_question(std::string_view text) {
  return ExpressionParser(kQuestions, text, 0, text.size()).parse();
}

}  // namespace bview
