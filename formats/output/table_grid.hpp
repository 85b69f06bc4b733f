// SPDX-License-Identifier: MIT
// formats/output/table_grid.hpp - plain values, many to a line.
//
// A row of the innermost axis is a line, or several where the terminal ends; a view of
// one axis is a single long row. Lines are labelled with the file offset of the row
// and, when there are more axes, with the index; the planes of a view of three and
// more axes stand apart, each under a caption: [1,:,:].

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <bview/formats/output/renderer.hpp>
#include <bview/formats/output/table_cells.hpp>
#include <bview/formats/output/table_rules.hpp>
#include <bview/formats/output/table_text.hpp>

namespace bview {

class ValueGrid : public Renderer {
 public:
  /// Precondition: items, at least one axis, and a bare layout of a single value that
  /// is not CellMaker::is_long().
  ValueGrid(const Selection& selection, const OutputOptions& options);

  /// A part is a block of lines that are laid out together.
  [[nodiscard]] std::int64_t parts() const override;
  [[nodiscard]] std::int64_t parts_per_chunk() const override;
  void begin(TextBuffer& out) const override;
  void end(TextBuffer& out) const override;
  void render(std::int64_t first, std::int64_t count, TextBuffer& out) const override;

 private:
  /// How lines are laid out.
  struct Plan {
    std::int64_t per_line = 1;  ///< values
    std::int64_t cell = 0;      ///< columns of a terminal
    std::int64_t index = 0;     ///< the same, for the index; 0: there is none
  };
  /// Values that stand together.
  struct Stretch {
    std::int64_t first;  ///< its place among all values
    std::int64_t count;
  };

  [[nodiscard]] bool is_flat() const { return view_.ndim() == 1; }
  [[nodiscard]] bool holds_rows(const Plan& plan) const { return plan.per_line >= row_; }

  /// Makes the cells of a stretch and returns how far they reach.
  Reach cells_of(const Stretch& stretch, Cells& cells) const;
  [[nodiscard]] Reach reach_at_ends() const;

  [[nodiscard]] Plan plan_for(std::int64_t widest) const;
  [[nodiscard]] Plan plan_lines(std::int64_t widest, std::int64_t title, std::int64_t index,
                                std::int64_t most) const;

  [[nodiscard]] std::int64_t line_count() const;
  [[nodiscard]] Stretch line_at(std::int64_t n) const;
  [[nodiscard]] std::string title_of(std::int64_t k) const;
  void write_block(std::int64_t first, std::int64_t count, TextBuffer& out) const;
  [[nodiscard]] std::vector<RuledColumn> ruled() const;
  void write_caption(std::int64_t first, Painter& line) const;
  template <class Line>
  void write_label(std::int64_t first, const Plan& plan, Line& line) const;
  template <class Line>
  void write_cells(const Cells::Reader& cells, std::int64_t first, std::int64_t count,
                   const CellColumn& column, Line& line) const;

  View view_;  // of the values themselves
  Layout layout_;
  OutputOptions options_;
  CellMaker maker_;
  int digits_;
  std::int64_t row_;  // values along the innermost axis
  TableRules rules_;
  Reach reach_;             // of the first and last values
  std::int64_t gap_;        // columns between cells
  Plan plan_;               // for blocks where no cell is wider
  std::int64_t row_lines_;  // lines that a row takes then
  std::int64_t block_;      // lines
};

}  // namespace bview
