// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/questions/conditions.hpp>
#include <bview/formats/questions/constants.hpp>
#include <bview/formats/questions/field_comparisons.hpp>
#include <bview/formats/questions/names.hpp>
#include <bview/formats/questions/operands.hpp>
#include <bview/formats/questions/question.hpp>
#include <bview/formats/questions/ranges.hpp>
#include <bview/formats/syntax/pattern_text.hpp>
#include <bview/formats/text/regex.hpp>

namespace bview {
namespace {

using Node = FormulaNode;

/// Operators of whole numbers alone.
constexpr FormulaOp kOfBits[] = {FormulaOp::And,       FormulaOp::Or,         FormulaOp::Xor,
                                 FormulaOp::ShiftLeft, FormulaOp::ShiftRight, FormulaOp::Invert};

/// From so many constants on a search in them is faster than to compare with each.
constexpr std::size_t kSearched = 9;

class Binder {
 public:
  Binder(const Formula& question, const Asked& asked)
      : question_(question),
        asked_(asked),
        names_(asked.layout, asked.plain),
        constants_(question, asked),
        of_fields_(question, asked) {}

  ConditionPtr condition(std::size_t index) {
    const Node& node = question_.nodes[index];
    switch (node.op) {
      case FormulaOp::Both:
        return both_conditions(condition(node.operands[0]), condition(node.operands[1]));
      case FormulaOp::Either:
        return any_condition({condition(node.operands[0]), condition(node.operands[1])});
      case FormulaOp::Not:
        return negated_condition(condition(node.operands[0]));
      case FormulaOp::Compare:
        return chain(node);
      case FormulaOp::In:
        return one_of(node);
      case FormulaOp::Like:
        return like_condition(text(node.operands[0], "like"),
                              question_.nodes[node.operands[1]].text);
      case FormulaOp::Match:
        return match(node);
      case FormulaOp::IsNan:
        return nan_condition(number(node.operands[0], "isnan()"));
      default:
        return truth_condition(is_text_only(index) ? text(index, "a condition")
                                                   : number(index, "a condition"));
    }
  }

  OperandPtr operand(std::size_t index) {
    return is_text_only(index) ? text(index, "a value") : number(index, "a value");
  }

 private:
  [[noreturn]] void fail(const Node& node, const std::string& reason) const {
    throw notation_error("question", question_.text, node.where, reason);
  }

  // --- comparisons -------------------------------------------------------------------------------

  ConditionPtr chain(const Node& node) {
    ConditionPtr all;
    for (std::size_t k = 0; k < node.comparisons.size(); ++k) {
      ConditionPtr next =
          compared(node, node.operands[k], node.operands[k + 1], node.comparisons[k]);
      all = all ? both_conditions(std::move(all), std::move(next)) : std::move(next);
    }
    return all;
  }

  ConditionPtr one_of(const Node& node) {
    const std::span<const std::size_t> sought = std::span(node.operands).subspan(1);
    if (const auto field = sought.size() >= kSearched ? field_at(node.operands[0]) : std::nullopt) {
      if (ConditionPtr found = of_fields_.one_of(*field, sought)) return found;
    }
    std::vector<ConditionPtr> each;
    each.reserve(sought.size());
    for (const std::size_t other : sought) {
      each.push_back(compared(node, node.operands[0], other, Comparison::Equal));
    }
    return any_condition(std::move(each));
  }

  ConditionPtr compared(const Node& node, std::size_t a, std::size_t b, Comparison comparison) {
    if (is_bytes(a) || is_bytes(b)) return bytes_compared(node, a, b, comparison);
    if (is_constant(a) && !is_constant(b)) {
      std::swap(a, b);
      comparison = mirrored(comparison);
    }
    if (const auto field = is_constant(b) ? field_at(a) : std::nullopt) {
      const Node& constant = question_.nodes[b];
      if (ConditionPtr found = of_fields_.compared(*field, comparison, constant)) return found;
    }
    const bool texts = is_text_only(a) || is_text_only(b);
    if (!texts) {
      std::vector<OperandPtr> sides = numbers({a, b}, "==");
      return compare_condition(std::move(sides[0]), std::move(sides[1]), comparison);
    }
    refuse_unlike(node, a, b);
    return compare_condition(text(a, "=="), text(b, "=="), comparison);
  }

