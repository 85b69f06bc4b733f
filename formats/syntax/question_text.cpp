// SPDX-License-Identifier: MIT

#include <bview/core/error.hpp>
#include <bview/formats/syntax/expression.hpp>
#include <bview/formats/syntax/question_text.hpp>

namespace bview {
namespace {

constexpr FunctionRow kQuestionFunctions[] = {
    {"abs", FormulaOp::Abs, 1, 1},
    {"isnan", FormulaOp::IsNan, 1, 1},
    {"float", FormulaOp::Float, 1, 1},
    {"sqrt", FormulaOp::Sqrt, 1, 1},
    {"exp", FormulaOp::Exp, 1, 1},
    {"log", FormulaOp::Log, 1, 1},
    {"floor", FormulaOp::Floor, 1, 1},
    {"round", FormulaOp::Round, 1, 1},
    {"min", FormulaOp::Min, 2, kMaxFormulaNodes},
    {"max", FormulaOp::Max, 2, kMaxFormulaNodes},
};

constexpr ElsewhereRow kElsewhereInQuestions[] = {
    {"&&", "'and' holds where both sides do: a > 0 and b > 0"},
    {"||", "'or' holds where a side does: a > 0 or b > 0"},
    {"**", "there are no powers; 1 << n is 2 to the n"},
    {"!~", "'not ~' holds where the expression is not found: name not ~ \"ab+\""},
    {"!", "'not' turns a condition round: not a > 0"},
    {"=~", "'~' looks for an expression: name ~ \"ab+\""},
    {"=>", "'>=' is at least: a >= 5"},
    {"=<", "'<=' is at most: a <= 5"},
    {"=", "'==' compares"},
    {"<>", "'!=' holds where two differ: a != b"},
    {"?", "there are no choices here; 'and' and 'or' join conditions"},
    {"AND", "'and' is written small: a > 0 and b > 0"},
    {"OR", "'or' is written small: a > 0 or b > 0"},
    {"IN", "'in' is written small: kind in (1, 2)"},
    {"LIKE", "'like' is written small: name like \"a%\""},
    {"between", "comparisons chain: 3 <= value <= 5"},
    {"BETWEEN", "comparisons chain: 3 <= value <= 5"},
    {"is", "'==' compares; nothing is null, isnan(x) asks for NaN, len(x) == 0 for an empty text"},
    {"IS", "'==' compares; nothing is null, isnan(x) asks for NaN, len(x) == 0 for an empty text"},
};

constexpr Dialect kQuestions = {
    "question", kQuestionFunctions,
    "abs, exp, float, floor, isnan, len(field), log, max, min, round and sqrt",
    kElsewhereInQuestions, true};

}  // namespace

std::size_t equals_sign(std::string_view text) {
  constexpr std::string_view kBefore = "<>!";
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '`') quoted = !quoted;
    if (quoted || text[at] != '=') continue;
    const bool compares = text.substr(at + 1).starts_with('=') ||
                          (at > 0 && kBefore.find(text[at - 1]) != std::string_view::npos);
    return compares ? std::string_view::npos : at;
  }
  return std::string_view::npos;
}

Formula parse_question(std::string_view text) {
  return ExpressionParser(kQuestions, text, 0, text.size()).parse();
}

AssignmentText parse_assignment(std::string_view text) {
  const std::size_t sign = equals_sign(text);
  const auto fail = [&](std::size_t where, const char* reason) {
    throw notation_error("assignment", text, where, reason);
  };
  if (sign == std::string_view::npos) {
    fail(text.size(), "here '=' is missing, and what the field shall be: len = len + 4");
  }
  constexpr std::string_view kArithmetic = "+-*/%&|^<>";
  if (sign > 0 && kArithmetic.find(text[sign - 1]) != std::string_view::npos) {
    fail(sign - 1, "here stands '=' alone, and behind it the whole value: len = len + 4");
  }
  AssignmentText result{ExpressionParser(kQuestions, text, 0, sign).parse(),
                        ExpressionParser(kQuestions, text, sign + 1, text.size()).parse()};
  const FormulaNode& name = result.field.nodes.back();
  const bool field = name.op == FormulaOp::Name && name.scope != NameScope::Read;
  if (!field) fail(0, "in front of '=' stands the name of a field: len = len + 4");
  return result;
}

}  // namespace bview
