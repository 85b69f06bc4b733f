// SPDX-License-Identifier: MIT
// formats/questions/field_comparisons.hpp - fields beside constants, compared as they are stored.

#pragma once

#include <cstddef>
#include <span>

#include <bview/formats/questions/constants.hpp>
#include <bview/formats/questions/fields.hpp>

namespace bview {

/// The comparison of b with a that a's with b is.
[[nodiscard]] Comparison mirrored(Comparison comparison);

/// What they make is null where a field's values have to be taken one by one to be compared.
class FieldComparisons {
 public:
  FieldComparisons(const Formula& question, const Asked& asked)
      : question_(question), asked_(asked), constants_(question, asked) {}

  /// Mostly a range of what stands in the file.
  [[nodiscard]] ConditionPtr compared(const FoundField& field, Comparison comparison,
                                      const FormulaNode& constant) const;

  /// The field is one of many constants of its kind, of which a search finds it.
  [[nodiscard]] ConditionPtr one_of(const FoundField& field,
                                    std::span<const std::size_t> nodes) const;

 private:
  [[nodiscard]] ConditionPtr scaled(FoundField field, Comparison comparison,
                                    const Literal& literal) const;
  [[nodiscard]] ConditionPtr named(const FoundField& field, Comparison comparison,
                                   const FormulaNode& text) const;

  const Formula& question_;
  const Asked& asked_;
  QuestionConstants constants_;
};

}  // namespace bview
