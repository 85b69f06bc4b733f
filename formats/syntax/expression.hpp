// SPDX-License-Identifier: MIT
// formats/syntax/expression.hpp - the parser that formulas and questions share.
//
// Both are made of the same numbers, names, operators and calls, and mean the same tree
// (core/formula.hpp). A Dialect says what one has and the other has not; formula_text.hpp and
// question_text.hpp have their grammars.

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/formula.hpp>
#include <bview/formats/syntax/scanner.hpp>

namespace bview {

struct FunctionRow {
  std::string_view name;
  FormulaOp op;
  std::size_t least;
  std::size_t most;  ///< operands
};

/// What is written otherwise here.
struct ElsewhereRow {
  std::string_view token;
  std::string_view hint;
};

struct Dialect {
  std::string_view notation;  ///< "formula", for errors
  std::span<const FunctionRow> functions;
  std::string_view all_functions;  ///< in words
  std::span<const ElsewhereRow> elsewhere;
  bool asks;  ///< and or not, in, like, decimals, texts in single quotes; no types, no choices
};

class ExpressionParser {
 public:
  ExpressionParser(const Dialect& dialect, std::string_view text, std::size_t begin,
                   std::size_t end);

  /// \throws Error{Errc::BadFormat} with a caret under the place.
  [[nodiscard]] Formula parse();

 private:
  using Node = std::size_t;
  struct BinaryOperator;

  Node add(FormulaNode node);
  Node add(FormulaOp op, std::size_t where, std::vector<Node> operands);
  template <class Read>
  Node nested(const Read& read);

  // expression.cpp: operators
  Node read_whole();
  Node read_choice();
  Node read_either();
  Node read_both();
  Node read_not();
  Node read_compared();
  Node read_chain(Node first);
  Node read_in(Node left, std::size_t where);
  Node read_like(Node left, std::size_t where);
  Node read_match(Node left, std::size_t where);
  [[nodiscard]] const BinaryOperator* next_binary(int rank);
  Node read_binary(int rank);
  Node read_unary();
  Node read_operand();
  [[nodiscard]] bool takes_word(std::string_view word);
  [[nodiscard]] bool sees_keyword() const;
  std::vector<Node> read_list(std::string_view close);
  Node read_call(std::size_t where, std::string_view name);
  Node read_length(std::size_t where);
  [[noreturn]] void fail_in_list(std::size_t open, std::string_view close) const;
  [[noreturn]] void fail_behind_operand() const;

  // expression_atoms.cpp: what stands between them
  Node read_atom(std::string_view what);
  Node read_text();
  Node read_bytes();
  Node read_raw(FormulaOp op, std::size_t where);
  [[nodiscard]] bool sees_bytes() const;
  Node read_number(std::size_t where, bool negative);
  Node read_decimal(std::size_t where, std::size_t size, bool negative);
  Node read_path();
  std::string read_name();
  [[nodiscard]] bool sees_path() const;
  [[nodiscard]] bool sees_number() const;
  Node read_typed(std::size_t where, std::size_t size);
  [[nodiscard]] Field field_of_type(std::size_t where, std::string_view type) const;

  const Dialect& dialect_;
  Scanner text_;
  Formula formula_;
  std::size_t depth_ = 0;
  std::size_t listed_ = 0;   // constants in lists
  bool in_address_ = false;  // where numbers have 64 bits without a sign
};

}  // namespace bview
