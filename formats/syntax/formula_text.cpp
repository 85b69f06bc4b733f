// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <optional>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/formula_text.hpp>
#include <bview/formats/syntax/integer.hpp>
#include <bview/formats/syntax/numbers.hpp>
#include <bview/formats/syntax/quoted_text.hpp>
#include <bview/formats/syntax/scanner.hpp>
#include <bview/formats/syntax/words.hpp>

namespace bview {
namespace {

using Node = std::size_t;

/// Of two tokens that begin alike the longer one stands first.
struct BinaryOperator {
  std::string_view token;
  FormulaOp op;
  int rank;  ///< the higher ones bind tighter
};
constexpr BinaryOperator kBinary[] = {
    {"<<", FormulaOp::ShiftLeft, 4}, {">>", FormulaOp::ShiftRight, 4},
    {"//", FormulaOp::Divide, 6},    {"|", FormulaOp::Or, 1},
    {"^", FormulaOp::Xor, 2},        {"&", FormulaOp::And, 3},
    {"+", FormulaOp::Add, 5},        {"-", FormulaOp::Subtract, 5},
    {"*", FormulaOp::Multiply, 6},   {"/", FormulaOp::Divide, 6},
    {"%", FormulaOp::Remainder, 6},
};
constexpr int kLowestRank = 1;

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

struct Function {
  std::string_view name;
  FormulaOp op;
  std::size_t least;
  std::size_t most;  ///< operands
};
constexpr Function kFunctions[] = {
    {"align", FormulaOp::Align, 2, 2},
    {"min", FormulaOp::Min, 2, kMaxFormulaNodes},
    {"max", FormulaOp::Max, 2, kMaxFormulaNodes},
};
constexpr std::string_view kLength = "len";

/// What is written otherwise here.
struct Elsewhere {
  std::string_view token;
  std::string_view hint;
};
constexpr Elsewhere kElsewhere[] = {
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

constexpr std::string_view kOrders = "@^=<>!";
constexpr std::string_view kDigits = "0123456789";

/// Letters, digits, '_' and whatever is not ASCII.
std::string_view leading_name(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size()) {
    const std::size_t run = leading_run(text.substr(size)).size();
    const bool wide = run == 0 && static_cast<unsigned char>(text[size]) >= 0x80;
    if (run == 0 && !wide) break;
    size += std::max<std::size_t>(run, 1);
  }
  return text.substr(0, size);
}

/// Bytes of the type in "TYPE@" at the beginning of a text; 0 where none stands there.
std::size_t type_size(std::string_view text) {
  const bool marked = !text.empty() && kOrders.find(text.front()) != std::string_view::npos;
  std::size_t size = marked ? 1 : 0;
  const std::string_view type = text.substr(size);
  const bool digit = !type.empty() && kDigits.find(type.front()) != std::string_view::npos;
  if (type.starts_with('[')) {
    const std::size_t close = type.find(']');
    if (close == std::string_view::npos) return 0;
    size += close + 1;
  } else if (type.starts_with('?')) {
    size += 1;
  } else {
    const std::size_t run = digit ? 0 : leading_run(type).size();
    if (run == 0) return 0;
    size += run;
  }
  return text.substr(size).starts_with('@') ? size : 0;
}

class FormulaParser {
 public:
  FormulaParser(std::string_view text, std::size_t begin, std::size_t end)
      : text_("formula", text, std::min(end, text.size())) {
    formula_.text = text;
    text_.skip(begin);
  }

  Formula parse() {
    static_cast<void>(read_choice());
    text_.skip_space();
    if (!text_.done()) fail_behind_operand();
    return std::move(formula_);
  }

 private:
  Node add(FormulaNode node) {
    if (formula_.nodes.size() == kMaxFormulaNodes) {
      text_.fail(node.where, fmt::format("a formula has {} parts at most", kMaxFormulaNodes));
    }
    formula_.nodes.push_back(std::move(node));
    return formula_.nodes.size() - 1;
  }
  Node add(FormulaOp op, std::size_t where, std::vector<Node> operands) {
    FormulaNode node;
    node.op = op;
    node.where = where;
    node.operands = std::move(operands);
    return add(std::move(node));
  }

  /// What is read may lie so deep, and no deeper.
  template <class Read>
  Node nested(const Read& read) {
    if (++depth_ > kMaxFormulaDepth) {
      text_.fail(text_.at(),
                 fmt::format("the parts of a formula lie in one another {} deep at most",
                             kMaxFormulaDepth));
    }
    const Node node = read();
    --depth_;
    return node;
  }

