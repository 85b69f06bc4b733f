// SPDX-License-Identifier: MIT
// formats/output/table_cells.hpp - values of one field as the cells of a table.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/core/sink.hpp>
#include <bview/formats/output/renderer.hpp>
#include <bview/formats/output/table_text.hpp>
#include <bview/formats/text/append_cells.hpp>

namespace bview {

/// How tables write their cells.
[[nodiscard]] CellStyle table_style(const OutputOptions& options);

struct Cell {
  std::string_view text;  ///< valid until more cells are made
  std::int64_t width;     ///< in columns of a terminal
};

/// How far the widest cells of a column reach, behind the points of numbers, and in front of them.
/// Where these do not stand below each other all is in front.
struct Reach {
  std::int64_t front = 0;
  std::int64_t behind = 0;

  [[nodiscard]] std::int64_t width() const { return front + behind; }
  [[nodiscard]] Reach joined(const Reach& other) const {
    return {std::max(front, other.front), std::max(behind, other.behind)};
  }
};

/// What of a number stands behind its last digit in front of the point, or of the exponent.
[[nodiscard]] std::int64_t behind_point(std::string_view number);

/// The texts of some values, one after another.
class Cells {
 private:
  struct End {
    std::size_t offset;  // of the line feed behind the cell
    std::int64_t width;
  };

 public:
  /// For loops that write characters, which may be any object's bytes: what it holds need not be
  /// loaded anew behind each. It is good until the cells change.
  class Reader {
   public:
    Reader(const char* text, const End* ends) : text_(text), ends_(ends) {}

    [[nodiscard]] Cell operator[](std::size_t n) const {
      const std::size_t begin = ends_[n].offset + 1;  // behind the end of the one before
      return {{text_ + begin, ends_[n + 1].offset - begin}, ends_[n + 1].width};
    }

   private:
    const char* text_;
    const End* ends_;
  };

  Cells() { clear(); }
  /// Room for as many cells as come is made at once.
  void clear(std::int64_t expected = 0);
  [[nodiscard]] std::size_t size() const { return ends_.size() - 1; }
  /// Characters of the longest of some cells.
  [[nodiscard]] std::size_t longest(std::size_t first, std::size_t count) const;
  [[nodiscard]] Reader reader() const { return {text_.text().data(), ends_.data()}; }
  [[nodiscard]] Cell operator[](std::size_t n) const { return reader()[n]; }

 private:
  friend class CellMaker;

  /// Notes where the `count` cells in the text behind `from` end, and returns the width of the
  /// widest.
  std::int64_t measure(std::size_t from, std::int64_t count);
  std::int64_t measure_columns(std::size_t first);
  TextBuffer text_;
  std::vector<End> ends_;  // in front of the first cell, too
};

/// Makes the cells of a field. Of a text that is longer than the terminal could show,
/// only the beginning is written.
class CellMaker {
 public:
  CellMaker(const Field& field, const OutputOptions& options);

  /// Appends the cells of `count` values, `step` bytes apart, and returns the width of
  /// the widest.
  std::int64_t append(const std::byte* data, std::int64_t step, std::int64_t count,
                      Cells& cells) const;

  /// The same of values of a stretch, from the n-th on.
  std::int64_t append_stretch(const Field& field, const std::byte* data, std::int64_t n,
                              std::int64_t count, Cells& cells) const;

  /// Writes one value whole, however long, into the line.
  void write(const std::byte* data, Painter& line) const;

  [[nodiscard]] Kind kind() const { return kind_; }

  /// The reach of the cells from the `from`-th on, the widest of which has `widest` columns.
  [[nodiscard]] Reach reach_of(const Cells& cells, std::size_t from, std::int64_t widest) const;

  /// True when two cells side by side need a rule between them.
  [[nodiscard]] bool may_hold_blanks() const {
    const bool several = length_ > 1 || writer_.style().reading != nullptr;
    return may_be_cut(kind_) && several && writer_.style().bytes_as == BytesAs::Text;
  }

  /// True when a cell may be longer than should be held in memory.
  [[nodiscard]] bool is_long() const { return beginning_ * unit_ > kLongCell; }

 private:
  static constexpr std::int64_t kLongCell = std::int64_t{64} << 10;  // bytes

  void append_beginning(const std::byte* data, Cells& cells) const;

  CellWriter writer_;
  Kind kind_;
  bool at_points_;
  std::int64_t length_;     // units of a value
  std::int64_t beginning_;  // units that are written
  std::int64_t unit_;       // bytes
  std::int64_t step_unit_;  // what the kernel counts steps in, of a byte
};

/// Writes a cell into a column of the table, with room for so many columns behind its point. A
/// text that is wider is cut.
class CellColumn {
 public:
  CellColumn(Kind kind, std::int64_t column, std::int64_t behind = 0)
      : kind_(kind), align_(align_of(kind)), column_(column), behind_(behind) {}

  /// Whether cells that reach so far may be written to a PlainLine.
  [[nodiscard]] bool is_plain(const Reach& reach) const {
    return behind_ == 0 && reach.width() <= column_;
  }
  void write(const Cell& cell, PlainLine& line) const {
    line.cell(cell.text, cell.width, column_, align_);
  }
  void write(const Cell& cell, Painter& line) const {
    const bool simple = behind_ == 0 && cell.width <= column_;
    if (!simple || line.escapes_bars() || line.has_colors()) return write_slowly(cell, line);
    line.cell(cell.text, cell.width, column_, align_, Paint::Plain);
  }

 private:
  void write_slowly(const Cell& cell, Painter& line) const;

  Kind kind_;
  Align align_;
  std::int64_t column_;
  std::int64_t behind_;
};

/// How many rows of `row_bytes`, at most `most`, are laid out together: their texts are
/// held in memory.
[[nodiscard]] std::int64_t rows_per_block(std::int64_t row_bytes, std::int64_t most);

/// How many pieces of at most `each` make up `total`.
[[nodiscard]] constexpr std::int64_t pieces_of(std::int64_t total, std::int64_t each) {
  return total / each + (total % each == 0 ? 0 : 1);
}

}  // namespace bview
