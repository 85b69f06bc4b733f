// SPDX-License-Identifier: MIT
// formats/syntax/format_item.hpp - one item of a format: its parts, and the field they make.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/core/record_plan.hpp>
#include <bview/formats/syntax/format_lexer.hpp>
#include <bview/formats/syntax/reading_text.hpp>
#include <bview/formats/syntax/type_reader.hpp>

namespace bview {

/// How often an item stands where formulas tell, and whether.
struct VaryingExtent {
  PlanNode::Repeat repeat = PlanNode::Repeat::Once;
  std::vector<Amount> lengths{};
  std::optional<Formula> present{};
  std::string until{};  ///< a formula whose names are known behind the type
  std::size_t until_where = 0;
};

/// All parts of an item, in the order they are typed.
struct Item {
  std::size_t where = 0;  ///< of its first part
  std::optional<Typed<Lengths>> shape;
  std::optional<Typed<std::int64_t>> count;
  std::optional<VaryingExtent> extent;
  bool shape_of_formulas = false;  ///< the extent stood in parentheses
  PlanNode::Coding coding = PlanNode::Coding::Plain;
  NumberCoding number = NumberCoding::Uleb;
  std::string end{};                       ///< of a text that is coded
  TypePart type{};                         ///< meaningless for records
  std::shared_ptr<const Layout> record{};  ///< null for all but records
  std::int64_t record_leaves = 1;          ///< of one such record; 1 while it is still being read
  std::optional<Typed<std::string_view>> name;
  ReadReading readings{};
  std::shared_ptr<const Reading> own_reading{};  ///< of its type, where no other is given
  std::optional<Formula> start{};                ///< of the texts of at(), where records tell it

  [[nodiscard]] bool is_padding() const { return type.scalar == nullptr && record == nullptr; }
  [[nodiscard]] bool is_text() const {
    return record == nullptr && type.scalar != nullptr && type.scalar->count_is_length() &&
           coding == PlanNode::Coding::Plain;
  }
  /// Whether it stands beside its neighbours, perhaps inside of a byte.
  [[nodiscard]] bool is_packed() const { return record == nullptr && type.bits.has_value(); }
  [[nodiscard]] std::int64_t times() const { return count ? count->value : 1; }

  /// How many fields without fields it is, arrays counting once.
  [[nodiscard]] std::int64_t leaves() const {
    const auto bit_fields = static_cast<std::int64_t>(readings.bit_fields.size());
    return bit_fields > 0 ? bit_fields : record_leaves;
  }

  /// How many bytes it is aligned to where the mode aligns; a word with a byte order of its
  /// own never is.
  [[nodiscard]] std::int64_t alignment() const {
    if (record != nullptr) return record->alignment;
    return type.order || type.bits ? 1 : type.scalar->alignment;
  }
};

/// Takes in the lengths that stand at `where` behind the type: of a text the last one counts
/// its units, all others are the shape.
void add_lengths(Item& item, Lengths lengths, std::size_t where, const FormatLexer& text);

/// Reads the readings behind an item's lengths.
void add_readings(Item& item, FormatLexer& text);

/// What no part says alone.
void check_item(const Item& item, const FormatLexer& text);

/// The field of an item that is no padding, its bytes in `order`; where it lies is not known yet.
[[nodiscard]] Field field_of(Item item, ByteOrder order);

}  // namespace bview
