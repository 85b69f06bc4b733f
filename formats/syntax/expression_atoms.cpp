// SPDX-License-Identifier: MIT
// Expressions: numbers, texts, names, and types in front of an '@'.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <optional>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/formats/syntax/expression.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/integer.hpp>
#include <bview/formats/syntax/numbers.hpp>
#include <bview/formats/syntax/quoted_text.hpp>
#include <bview/formats/syntax/words.hpp>

namespace bview {
namespace {

constexpr std::string_view kOrderSigns = "@^=<>!";

/// Letters, digits, '_' and whatever is not ASCII.
std::string_view leading_words(std::string_view text) {
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
  const bool marked = !text.empty() && kOrderSigns.find(text.front()) != std::string_view::npos;
  std::size_t size = marked ? 1 : 0;
  const std::string_view type = text.substr(size);
  const bool digit = !type.empty() && kDecimalDigits.find(type.front()) != std::string_view::npos;
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

/// Bytes of the number with a point or an exponent that a text begins with; 0: it is a whole one.
std::size_t decimal_size(std::string_view text) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t from = at;
    while (at < text.size() && kDecimalDigits.find(text[at]) != std::string_view::npos) ++at;
    return at > from;
  };
  const bool whole = digits();
  bool decimal = false;
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (!digits() && !whole) return 0;
    decimal = true;
  }
  const std::size_t mantissa = at;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    if (!digits()) at = mantissa;
  }
  return decimal || at > mantissa ? at : 0;
}

}  // namespace

std::size_t ExpressionParser::read_operand() {
  const std::size_t where = text_.at();
  const std::size_t typed = dialect_.asks ? 0 : type_size(text_.rest());
  if (typed > 0) return read_typed(where, typed);
  const std::string_view name = leading_run(text_.rest());
  const bool called = text_.rest().substr(name.size()).starts_with('(');
  if (!name.empty() && called && !text_.sees(kDecimalDigits) && !sees_keyword()) {
    return read_call(where, name);
  }
  return read_atom(sees_keyword() ? "here a number or a name is missing; a field that is called as "
                                    "an operator stands in backticks: `in`"
                                  : "here a number or a name is missing");
}

/// Whether a name comes next, and no number.
bool ExpressionParser::sees_path() const {
  if (text_.sees(kDecimalDigits) || sees_keyword()) return false;
  return text_.sees("@$`") || !leading_words(text_.rest()).empty();
}

bool ExpressionParser::sees_number() const {
  return text_.sees(kDecimalDigits) || (dialect_.asks && decimal_size(text_.rest()) > 0);
}

std::size_t ExpressionParser::read_atom(std::string_view what) {
  text_.skip_space();
  const std::size_t where = text_.at();
  if (sees_number()) return read_number(where, false);
  if (text_.sees("(")) {
    const std::vector<Node> nodes = read_list(")");
    if (nodes.empty()) text_.fail(where, "in this parenthesis a number or a name is missing");
    if (nodes.size() > 1) text_.fail(where, "one number stands in a parenthesis, not several");
    return nodes.front();
  }
  if (text_.sees(dialect_.asks ? "\"'" : "\"")) return read_text();
  if (sees_bytes()) return read_bytes();
  if (sees_path()) return read_path();
  for (const ElsewhereRow& other : dialect_.elsewhere) {
    if (dialect_.asks && text_.rest().starts_with(other.token)) text_.fail(where, other.hint);
  }
  if (!dialect_.asks && text_.sees("<>=!^")) {
    text_.fail(where, fmt::format("{}; a byte order belongs to a type: '>H@4'", what));
  }
  text_.fail(where, what);
}

std::size_t ExpressionParser::read_text() {
  FormulaNode text;
  text.op = FormulaOp::Text;
  text.where = text_.at();
  text.text = read_quoted(text_);
  return add(std::move(text));
}

/// x"de ad ?? 4_"
bool ExpressionParser::sees_bytes() const {
  const std::string_view rest = text_.rest();
  return dialect_.asks && (rest.starts_with("x\"") || rest.starts_with("x'"));
}

std::size_t ExpressionParser::read_bytes() {
  const std::size_t where = text_.at();
  text_.skip(1);
  return read_raw(FormulaOp::Bytes, where);
}