  // --- byte patterns, expressions ----------------------------------------------------------------

  [[nodiscard]] bool is_bytes(std::size_t index) const {
    return question_.nodes[index].op == FormulaOp::Bytes;
  }

  ConditionPtr bytes_compared(const Node& node, std::size_t a, std::size_t b,
                              Comparison comparison) {
    if (is_bytes(a)) std::swap(a, b);
    const bool equal = comparison == Comparison::Equal;
    if (!equal && comparison != Comparison::NotEqual) {
      fail(node, "bytes are compared with == and !=, or found with ~");
    }
    ConditionPtr same = bytes_condition(stored(a), byte_pattern_in(question_.nodes[b].text));
    return equal ? std::move(same) : negated_condition(std::move(same));
  }

  ConditionPtr match(const Node& node) {
    const std::string& sought = question_.nodes[node.operands[1]].text;
    if (!is_bytes(node.operands[1])) {
      return match_condition(text(node.operands[0], "~"), Regex(sought));
    }
    const auto field = field_at(node.operands[0]);
    const bool plain = field && field->field.type == ScalarType::String;
    return contains_condition(stored(node.operands[0]), byte_pattern_in(sought),
                              plain ? field->field.length : 0);
  }

  /// The bytes of a text, whatever they are shown as.
  OperandPtr stored(std::size_t index) {
    auto field = field_at(index);
    if (!field || field->field.type != ScalarType::String) return text(index, "a byte pattern");
    field->field.reading = nullptr;
    return text_field(FieldReader(asked_.layout, std::move(*field)));
  }

  /// Says so where one side is a number and the other a text.
  void refuse_unlike(const Node& node, std::size_t a, std::size_t b) {
    const auto shown = [&](std::size_t index) {
      const Node& each = question_.nodes[index];
      return each.op == FormulaOp::Text   ? quoted(each.text)
             : each.op == FormulaOp::Name ? names_.text_of(each)
                                          : std::string("this");
    };
    if (is_number_only(a)) {
      fail(node, fmt::format("{} is a number, and {} a text", shown(a), shown(b)));
    }
    if (is_number_only(b)) {
      fail(node,
           fmt::format("{} is text; a text stands beside it in quotes: == \"abc\"", shown(a)));
    }
  }

  // --- operands ----------------------------------------------------------------------------------

  [[nodiscard]] bool is_constant(std::size_t index) const {
    return QuestionConstants::is_constant(question_.nodes[index]);
  }

  std::optional<FoundField> field_at(std::size_t index) {
    const Node& node = question_.nodes[index];
    if (node.op != FormulaOp::Name || node.scope == NameScope::Read) return std::nullopt;
    return names_.find(question_, node);
  }

  [[nodiscard]] bool is_text_only(std::size_t index) {
    const Node& node = question_.nodes[index];
    if (node.op == FormulaOp::Text || node.op == FormulaOp::Bytes) return true;
    const auto field = field_at(index);
    return field && numbers_of(field->field) == Numbers::None;
  }

  [[nodiscard]] bool is_number_only(std::size_t index) {
    const Node& node = question_.nodes[index];
    if (node.op == FormulaOp::Text || node.op == FormulaOp::Bytes) return false;
    const auto field = field_at(index);
    return !field || (numbers_of(field->field) != Numbers::None && !names_.is_text(field->field));
  }

  OperandPtr text(std::size_t index, const char* what) {
    const Node& node = question_.nodes[index];
    if (node.op == FormulaOp::Text) return constant_text(node.text);
    if (node.op == FormulaOp::Bytes) return constant_text(constants_.whole_bytes(node));
    auto field = field_at(index);
    if (!field) fail(node, fmt::format("{} takes a text, and this is a number", what));
    if (!names_.is_text(field->field) && numbers_of(field->field) != Numbers::None) {
      fail(node, fmt::format("{} takes a text, and {} is a number", what, names_.text_of(node)));
    }
    return text_field(FieldReader(asked_.layout, std::move(*field)));
  }

