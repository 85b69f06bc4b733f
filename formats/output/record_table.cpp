// SPDX-License-Identifier: MIT
// Records of varying size, one per line, in columns as wide as a block of them needs.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/formats/output/record_renderer.hpp>
#include <bview/formats/output/records.hpp>
#include <bview/formats/output/table_cells.hpp>
#include <bview/formats/output/table_text.hpp>

namespace bview {
namespace {

/// Between the cells of a row; no cell holds it, as the notation of tables escapes it.
constexpr char kUnit = '\x1f';
constexpr Punctuation kTableCells{"", "", "", "", std::string_view(&kUnit, 1), false};

constexpr std::int64_t kLongestValue = 32;  // bytes
constexpr std::int64_t kShortestCell = 8;   // columns that are left of a text that is cut
constexpr std::int64_t kRecordGap = 2;

/// Of a row; the text lies in that of the block.
struct BlockCell {
  std::string_view text;
  std::int64_t width = 0;
};

BlockCell cell_of(std::string_view text) { return {text, text_width(text)}; }

class RecordTable : public RecordRenderer {
 public:
  RecordTable(Selection selection, const OutputOptions& options)
      : RecordRenderer(std::move(selection)),
        options_(options),
        text_(layout(), kTableCells, cell_style(options), json_style(options), columns()),
        names_(text_.column_names()),
        kinds_(text_.column_kinds()) {
    text_.set_longest(kLongestValue);
    for (std::string& name : names_) name = printable(name);
    names_.insert(names_.begin(), "offset");
    kinds_.insert(kinds_.begin(), Kind::Boolean);  // never cut, and to the left
  }

  void render(std::int64_t first, std::int64_t count, TextBuffer& out) const override {
    // The cells of all rows, with kUnit behind each.
    TextBuffer cells;
    Walker walker = this->walker();
    for_each_record(first, count, walker,
                    [&](const Frame& frame, std::int64_t n, const Extent& extent) {
                      constexpr std::size_t kMostDigits = 16;
                      char* const to = cells.reserve(kMostDigits);
                      cells.commit(fmt::format_to(to, "{:08x}", extent.offset));
                      cells.append(kUnit);
                      if (names_.size() == 1) return;
                      text_.write(walker, frame, cells, number_of(n));
                      cells.append(kUnit);
                    });
    write(split(cells.text()), first == 0, out);
  }

 private:
  /// Half a text is not what is() is about; who finds records checks them (record_checks.hpp).
  static CellStyle cell_style(const OutputOptions& options) {
    CellStyle style = table_style(options);
    style.checks = false;
    return style;
  }
  static CellStyle json_style(const OutputOptions& options) {
    CellStyle style;
    style.notation = Notation::Json;
    style.bytes_as = options.bytes_as;
    style.checks = false;
    return style;
  }

  [[nodiscard]] static std::vector<BlockCell> split(std::string_view text) {
    std::vector<BlockCell> cells;
    while (!text.empty()) {
      cells.push_back(cell_of(text.substr(0, text.find(kUnit))));
      text.remove_prefix(cells.back().text.size() + 1);
    }
    return cells;
  }

  /// `cells` are those of whole rows, one behind the other.
  void write(const std::vector<BlockCell>& cells, bool with_head, TextBuffer& out) const {
    const std::size_t columns = names_.size();
    std::vector<BlockCell> head(columns);
    std::vector<std::int64_t> widths(columns);
    for (std::size_t k = 0; k < columns; ++k) {
      head[k] = cell_of(names_[k]);
      widths[k] = head[k].width;
    }
    for (std::size_t k = 0; k < cells.size(); ++k) {
      widths[k % columns] = std::max(widths[k % columns], cells[k].width);
    }
    fit(widths);
    Painter line(out, options_.color);
    const auto write_rows = [&](const std::vector<BlockCell>& rows, Paint first, Paint others) {
      for (std::size_t k = 0; k < rows.size(); ++k) {
        const std::size_t column = k % columns;
        if (column > 0) line.space(kRecordGap);
        write_cell(rows[k], column, widths[column], column == 0 ? first : others, line);
        if (column + 1 == columns) line.end_line();
      }
    };
    if (with_head) write_rows(head, Paint::Strong, Paint::Strong);
    write_rows(cells, Paint::Faint, Paint::Plain);
  }

  void write_cell(const BlockCell& cell, std::size_t column, std::int64_t width, Paint paint,
                  Painter& line) const {
    const Align align = align_of(kinds_[column]);
    if (cell.width <= width) return line.cell(cell.text, cell.width, width, align, paint);
    line.cell(cut_text(cell.text, width), width, align, paint);
  }

  /// Makes the widest texts shorter until lines fit the terminal, or none can be shorter.
  void fit(std::vector<std::int64_t>& widths) const {
    if (!options_.width) return;
    const auto line_width = [&] {
      std::int64_t width = -kRecordGap;
      for (const std::int64_t each : widths) width += each + kRecordGap;
      return width;
    };
    while (line_width() > *options_.width) {
      std::size_t widest = widths.size();
      for (std::size_t k = 1; k < widths.size(); ++k) {
        const bool may = may_be_cut(kinds_[k]) && widths[k] > kShortestCell;
        if (may && (widest == widths.size() || widths[k] > widths[widest])) widest = k;
      }
      if (widest == widths.size()) return;
      --widths[widest];
    }
  }

  OutputOptions options_;
  RecordText text_;
  std::vector<std::string> names_;  // of the columns, the offset in front
  std::vector<Kind> kinds_;
};

}  // namespace

std::unique_ptr<Renderer> make_record_table(Selection selection, const OutputOptions& options) {
  return std::make_unique<RecordTable>(std::move(selection), options);
}

}  // namespace bview
