// SPDX-License-Identifier: MIT
// formats/syntax/record_builder.hpp - puts the items of a format one behind another.
//
// The builder knows where each field lies, how large and how strictly aligned the
// record has become, and which names it has. It knows nothing of letters. Of a record whose size
// depends on what it holds it makes the plan (core/record_plan.hpp); formulas are bound to the
// fields in front of them here.
//
// Source: PEP 3118; alignment and padding as a C compiler lays out a struct.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/core/record_plan.hpp>
#include <bview/formats/syntax/joined_types.hpp>
#include <bview/formats/syntax/scanner.hpp>

namespace bview {

/// So many fields an item may have, those of records in it included; an array counts once.
inline constexpr std::int64_t kMaxLeaves = std::int64_t{1} << 20U;

/// One record in the making. Every `where` is the place in the format that an error
/// points at; every member throws Error{Errc::BadFormat}.
class RecordBuilder {
 public:
  /// `text` is the format being read; it outlives the builder, as does the record around it, whose
  /// fields formulas may name.
  explicit RecordBuilder(const Scanner& text, const RecordBuilder* outer = nullptr)
      : text_(text), outer_(outer) {}

  /// What is added will all begin here.
  void begin_union() { layout_.is_union = true; }

  /// Moves on to the next multiple of `alignment`, which the record inherits.
  void align(std::int64_t alignment, std::size_t where);

  /// The next field begins so many bytes in front of what comes next.
  void go_back(std::int64_t bytes);

  /// Leaves `bytes` out.
  void pad(std::int64_t bytes, std::size_t where);

  /// Claims a name that stands at `where`.
  void add_name(std::string_view name, std::size_t where);

  /// Counts what comes next, before it is put here: so many fields that are no records.
  void count_leaves(std::int64_t leaves, std::size_t where);
  /// Of one whole record; one without fields counts as well, since somebody looks at it.
  [[nodiscard]] std::int64_t leaves() const { return std::max<std::int64_t>(leaves_, 1); }

  /// Puts a field here.
  void add(Field field, std::size_t where);

  /// Puts a field here whose extent, presence or place varies: `node` says how, but for the field
  /// itself.
  void add_varying(Field field, PlanNode node);

  /// Puts a packed field here, behind the last bit of the one in front of it if nothing came
  /// between them. Where a formula says the order, `follows`.
  void add_packed(Field field, PlanNode node, bool follows);
  /// What comes next begins with a byte.
  void end_run() { spare_ = 0; }

  /// Puts something here that is no field.
  void add_node(PlanNode node);

  /// What is added up to end_group() belongs to a group. Cases of one choice share its number.
  void begin_group(std::size_t choice = 0, std::size_t number = 0);
  [[nodiscard]] std::vector<PlanNode> end_group();

  /// Whether something in front of here varies, so that nothing is aligned any more.
  [[nodiscard]] bool is_varying() const { return varying_; }

  /// Says what the names in a formula are that stands here, at `where`; `item` is the record that
  /// was read last, whose fields come first, and `value` whether "value" is what was read. \throws
  /// Error{Errc::BadFormat} with a caret in the formula.
  void bind(Formula& formula, std::size_t where, const Layout* item = nullptr,
            bool value = false) const;

  /// Bytes of an array of items; `where` as above.
  [[nodiscard]] std::int64_t bytes_of(const Lengths& shape, std::int64_t item,
                                      std::size_t where) const;

  /// The record, its end padded to its own alignment if asked for. The builder is spent.
  [[nodiscard]] Layout finish(bool pad_end, std::size_t where);

 private:
  /// A name that looks like an automatic one: the n of "fn", and where it stands.
  using Suspect = std::pair<std::int64_t, std::size_t>;

  /// In which case of which choice a column was added, outermost first.
  using Cases = std::vector<std::pair<std::size_t, std::size_t>>;

  void check_automatic_names() const;
  void grow(std::int64_t bytes, std::size_t where);
  void add_constant(Field field, PlanNode node);
  void add_value(Field field, PlanNode node);
  [[nodiscard]] bool is_other_case(std::size_t column) const;
  [[nodiscard]] std::optional<Binding> binding_of(const FormulaNode& node, const Layout* item,
                                                  bool value) const;
  [[nodiscard]] std::size_t column_of(Field field, std::size_t where);
  void merge(std::size_t number, const Field& field, std::size_t where);
  void finish_plan();

  const Scanner& text_;
  Layout layout_;                         ///< its itemsize grows with every item, but for a union
  std::int64_t back_ = 0;                 ///< bytes that the next field goes back
  std::int64_t largest_ = 0;              ///< bytes of the largest member of a union
  std::int64_t positions_ = 0;            ///< values so far
  std::int64_t leaves_ = 0;               ///< so far, as kMaxLeaves counts them
  int spare_ = 0;                         ///< bits of the last byte that a packed field may take
  std::optional<ByteOrder> run_order_{};  ///< of the packed fields in front; none: that of the file
  const RecordBuilder* outer_;
  bool varying_ = false;
  mutable bool looks_elsewhere_ = false;          ///< a formula does
  std::vector<std::vector<PlanNode>> bodies_{1};  ///< of the record, and of groups in one another
  Cases cases_{};
  std::vector<Cases> column_cases_{};
  std::map<std::string, std::size_t, std::less<>> columns_;  ///< by name
  std::map<std::size_t, std::vector<StoredType>> held_{};    ///< of columns of several layouts
  std::vector<Suspect> suspects_;
};

}  // namespace bview
