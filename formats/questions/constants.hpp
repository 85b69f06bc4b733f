// SPDX-License-Identifier: MIT
// formats/questions/constants.hpp - what stands in a question as it is: numbers, texts, names that
// were read from the file.

#pragma once

#include <cstdint>
#include <string>

#include <bview/core/formula.hpp>
#include <bview/formats/questions/question.hpp>
#include <bview/formats/questions/ranges.hpp>

namespace bview {

/// \throws Error{Errc::BadFormat} with a caret, as the question does.
class QuestionConstants {
 public:
  QuestionConstants(const Formula& question, const Asked& asked)
      : question_(question), asked_(asked) {}

  [[nodiscard]] static bool is_constant(const FormulaNode& node);

  /// A number, or the number behind an '@'.
  [[nodiscard]] Literal number(const FormulaNode& node) const;

  /// The text that a byte pattern is, none of whose bits may be anything.
  [[nodiscard]] std::string whole_bytes(const FormulaNode& node) const;

 private:
  [[noreturn]] void fail(const FormulaNode& node, const std::string& reason) const;
  [[nodiscard]] std::int64_t read(const FormulaNode& node) const;

  const Formula& question_;
  const Asked& asked_;
};

}  // namespace bview