  /// Operands side by side: a number with a point is a float beside floats.
  std::vector<OperandPtr> numbers(const std::vector<std::size_t>& nodes, const std::string& what) {
    std::vector<OperandPtr> operands;
    std::transform(nodes.begin(), nodes.end(), std::back_inserter(operands),
                   [&](std::size_t node) { return number(node, what); });
    Sort widest = Sort::Whole;
    for (const OperandPtr& each : operands) widest = std::max(widest, each->sort());
    for (std::size_t k = 0; k < nodes.size(); ++k) {
      const Node& node = question_.nodes[nodes[k]];
      if (node.op == FormulaOp::Decimal)
        operands[k] = constant_number(constants_.number(node), widest);
    }
    return operands;
  }

  OperandPtr number(std::size_t index, const std::string& what) {
    const Node& node = question_.nodes[index];
    switch (node.op) {
      case FormulaOp::Text:
      case FormulaOp::Bytes:
        fail(node, fmt::format("{} takes numbers, and this is a text", what));
      case FormulaOp::Constant:
      case FormulaOp::Decimal:
        return constant_number(constants_.number(node));
      case FormulaOp::Name:
        return named_number(node, what);
      case FormulaOp::Count:
        return length(node);
      case FormulaOp::Both:
      case FormulaOp::Either:
      case FormulaOp::Not:
      case FormulaOp::Compare:
      case FormulaOp::In:
      case FormulaOp::Like:
      case FormulaOp::Match:
      case FormulaOp::IsNan:
        return truth_of(condition(index));
      case FormulaOp::Keep:
        return number(node.operands[0], "+");
      default:
        return computed_of(node);
    }
  }

  OperandPtr named_number(const Node& node, const std::string& what) {
    if (node.scope == NameScope::Read) return constant_number(constants_.number(node));
    if (auto field = names_.find(question_, node)) {
      if (numbers_of(field->field) == Numbers::None) {
        fail(node, fmt::format("{} takes numbers, and {} is text", what, names_.text_of(node)));
      }
      return number_field(FieldReader(asked_.layout, std::move(*field)));
    }
    return names_.is_offset(node) ? item_offset() : item_number(names_.axis_of(question_, node));
  }

  OperandPtr length(const Node& node) {
    FoundField found = names_.find_whole(question_, node);
    const Field& field = found.field;
    const bool array = !field.shape.empty() && !field.spread;
    const bool text = !field.record && QuestionNames::is_text(field);
    if (!array && !text) {
      fail(node,
           fmt::format("len() takes a text or an array, and {} is neither", names_.text_of(node)));
    }
    return length_field(asked_.layout, std::move(found));
  }

  OperandPtr computed_of(const Node& node) {
    const std::string what(names_.spelling(question_, node));
    std::vector<OperandPtr> operands = numbers(node.operands, what);
    const bool whole = std::all_of(operands.begin(), operands.end(),
                                   [](const OperandPtr& each) { return each->is_whole(); });
    const bool of_bits = std::count(std::begin(kOfBits), std::end(kOfBits), node.op) > 0;
    if (of_bits && !whole) fail(node, fmt::format("{} takes whole numbers", what));
    const FormulaOp op = node.op == FormulaOp::Divide && whole ? FormulaOp::FloorDivide : node.op;
    if (is_function(node.op)) return applied_to(op, std::move(operands.front()));
    OperandPtr result = std::move(operands.front());
    if (operands.size() == 1) return computed(op, std::move(result), nullptr);
    for (std::size_t k = 1; k < operands.size(); ++k) {
      result = computed(op, std::move(result), std::move(operands[k]));
    }
    return result;
  }

  const Formula& question_;
  const Asked& asked_;
  QuestionNames names_;
  QuestionConstants constants_;
  FieldComparisons of_fields_;
};

}  // namespace

ConditionPtr condition_of(const Formula& question, const Asked& asked) {
  const Formula bound = QuestionNames(asked.layout, asked.plain).with_truths(question);
  return Binder(bound, asked).condition(bound.nodes.size() - 1);
}

OperandPtr operand_of(const Formula& question, const Asked& asked) {
  const Formula bound = QuestionNames(asked.layout, asked.plain).with_truths(question);
  return Binder(bound, asked).operand(bound.nodes.size() - 1);
}

}  // namespace bview