  Node read_choice() {
    return nested([&] {
      const Node condition = read_compared();
      text_.skip_space();
      const std::size_t where = text_.at();
      if (!text_.take("?")) return condition;
      const Node then = read_choice();
      text_.skip_space();
      if (!text_.take(":"))
        text_.fail(text_.at(),
                   "here the ': c' of 'a ? b : c' is missing; in --index and --read a choice "
                   "stands in parentheses");
      return add(FormulaOp::Choose, where, {condition, then, read_choice()});
    });
  }

  Node read_compared() {
    FormulaNode chain;
    chain.op = FormulaOp::Compare;
    chain.operands.push_back(read_binary(kLowestRank));
    for (text_.skip_space();; text_.skip_space()) {
      const std::size_t where = text_.at();
      const auto* const found =
          std::find_if(std::begin(kComparisons), std::end(kComparisons),
                       [&](const ComparisonToken& each) { return text_.take(each.token); });
      if (found == std::end(kComparisons)) break;
      chain.where = where;
      chain.comparisons.push_back(found->comparison);
      chain.operands.push_back(read_binary(kLowestRank));
    }
    return chain.comparisons.empty() ? chain.operands.front() : add(std::move(chain));
  }

  /// The operator that comes next, if it binds at least so tight.
  const BinaryOperator* next_binary(int rank) {
    text_.skip_space();
    const auto* const found = std::find_if(
        std::begin(kBinary), std::end(kBinary),
        [&](const BinaryOperator& each) { return text_.rest().starts_with(each.token); });
    if (found == std::end(kBinary) || found->rank < rank) return nullptr;
    for (const Elsewhere& other : kElsewhere) {
      const bool longer = other.token.size() > found->token.size();
      if (longer && text_.rest().starts_with(other.token)) text_.fail(text_.at(), other.hint);
    }
    return found;
  }

  Node read_binary(int rank) {
    Node left = read_unary();
    while (const BinaryOperator* next = next_binary(rank)) {
      const std::size_t where = text_.at();
      text_.skip(next->token.size());
      const Node right = read_binary(next->rank + 1);
      left = add(next->op, where, {left, right});
    }
    return left;
  }

  Node read_unary() {
    text_.skip_space();
    const std::size_t where = text_.at();
    for (const UnaryOperator& unary : kUnary) {
      if (!text_.take(unary.token)) continue;
      text_.skip_space();
      // The lowest number has no positive one.
      if (unary.op == FormulaOp::Negate && text_.sees(kDigits)) return read_number(where, true);
      return add(unary.op, where, {nested([&] { return read_unary(); })});
    }
    return read_operand();
  }

  Node read_operand() {
    const std::size_t where = text_.at();
    if (const std::size_t size = type_size(text_.rest()); size > 0) return read_typed(where, size);
    const std::string_view name = leading_run(text_.rest());
    const bool called = text_.rest().substr(name.size()).starts_with('(');
    if (!name.empty() && called && !text_.sees(kDigits)) return read_call(where, name);
    return read_atom("here a number or a name is missing");
  }

  /// "u32le@0x3c"
  Node read_typed(std::size_t where, std::size_t size) {
    FormulaNode node;
    node.op = FormulaOp::Read;
    node.where = where;
    node.field = field_of_type(where, text_.rest().substr(0, size));
    text_.skip(size + 1);
    node.operands = {
        read_atom("behind '@' stands a number, a name or a parenthesis: u32le@(size-4)")};
    return add(std::move(node));
  }

  Field field_of_type(std::size_t where, std::string_view type) const {
    Layout layout;
    try {
      layout = parse_format(type);
    } catch (const Error&) {
      text_.fail(where, fmt::format("{} is no type; 'bview help formats' lists them; a name of a "
                                    "record that --read read has its '@' in front",
                                    quoted(type)));
    }
    if (!layout.is_bare()) {
      text_.fail(where, fmt::format("{} is not one value of one type", quoted(type)));
    }
    const Kind kind = info(layout.fields.front().type).kind;
    if (kind != Kind::Boolean && kind != Kind::Integer && kind != Kind::Float) {
      text_.fail(where, fmt::format("formulas take whole numbers, and {} is none", quoted(type)));
    }
    return layout.fields.front();
  }

  Node read_call(std::size_t where, std::string_view name) {
    const auto* const function = std::find_if(std::begin(kFunctions), std::end(kFunctions),
                                              [&](const Function& f) { return f.name == name; });
    if (name == kLength) return read_length(where);
    if (function == std::end(kFunctions)) {
      text_.fail(where, fmt::format("there is no function {}; there are align(n, to), min, max and "
                                    "len(field)",
                                    quoted(name)));
    }
    text_.skip(name.size());
    const std::vector<Node> operands = read_list(")");
    if (operands.size() < function->least || operands.size() > function->most) {
      text_.fail(where,
                 fmt::format("{}() takes {}{} numbers, not {}", name, function->least,
                             function->most > function->least ? " or more" : "", operands.size()));
    }
    return add(function->op, where, operands);
  }

