// SPDX-License-Identifier: MIT
// formats/questions/computed_columns.hpp - items with values that are worked out of what they hold.
//
// An item that is shown is the item as it lies, and the values behind it: to all forms of output
// it is one like any other.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/formats/questions/question.hpp>
#include <bview/formats/syntax/column_text.hpp>

namespace bview {

/// A field that is a column as it is.
struct SelectedField {
  std::string selector;
  std::string name;  ///< empty: its own
};
/// Nothing where the column is worked out.
[[nodiscard]] std::optional<SelectedField> field_of(const ColumnText& column, const Asked& asked);

/// What a field that is selected so is called, if its own name is all it has.
[[nodiscard]] std::string column_name(const Field& field, const std::string& selector,
                                      const Layout& layout);

class ComputedColumns {
 public:
  /// Whole numbers are i128, or, for forms that have no such type, i64; others are doubles, or
  /// long doubles where such stand in them; conditions are true or false. A text in quotes is the
  /// same text in each item.
  ///
  /// Of records that vary in size no field can be among them.
  ///
  /// \throws Error for what is no field and no expression over the fields of `asked.layout`.
  ComputedColumns(std::span<const ColumnText> columns, const Asked& asked, bool wide);

  /// Of an item that is shown.
  [[nodiscard]] const Layout& layout() const { return layout_; }

  /// Writes block.count items one behind the other.
  /// \throws Error{Errc::BadValue} that names the item where a whole number has no value, or does
  ///         not fit.
  void write(const ItemBlock& block, std::byte* to) const;

 private:
  struct Value {
    std::string name;
    OperandPtr operand;
    ScalarType type;
    std::int64_t offset;
  };

  struct Text {
    std::string text;
    std::int64_t offset;
  };

  void add(const ColumnText& column, const Asked& asked, bool wide);
  void add_selected(const SelectedField& selected, const Asked& asked);
  void add_field(Field field, const std::string& name);
  void add_value(const std::string& name, OperandPtr operand, ScalarType type);
  void add_text(const std::string& name, const std::string& text);
  void add_behind(Field field, const std::string& name);
  static void write_value(const Value& value, const ItemBlock& block, std::int64_t step,
                          std::byte* to);

  Layout layout_;
  std::int64_t kept_ = 0;  // bytes of an item as it lies that are shown, from its first on
  std::vector<Value> values_{};
  std::vector<Text> texts_{};
};

}  // namespace bview
