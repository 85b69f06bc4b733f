// SPDX-License-Identifier: MIT
// formats/questions/fields.hpp - operands that are fields of items, whether these vary in size or
// not.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/core/public.hpp>
#include <bview/formats/questions/parts.hpp>
#include <bview/formats/text/reading_cells.hpp>

namespace BVIEW_PUBLIC bview {

/// A field as a question finds it.
struct FoundField {
  Field field;                       ///< one value; of a record that varies as its column has it
  std::optional<ColumnPath> path{};  ///< of a record that varies
  bool plain = false;                ///< without its readings
};

/// What numbers a field has for questions.
enum class Numbers : std::uint8_t {
  None,
  Whole,    ///< integers as they are stored, truth values
  Written,  ///< digits in ASCII, or packed
  Scaled,   ///< as they are shown, exactly
  Real,
  LongReal
};
[[nodiscard]] Numbers numbers_of(const Field& field);

/// Finds the values of a field.
class FieldReader {
 public:
  FieldReader(const Layout& layout, FoundField found);

  /// A value where it lies, and what its bytes mean there. `length` is that of CellRun.
  struct At {
    const std::byte* from;  ///< null: it does not stand there
    const Field& field;
    const ReadingCells& cells;
    std::int64_t length;
    std::optional<std::int64_t> start;  ///< where the texts of at() begin, if the record tells
  };

  [[nodiscard]] const Field& field() const { return found_.field; }
  [[nodiscard]] bool varies() const { return found_.path.has_value(); }
  /// Whether values of other types than the field's are among them.
  [[nodiscard]] bool merges() const;

  /// The fields that nodes of a record's plan fill it as, each in both byte orders.
  [[nodiscard]] std::size_t fillings() const { return filled_.size(); }
  [[nodiscard]] const Field& filling(std::size_t k) const { return filled_[k].field; }
  /// Whether each of them has its values one behind the other, as they are stored.
  [[nodiscard]] bool has_plain_values() const { return plain_values_; }

  /// An array in a record that varies.
  struct Array {
    const std::byte* first;
    std::int64_t count;
    std::size_t filling;
  };
  /// Nothing where it does not stand, or has no values.
  [[nodiscard]] std::optional<Array> array_in(Walker& walker, const Frame& frame) const;

  /// Calls `visit` with the number of each item and its value. What the record's walk works out is
  /// there during the visit only.
  template <class Visit>
  void each(const ItemBlock& block, const Visit& visit) const {
    if (varies()) return each_found(block, visit);
    const Filled& filled = filled_.front();
    for (std::int64_t k = 0; k < block.count; ++k) {
      visit(static_cast<std::size_t>(k),
            At{block.data + k * block.step + filled.field.offset, filled.field, filled.cells,
               filled.field.cell_length(), std::nullopt});
    }
  }

 private:
  /// The field as one node of the plan fills it, in one byte order.
  struct Filled {
    explicit Filled(Field as) : field(std::move(as)), cells(field) {}
    Field field;
    ReadingCells cells;
  };

  /// Where it was found in a record that varies; a number that is coded is put into `number`.
  [[nodiscard]] At found_in(Walker& walker, const Frame& frame, std::uint64_t& number) const;

  template <class Visit>
  void each_found(const ItemBlock& block, const Visit& visit) const {
    std::uint64_t number = 0;
    for (std::int64_t k = 0; k < block.count; ++k) {
      visit(static_cast<std::size_t>(k), found_in(*block.walker, *block.frames[k], number));
    }
  }

  /// Which of filled_ a place is filled as.
  [[nodiscard]] std::size_t filling_of(const Place& place) const;

  FoundField found_;
  bool plain_values_ = true;
  std::vector<Filled> filled_;        // of a record that varies two for each node, little end first
  std::vector<std::size_t> of_node_;  // where those of a node are, by its number
};

/// The numbers, and the texts, of a field. A field that has both is compared with either.
[[nodiscard]] OperandPtr number_field(FieldReader reader);
[[nodiscard]] OperandPtr text_field(FieldReader reader);
/// How many bytes a text has, and how many values an array.
[[nodiscard]] OperandPtr length_field(const Layout& layout, FoundField found);

}  // namespace bview