  Node read_length(std::size_t where) {
    text_.skip(kLength.size());
    const std::size_t open = text_.at();
    text_.skip(1);
    text_.skip_space();
    const bool named = text_.sees("@$`") || !leading_name(text_.rest()).empty();
    if (!named || text_.sees(kDigits)) text_.fail(text_.at(), "len() takes the name of a field");
    const Node node = read_path();
    formula_.nodes[node].op = FormulaOp::Count;
    formula_.nodes[node].where = where;
    text_.skip_space();
    if (!text_.take(")")) fail_in_list(open, ")");
    return node;
  }

  /// What stands between an opening bracket and `close`.
  std::vector<Node> read_list(std::string_view close) {
    const std::size_t open = text_.at();
    std::vector<Node> nodes;
    do {
      text_.skip(1);  // what opens it, then commas
      nodes.push_back(read_choice());
      text_.skip_space();
    } while (text_.sees(","));
    if (!text_.take(close)) fail_in_list(open, close);
    return nodes;
  }

  Node read_atom(std::string_view what) {
    text_.skip_space();
    const std::size_t where = text_.at();
    if (text_.sees(kDigits)) return read_number(where, false);
    if (text_.sees("(")) {
      const std::vector<Node> nodes = read_list(")");
      if (nodes.size() > 1) text_.fail(where, "one number stands in a parenthesis, not several");
      return nodes.front();
    }
    if (text_.sees("\"")) {
      FormulaNode text;
      text.op = FormulaOp::Text;
      text.where = where;
      text.text = read_quoted(text_);
      return add(std::move(text));
    }
    if (text_.sees("@$`") || !leading_name(text_.rest()).empty()) return read_path();
    if (text_.sees("<>=!^")) {
      text_.fail(where, fmt::format("{}; a byte order belongs to a type: '>H@4'", what));
    }
    text_.fail(where, what);
  }

  Node read_number(std::size_t where, bool negative) {
    const Digits digits = read_digits(text_.rest());
    text_.skip(digits.size);
    const std::size_t behind = text_.at();
    const std::string_view unit = leading_run(text_.rest());
    const auto bytes = unit_bytes(unit);
    if (!bytes) {
      text_.fail(behind, fmt::format("{} is no unit; there are K M G T (1024) and kB MB GB TB "
                                     "(1000)",
                                     quoted(unit)));
    }
    text_.skip(unit.size());
    const auto number = fits(digits.magnitude, negative)
                            ? checked_mul(clipped(digits.magnitude, negative), *bytes)
                            : std::nullopt;
    if (!number) text_.fail(where, "this number does not fit 64 bits");
    FormulaNode node;
    node.where = where;
    node.number = *number;
    return add(std::move(node));
  }

  Node read_path() {
    FormulaNode node;
    node.op = FormulaOp::Name;
    node.where = text_.at();
    if (text_.take("@")) {
      node.scope = NameScope::Read;
    } else if (text_.take("$")) {
      node.scope = NameScope::BuiltIn;
    }
    do {
      FormulaNode::Step step{read_name(), {}};
      while (text_.sees("[")) {
        const std::vector<Node> indices = read_list("]");
        step.indices.insert(step.indices.end(), indices.begin(), indices.end());
      }
      node.steps.push_back(std::move(step));
    } while (text_.take("."));
    return add(std::move(node));
  }

  /// A name, in backticks where it has other characters in it.
  std::string read_name() {
    const std::size_t where = text_.at();
    std::string_view name = leading_name(text_.rest());
    if (text_.take("`")) {
      name = text_.rest().substr(0, text_.rest().find('`'));
      if (name.size() == text_.rest().size()) text_.fail(where, "this '`' is not closed");
      text_.skip(1);
    }
    if (name.empty()) text_.fail(where, "here a name is missing");
    text_.skip(name.size());
    return std::string(name);
  }

  [[noreturn]] void fail_in_list(std::size_t open, std::string_view close) const {
    if (text_.done()) text_.fail(open, fmt::format("this '{}' is not closed", formula_.text[open]));
    text_.fail(text_.at(), fmt::format("here an operator or '{}' is expected", close));
  }

  [[noreturn]] void fail_behind_operand() const {
    for (const Elsewhere& other : kElsewhere) {
      if (text_.rest().starts_with(other.token)) text_.fail(text_.at(), other.hint);
    }
    text_.fail(text_.at(), "here an operator or the end is expected");
  }

  Scanner text_;
  Formula formula_;
  std::size_t depth_ = 0;
};

}  // namespace

Formula parse_formula(std::string_view text) { return parse_formula(text, 0); }

Formula parse_formula(std::string_view text, std::size_t begin, std::size_t end) {
  return FormulaParser(text, begin, end).parse();
}

}  // namespace bview