/// What stands in quotes as it is; a backslash keeps the quote behind it from being the end.
std::size_t ExpressionParser::read_raw(FormulaOp op, std::size_t where) {
  const std::string_view rest = text_.rest();
  std::size_t end = 1;
  while (end < rest.size() && rest[end] != rest.front()) end += rest[end] == '\\' ? 2U : 1U;
  if (end >= rest.size()) {
    text_.fail(text_.at(),
               rest.front() == '"' ? "this '\"' is not closed" : "this \"'\" is not closed");
  }
  FormulaNode raw;
  raw.op = op;
  raw.where = where;
  raw.text = rest.substr(1, end - 1);
  text_.skip(end + 1);
  return add(std::move(raw));
}

/// "u32le@0x3c"
std::size_t ExpressionParser::read_typed(std::size_t where, std::size_t size) {
  FormulaNode node;
  node.op = FormulaOp::Read;
  node.where = where;
  node.field = field_of_type(where, text_.rest().substr(0, size));
  text_.skip(size + 1);
  node.operands = {
      read_atom("behind '@' stands a number, a name or a parenthesis: u32le@(size-4)")};
  return add(std::move(node));
}

Field ExpressionParser::field_of_type(std::size_t where, std::string_view type) const {
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

std::size_t ExpressionParser::read_number(std::size_t where, bool negative) {
  const std::size_t decimal = dialect_.asks ? decimal_size(text_.rest()) : 0;
  if (decimal > 0) return read_decimal(where, decimal, negative);
  const Digits digits = read_digits(text_.rest());
  const bool wide = dialect_.asks && !fits(digits.magnitude, negative);
  if (wide) return read_decimal(where, digits.size, negative);
  text_.skip(digits.size);
  const std::size_t behind = text_.at();
  const std::string_view unit = leading_run(text_.rest());
  constexpr std::string_view kNeedDigits[] = {"x", "o", "b", "e", "E"};
  if (dialect_.asks && std::count(std::begin(kNeedDigits), std::end(kNeedDigits), unit) > 0) {
    text_.fail(behind, fmt::format("behind '{}' digits are missing", unit));
  }
  const auto bytes = unit_bytes(unit);
  if (!bytes) {
    text_.fail(behind, fmt::format("{} is no unit; there are K M G T (1024) and kB MB GB TB "
                                   "(1000)",
                                   quoted(unit)));
  }
  text_.skip(unit.size());
  std::optional<std::int64_t> number;
  if (fits(digits.magnitude, negative)) {
    number = checked_mul(clipped(digits.magnitude, negative), *bytes);
  } else if (in_address_ && !negative && unit.empty() &&
             digits.magnitude < std::numeric_limits<std::uint64_t>::max()) {
    number = static_cast<std::int64_t>(digits.magnitude);  // of which the bits count
  }
  if (!number) text_.fail(where, "this number does not fit 64 bits");
  FormulaNode node;
  node.where = where;
  node.number = *number;
  return add(std::move(node));
}

/// A number that is kept as it was typed.
std::size_t ExpressionParser::read_decimal(std::size_t where, std::size_t size, bool negative) {
  FormulaNode node;
  node.op = FormulaOp::Decimal;
  node.where = where;
  node.text = (negative ? "-" : "") + std::string(text_.rest().substr(0, size));
  text_.skip(size);
  return add(std::move(node));
}

std::size_t ExpressionParser::read_path() {
  FormulaNode node;
  node.op = FormulaOp::Name;
  node.where = text_.at();
  if (text_.take("@")) {
    node.scope = NameScope::Read;
  } else if (text_.take("$")) {
    node.scope = NameScope::BuiltIn;
  }
  do {
    // "@sections.$end" is what bview knows of a part of a catalogue, and no field.
    const bool known = !node.steps.empty() && text_.take("$");
    FormulaNode::Step step{(known ? "$" : "") + read_name(), {}};
    while (text_.sees("[")) {
      const std::vector<Node> indices = read_list("]");
      step.indices.insert(step.indices.end(), indices.begin(), indices.end());
    }
    node.steps.push_back(std::move(step));
  } while (text_.take("."));
  return add(std::move(node));
}

/// A name, in backticks where it has other characters in it.
std::string ExpressionParser::read_name() {
  const std::size_t where = text_.at();
  std::string_view name = leading_words(text_.rest());
  if (text_.take("`")) {
    name = text_.rest().substr(0, text_.rest().find('`'));
    if (name.size() == text_.rest().size()) text_.fail(where, "this '`' is not closed");
    text_.skip(1);
  }
  if (name.empty()) text_.fail(where, "here a name is missing");
  text_.skip(name.size());
  return std::string(name);
}

}  // namespace bview
