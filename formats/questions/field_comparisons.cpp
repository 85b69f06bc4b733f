// SPDX-License-Identifier: MIT

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/questions/conditions.hpp>
#include <bview/formats/questions/exact.hpp>
#include <bview/formats/questions/field_comparisons.hpp>
#include <bview/formats/questions/names.hpp>
#include <bview/formats/questions/operands.hpp>
#include <bview/formats/text/string_text.hpp>

namespace bview {
namespace {

constexpr Comparison kMirrored[] = {Comparison::Equal,   Comparison::NotEqual,
                                    Comparison::Greater, Comparison::GreaterEqual,
                                    Comparison::Less,    Comparison::LessEqual};

/// A number that is compared as it is.
Literal literal_of(const Ratio& number) {
  return {number, static_cast<double>(approximate(number)), false, false, ""};
}

bool is_text_constant(const FormulaNode& node) { return node.op == FormulaOp::Text; }
bool is_number_constant(const FormulaNode& node) {
  return !is_text_constant(node) && QuestionConstants::is_constant(node);
}

}  // namespace

Comparison mirrored(Comparison comparison) {
  return kMirrored[static_cast<std::size_t>(comparison)];
}

ConditionPtr FieldComparisons::compared(const FoundField& field, Comparison comparison,
                                        const FormulaNode& constant) const {
  if (is_text_constant(constant)) return named(field, comparison, constant);
  if (numbers_of(field.field) == Numbers::None) return nullptr;
  const Literal literal = constants_.number(constant);
  if (ConditionPtr found = scaled(field, comparison, literal)) return found;
  return range_condition(FieldReader(asked_.layout, field), comparison, literal);
}

ConditionPtr FieldComparisons::one_of(const FoundField& field,
                                      std::span<const std::size_t> nodes) const {
  const auto all = [&](bool (*is)(const FormulaNode&)) {
    return std::all_of(nodes.begin(), nodes.end(),
                       [&](std::size_t each) { return is(question_.nodes[each]); });
  };
  const bool plain_text =
      numbers_of(field.field) == Numbers::None && !QuestionNames::has_words(field.field);
  if (plain_text && all(is_text_constant)) {
    std::vector<std::string> texts;
    texts.reserve(nodes.size());
    for (const std::size_t each : nodes) texts.push_back(question_.nodes[each].text);
    return member_condition(text_field(FieldReader(asked_.layout, field)), std::move(texts));
  }
  if (!all(is_number_constant)) return nullptr;
  std::vector<Literal> numbers;
  numbers.reserve(nodes.size());
  for (const std::size_t each : nodes) numbers.push_back(constants_.number(question_.nodes[each]));
  return member_condition(FieldReader(asked_.layout, field), numbers);
}

/// A scaled field is compared as it is stored, with what the number is there.
ConditionPtr FieldComparisons::scaled(FoundField field, Comparison comparison,
                                      const Literal& literal) const {
  const bool is_scaled = numbers_of(field.field) == Numbers::Scaled &&
                         field.field.reading->steps.size() == 1 && literal.exact;
  if (!is_scaled) return nullptr;
  const ReadingStep step = field.field.reading->steps.front();
  const auto moved = added(*literal.exact, negated(step.offset));
  const auto stored = moved ? divided(*moved, step.factor) : std::nullopt;
  if (!stored) return nullptr;
  if (step.factor.numerator.negative) comparison = mirrored(comparison);
  field.field.reading = nullptr;
  return range_condition(FieldReader(asked_.layout, std::move(field)), comparison,
                         literal_of(*stored));
}

/// A text beside a field that has names, times or addresses is one of these: what they stand for
/// is compared.
ConditionPtr FieldComparisons::named(const FoundField& field, Comparison comparison,
                                     const FormulaNode& text) const {
  if (!QuestionNames::has_words(field.field)) return nullptr;
  FoundField stored = field;
  const ReadingCells cells(field.field);
  Datum datum;
  try {
    datum = cells.taken(text.text, field.field.cell_length(), false);
  } catch (const Error& error) {
    throw notation_error("question", question_.text, text.where, error.what());
  }
  stored.field.reading = nullptr;
  const auto number = datum.is == Datum::Is::Integer ? std::optional(Ratio{datum.integer, 1})
                      : datum.is == Datum::Is::Real  ? ratio_in(datum.text)
                                                     : std::nullopt;
  if (!number) {
    return compare_condition(text_field(FieldReader(asked_.layout, std::move(stored))),
                             constant_text(std::string(without_nuls(datum.text))), comparison);
  }
  FieldReader reader(asked_.layout, std::move(stored));
  if (ConditionPtr found = range_condition(reader, comparison, literal_of(*number))) return found;
  return compare_condition(number_field(std::move(reader)), constant_number(literal_of(*number)),
                           comparison);
}

}  // namespace bview
