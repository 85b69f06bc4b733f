// SPDX-License-Identifier: MIT
// Expressions: operators, calls and what they rank.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include <bview/formats/syntax/expression.hpp>
#include <bview/formats/syntax/words.hpp>

namespace bview {

/// Of two tokens that begin alike the longer one stands first.
struct ExpressionParser::BinaryOperator {
  std::string_view token;
  FormulaOp op;
  int rank;  ///< the higher ones bind tighter
};

namespace {

struct UnaryOperator {
  std::string_view token;
  FormulaOp op;
};
constexpr UnaryOperator kUnary[] = {
    {"-", FormulaOp::Negate}, {"+", FormulaOp::Keep}, {"~", FormulaOp::Invert}};

struct ComparisonToken {
  std::string_view token;
  Comparison comparison;
};
constexpr ComparisonToken kComparisons[] = {
    {"==", Comparison::Equal},        {"!=", Comparison::NotEqual}, {"<=", Comparison::LessEqual},
    {">=", Comparison::GreaterEqual}, {"<", Comparison::Less},      {">", Comparison::Greater},
};

constexpr int kLowestRank = 1;
constexpr std::string_view kLength = "len";

/// Words that are operators in questions, and no names.
constexpr std::string_view kKeywords[] = {"and", "or", "not", "in", "like"};

/// Refuses a token that is written otherwise here and begins with one that is not.
void refuse_longer(const Dialect& dialect, const Scanner& text, std::string_view token) {
  for (const ElsewhereRow& other : dialect.elsewhere) {
    const bool longer = other.token.size() > token.size();
    if (longer && text.rest().starts_with(other.token)) text.fail(text.at(), other.hint);
  }
}

bool is_literal(const FormulaNode& node) {
  return node.op == FormulaOp::Constant || node.op == FormulaOp::Decimal ||
         node.op == FormulaOp::Text;
}

}  // namespace

ExpressionParser::ExpressionParser(const Dialect& dialect, std::string_view text, std::size_t begin,
                                   std::size_t end)
    : dialect_(dialect), text_(dialect.notation, text, std::min(end, text.size())) {
  formula_.text = text;
  text_.skip(begin);
}

Formula ExpressionParser::parse() {
  static_cast<void>(read_whole());
  text_.skip_space();
  if (!text_.done()) fail_behind_operand();
  return std::move(formula_);
}

std::size_t ExpressionParser::add(FormulaNode node) {
  if (formula_.nodes.size() - listed_ == kMaxFormulaNodes) {
    text_.fail(node.where,
               fmt::format("a {} has {} parts at most{}", dialect_.notation, kMaxFormulaNodes,
                           dialect_.asks ? "; x in (1, 2, 3) takes more values" : ""));
  }
  formula_.nodes.push_back(std::move(node));
  return formula_.nodes.size() - 1;
}

std::size_t ExpressionParser::add(FormulaOp op, std::size_t where, std::vector<Node> operands) {
  FormulaNode node;
  node.op = op;
  node.where = where;
  node.operands = std::move(operands);
  return add(std::move(node));
}

/// What is read may lie so deep, and no deeper.
template <class Read>
std::size_t ExpressionParser::nested(const Read& read) {
  if (++depth_ > kMaxFormulaDepth) {
    text_.fail(text_.at(), fmt::format("the parts of a {} lie in one another {} deep at most",
                                       dialect_.notation, kMaxFormulaDepth));
  }
  const Node node = read();
  --depth_;
  return node;
}

std::size_t ExpressionParser::read_whole() {
  return nested([&] { return dialect_.asks ? read_either() : read_choice(); });
}

std::size_t ExpressionParser::read_choice() {
  const Node condition = read_compared();
  text_.skip_space();
  const std::size_t where = text_.at();
  if (!text_.take("?")) return condition;
  const Node then = read_whole();
  text_.skip_space();
  if (!text_.take(":"))
    text_.fail(text_.at(),
               "here the ': c' of 'a ? b : c' is missing; in --index and --read a choice "
               "stands in parentheses");
  return add(FormulaOp::Choose, where, {condition, then, read_whole()});
}

// --- what questions have besides -----------------------------------------------------------------

/// Steps over a word that comes next.
bool ExpressionParser::takes_word(std::string_view word) {
  text_.skip_space();
  if (leading_run(text_.rest()) != word) return false;
  text_.skip(word.size());
  return true;
}

bool ExpressionParser::sees_keyword() const {
  return dialect_.asks &&
         std::count(std::begin(kKeywords), std::end(kKeywords), leading_run(text_.rest())) > 0;
}

std::size_t ExpressionParser::read_either() {
  Node left = read_both();
  for (std::size_t where = text_.at(); takes_word("or"); where = text_.at()) {
    left = add(FormulaOp::Either, where, {left, read_both()});
  }
  return left;
}

std::size_t ExpressionParser::read_both() {
  Node left = read_not();
  for (std::size_t where = text_.at(); takes_word("and"); where = text_.at()) {
    left = add(FormulaOp::Both, where, {left, read_not()});
  }
  return left;
}

std::size_t ExpressionParser::read_not() {
  text_.skip_space();
  const std::size_t where = text_.at();
  if (!takes_word("not")) return read_compared();
  return add(FormulaOp::Not, where, {nested([&] { return read_not(); })});
}

/// "in (1, 2)", behind what may be one of these.
std::size_t ExpressionParser::read_in(Node left, std::size_t where) {
  text_.skip_space();
  if (!text_.sees("(")) text_.fail(text_.at(), "behind 'in' stands a list: kind in (1, 2, 5)");
  const std::size_t open = text_.at();
  std::vector<Node> operands = read_list(")");
  if (operands.empty()) text_.fail(open, "a list has one value or more: kind in (1, 2, 5)");
  operands.insert(operands.begin(), left);
  return add(FormulaOp::In, where, std::move(operands));
}

std::size_t ExpressionParser::read_like(Node left, std::size_t where) {
  text_.skip_space();
  if (!text_.sees("\"'")) {
    text_.fail(text_.at(),
               "behind 'like' stands a text in quotes, where % is anything and _ one character");
  }
  return add(FormulaOp::Like, where, {left, read_text()});
}

/// "~", and what is to be found.
std::size_t ExpressionParser::read_match(Node left, std::size_t where) {
  text_.skip_space();
  if (sees_bytes()) return add(FormulaOp::Match, where, {left, read_bytes()});
  if (!text_.sees("\"'")) {
    text_.fail(text_.at(),
               "behind '~' stands an expression in quotes, or bytes: name ~ \"ab+c\", "
               "data ~ x\"de ad\"");
  }
  return add(FormulaOp::Match, where, {left, read_raw(FormulaOp::Text, text_.at())});
}

// --- operators of both ---------------------------------------------------------------------------

std::size_t ExpressionParser::read_compared() {
  const Node left = read_binary(kLowestRank);
  if (!dialect_.asks) return read_chain(left);
  text_.skip_space();
  const std::size_t where = text_.at();
  const bool negated = takes_word("not");
  Node found = left;
  if (takes_word("in")) {
    found = read_in(left, where);
  } else if (takes_word("like")) {
    found = read_like(left, where);
  } else if (text_.take("~")) {
    found = read_match(left, where);
  } else if (negated) {
    text_.fail(where, "behind 'not' stands 'in', 'like' or '~' here: kind not in (1, 2)");
  } else {
    return read_chain(left);
  }
  return negated ? add(FormulaOp::Not, where, {found}) : found;
}

std::size_t ExpressionParser::read_chain(Node first) {
  FormulaNode chain;
  chain.op = FormulaOp::Compare;
  chain.operands.push_back(first);
  for (text_.skip_space();; text_.skip_space()) {
    const std::size_t where = text_.at();
    const auto* const found = std::find_if(
        std::begin(kComparisons), std::end(kComparisons),
        [&](const ComparisonToken& each) { return text_.rest().starts_with(each.token); });
    if (found == std::end(kComparisons)) break;
    refuse_longer(dialect_, text_, found->token);
    text_.skip(found->token.size());
    chain.where = where;
    chain.comparisons.push_back(found->comparison);
    chain.operands.push_back(read_binary(kLowestRank));
  }
  return chain.comparisons.empty() ? first : add(std::move(chain));
}

/// The operator that comes next, if it binds at least so tight.
const ExpressionParser::BinaryOperator* ExpressionParser::next_binary(int rank) {
  static constexpr BinaryOperator kBinary[] = {
      {"<<", FormulaOp::ShiftLeft, 4},   {">>", FormulaOp::ShiftRight, 4},
      {"//", FormulaOp::FloorDivide, 6}, {"|", FormulaOp::Or, 1},
      {"^", FormulaOp::Xor, 2},          {"&", FormulaOp::And, 3},
      {"+", FormulaOp::Add, 5},          {"-", FormulaOp::Subtract, 5},
      {"*", FormulaOp::Multiply, 6},     {"/", FormulaOp::Divide, 6},
      {"%", FormulaOp::Remainder, 6},
  };
  text_.skip_space();
  const auto* const found = std::find_if(
      std::begin(kBinary), std::end(kBinary),
      [&](const BinaryOperator& each) { return text_.rest().starts_with(each.token); });
  if (found == std::end(kBinary) || found->rank < rank) return nullptr;
  refuse_longer(dialect_, text_, found->token);
  return found;
}

std::size_t ExpressionParser::read_binary(int rank) {
  Node left = read_unary();
  while (const BinaryOperator* next = next_binary(rank)) {
    const std::size_t where = text_.at();
    text_.skip(next->token.size());
    const Node right = read_binary(next->rank + 1);
    left = add(next->op, where, {left, right});
  }
  return left;
}

std::size_t ExpressionParser::read_unary() {
  text_.skip_space();
  const std::size_t where = text_.at();
  for (const UnaryOperator& unary : kUnary) {
    if (!text_.take(unary.token)) continue;
    text_.skip_space();
    // The lowest number has no positive one.
    if (unary.op == FormulaOp::Negate && sees_number()) return read_number(where, true);
    return add(unary.op, where, {nested([&] { return read_unary(); })});
  }
  return read_operand();
}

// --- calls ---------------------------------------------------------------------------------------

std::size_t ExpressionParser::read_call(std::size_t where, std::string_view name) {
  const auto function = std::find_if(dialect_.functions.begin(), dialect_.functions.end(),
                                     [&](const FunctionRow& each) { return each.name == name; });
  if (name == kLength) return read_length(where);
  if (function == dialect_.functions.end()) {
    text_.fail(where, fmt::format("there is no function {}; there are {}", quoted(name),
                                  dialect_.all_functions));
  }
  text_.skip(name.size());
  const bool outside = std::exchange(in_address_, looks_into_file(function->op));
  const std::vector<Node> operands = read_list(")");
  in_address_ = outside;
  if (operands.size() < function->least || operands.size() > function->most) {
    text_.fail(where, fmt::format("{}() takes {}{} number{}, not {}", name, function->least,
                                  function->most > function->least ? " or more" : "",
                                  function->most == 1 ? "" : "s", operands.size()));
  }
  return add(function->op, where, operands);
}

std::size_t ExpressionParser::read_length(std::size_t where) {
  text_.skip(kLength.size());
  const std::size_t open = text_.at();
  text_.skip(1);
  text_.skip_space();
  if (!sees_path()) text_.fail(text_.at(), "len() takes the name of a field");
  const Node node = read_path();
  formula_.nodes[node].op = FormulaOp::Count;
  formula_.nodes[node].where = where;
  text_.skip_space();
  if (!text_.take(")")) fail_in_list(open, ")");
  return node;
}

/// What stands between an opening bracket and `close`. Constants there do not count as parts: they
/// lie in nothing, and a list of them may come from a program.
std::vector<std::size_t> ExpressionParser::read_list(std::string_view close) {
  const std::size_t open = text_.at();
  std::vector<Node> nodes;
  do {
    text_.skip(1);  // what opens it, then commas
    text_.skip_space();
    if (dialect_.asks && text_.sees(close)) break;  // (5,) is a list of one
    nodes.push_back(read_whole());
    if (listed_ < kMaxListed && is_literal(formula_.nodes[nodes.back()])) ++listed_;
    text_.skip_space();
  } while (text_.sees(","));
  if (!text_.take(close)) fail_in_list(open, close);
  return nodes;
}

void ExpressionParser::fail_in_list(std::size_t open, std::string_view close) const {
  if (text_.done()) text_.fail(open, fmt::format("this '{}' is not closed", formula_.text[open]));
  text_.fail(text_.at(), fmt::format("here an operator or '{}' is expected", close));
}

void ExpressionParser::fail_behind_operand() const {
  for (const ElsewhereRow& other : dialect_.elsewhere) {
    const bool word = !leading_run(other.token).empty();
    const bool stands =
        word ? leading_run(text_.rest()) == other.token : text_.rest().starts_with(other.token);
    if (stands) text_.fail(text_.at(), other.hint);
  }
  text_.fail(text_.at(), "here an operator or the end is expected");
}

}  // namespace bview
