// SPDX-License-Identifier: MIT
// formats/questions/names.hpp - what the names in a question are.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <bview/core/formula.hpp>
#include <bview/core/layout.hpp>
#include <bview/formats/questions/fields.hpp>

namespace bview {

class QuestionNames {
 public:
  /// `plain`: what is stored counts, and no reading.
  QuestionNames(const Layout& layout, bool plain) : layout_(layout), plain_(plain) {}

  /// The field, one value, that a node is the name of; nothing for `index` and `offset`.
  /// \throws Error{Errc::BadFormat} where there is no such field, or it is no single value.
  [[nodiscard]] std::optional<FoundField> find(const Formula& question,
                                               const FormulaNode& node) const;
  /// The same of a field that may be an array.
  [[nodiscard]] FoundField find_whole(const Formula& question, const FormulaNode& node) const;
  /// What --fields calls it.
  [[nodiscard]] std::string selector(const Formula& question, const FormulaNode& node) const;

  /// The question in which 'true' and 'false' are numbers, where no field is called so.
  [[nodiscard]] Formula with_truths(Formula question) const;

  /// Whether dump shows the field as a text.
  [[nodiscard]] static bool is_text(const Field& field);
  /// Whether its texts are names, times or addresses, and stand for what is stored.
  [[nodiscard]] static bool has_words(const Field& field);

  [[nodiscard]] static bool is_offset(const FormulaNode& node);
  /// The axis in index[axis], if there is one.
  [[nodiscard]] static std::optional<std::size_t> axis_of(const Formula& question,
                                                          const FormulaNode& node);
  /// The name in quotes.
  [[nodiscard]] static std::string text_of(const FormulaNode& node);
  /// An operator or a function, as it stands in the question.
  [[nodiscard]] static std::string_view spelling(const Formula& question, const FormulaNode& node);

 private:
  [[nodiscard]] std::string path_of(const Formula& question, const FormulaNode& node) const;

  const Layout& layout_;
  bool plain_;
};

}  // namespace bview
