// SPDX-License-Identifier: MIT
// formats/output/table_columns.hpp - records, one per line under the names of their fields.
//
// An array of scalars is one column, [1 2 3], in which its values are columns again;
// every other leaf of the record is a column of its own. Where lines are longer than
// the terminal, texts are cut, but not to fewer than kShortText columns.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <bview/formats/output/renderer.hpp>
#include <bview/formats/output/table_cells.hpp>
#include <bview/formats/output/table_lines.hpp>
#include <bview/formats/output/table_rules.hpp>
#include <bview/formats/output/table_text.hpp>

namespace bview {

class RecordColumns : public Renderer {
 public:
  /// More leaves or bytes than these are too many for columns.
  static constexpr std::int64_t kMostLeaves = 64;
  static constexpr std::int64_t kMostBytes = std::int64_t{64} << 10;

  /// Precondition: items, at most kMostLeaves leaves and kMostBytes bytes each.
  RecordColumns(const Selection& selection, const OutputOptions& options);

  /// False when lines would be too long for the terminal.
  [[nodiscard]] bool fits() const { return plan(reaches_).has_value(); }

  /// A part is a block of records that are laid out together.
  [[nodiscard]] std::int64_t parts() const override;
  [[nodiscard]] std::int64_t parts_of_items(std::int64_t items) const override {
    return items / block_;
  }
  [[nodiscard]] std::int64_t parts_per_chunk() const override { return 2; }
  void begin(TextBuffer& out) const override;
  void end(TextBuffer& out) const override;
  void render(std::int64_t first, std::int64_t count, TextBuffer& out) const override;

 private:
  using Widths = std::vector<std::int64_t>;
  using Reaches = std::vector<Reach>;

  /// A leaf of the record.
  struct Column {
    CellMaker maker;
    std::int64_t offset;  // bytes from the start of the record
    std::string open;     // brackets in front of it
    std::string close;    // and behind
  };

  /// Columns under one name.
  struct Group {
    std::string name;
    std::size_t first;
    std::size_t count;
    std::int64_t gap;  // in front of it
  };

  void add_columns(const Layout& layout);
  [[nodiscard]] bool is_array(const Group& group) const;
  [[nodiscard]] Align align(const Group& group) const;

  [[nodiscard]] bool may_hold_blanks(const Group& group) const;
  [[nodiscard]] std::int64_t gap_within(const Group& group) const;

  [[nodiscard]] Reaches cells_of(std::int64_t first, std::int64_t count, Cells& cells) const;
  [[nodiscard]] std::int64_t content_width(const Group& group, const Widths& widths) const;
  [[nodiscard]] std::int64_t group_width(const Group& group, const Widths& widths) const;
  [[nodiscard]] std::int64_t line_width(const Widths& widths) const;
  [[nodiscard]] std::size_t widest_text(const Widths& widths) const;
  /// Widths of columns so that lines fit the terminal, if that is possible.
  [[nodiscard]] std::optional<Widths> plan(const Reaches& reaches) const;
  [[nodiscard]] Widths natural(const Reaches& reaches) const;
  /// Those of the columns that rules are drawn between.
  [[nodiscard]] std::vector<RuledColumn> ruled(const Widths& widths) const;
  [[nodiscard]] Widths usual_widths() const { return plan(reaches_).value_or(natural(reaches_)); }

  /// A column of a block, whose cells stand column by column.
  struct Placed {
    const Column* column;
    CellColumn cells;
    std::size_t first;    ///< cell
    bool begins_group;    ///< then there may be a rule in front of it
    std::int64_t gap;     ///< in front of it
    std::int64_t behind;  ///< what its group's name takes more than its values
  };
  [[nodiscard]] std::vector<Placed> placed(const Widths& widths, const Reaches& reaches,
                                           std::size_t rows) const;
  /// The n-th record, whose cells are the row-th. Line is a Painter, or a PlainLine.
  template <class Line>
  void write_row(std::int64_t n, const std::vector<Placed>& columns, const Cells::Reader& cells,
                 std::size_t row, Line& line) const;
  template <class Line>
  void write_label(std::int64_t n, Line& line) const;
  void write_block(std::int64_t first, std::int64_t count, TextBuffer& out) const;

  View view_;
  View places_;  // what offsets are shown of
  OutputOptions options_;
  FieldLines lines_;  // for blocks that are too wide
  std::vector<Column> columns_;
  std::vector<Group> groups_;
  std::int64_t block_;  // records
  int digits_;
  std::int64_t index_width_;  // 0: no index is shown
  TableRules rules_;
  Reaches reaches_;  // of the columns, before they are cut
};

}  // namespace bview
