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
#include <bview/formats/output/table_footer.hpp>
#include <bview/formats/output/table_rules.hpp>
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
        rules_(options),
        text_(layout(), kTableCells, cell_style(options), json_style(options), columns()),
        names_(text_.column_names()),
        kinds_(text_.column_kinds()) {
    text_.set_longest(kLongestValue);
    for (std::string& name : names_) name = printable(name);
    for (const std::string& name : names_) name_width_ = std::max(name_width_, text_width(name));
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
    write(split(cells.text()), first, out);
  }

  void end(TextBuffer& out) const override { write_footer(view(), layout(), options_, out); }

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

  /// `cells` are those of whole rows from the `first` one on, one behind the other.
  void write(const std::vector<BlockCell>& cells, std::int64_t first, TextBuffer& out) const {
    if (cells.empty() && first > 0) return;
    const std::size_t columns = names_.size();
    std::vector<Reach> reaches(columns);
    for (std::size_t k = 0; k < cells.size(); ++k) {
      const std::int64_t behind = is_pointed(k % columns) ? behind_point(cells[k].text) : 0;
      reaches[k % columns] = reaches[k % columns].joined({cells[k].width - behind, behind});
    }
    std::vector<std::int64_t> widths(columns);
    for (std::size_t k = 0; k < columns; ++k) {
      widths[k] = std::max(reaches[k].width(), text_width(names_[k]));
    }
    if (options_.vertical || !(fits(widths) || rules_.are_drawn())) {
      return write_on_end(cells, first, out);
    }
    write_table(cells, first == 0, widths, reaches, out);
  }

  /// With rules each block is a table of its own, but for Markdown, which has no need of widths.
  void write_table(const std::vector<BlockCell>& cells, bool begins,
                   const std::vector<std::int64_t>& widths, const std::vector<Reach>& reaches,
                   TextBuffer& out) const {
    const std::size_t columns = names_.size();
    std::vector<RuledColumn> ruled;
    for (std::size_t k = 0; k < columns; ++k) ruled.push_back({widths[k], align_of(kinds_[k])});
    Painter line(out, options_.color, options_.cut);
    if (begins || options_.table_style == TableStyle::Box) {
      rules_.write_top(ruled, out);
      rules_.open(line);
      for (std::size_t k = 0; k < columns; ++k) {
        if (k > 0) rules_.separate(kRecordGap, line);
        const std::string name = cut_text(names_[k], widths[k]);
        line.cell(name, widths[k], ruled[k].align, Paint::Strong);
      }
      rules_.close(line);
      rules_.write_middle(ruled, out);
    }
    for (std::size_t k = 0; k < cells.size(); ++k) {
      const std::size_t column = k % columns;
      if (column == 0) {
        rules_.open(line);
        line.cell(cells[k].text, cells[k].width, widths[0], Align::Left, Paint::Faint);
      } else {
        rules_.separate(kRecordGap, line);
        CellColumn(kinds_[column], widths[column], reaches[column].behind)
            .write({cells[k].text, cells[k].width}, line);
      }
      if (column + 1 == columns) rules_.close(line);
    }
    rules_.write_bottom(ruled, out);
  }

  /// Numbers stand with their points below each other.
  [[nodiscard]] bool is_pointed(std::size_t column) const {
    return options_.at_points && kinds_[column] == Kind::Float;
  }

  /// Too wide for a line each: a line for each value.
  void write_on_end(const std::vector<BlockCell>& cells, std::int64_t first,
                    TextBuffer& out) const {
    const std::size_t columns = names_.size();
    Painter line(out, options_.color, options_.cut);
    for (std::size_t k = 0; k < cells.size(); ++k) {
      const std::size_t column = k % columns;
      if (column == 0) {
        const std::int64_t n = first + static_cast<std::int64_t>(k / columns);
        line.write(fmt::format("{} [{}]", cells[k].text, number_of(n)), Paint::Strong);
      } else {
        line.space(kRecordGap);
        line.cell(names_[column], name_width_, Align::Left, Paint::Plain);
        line.space(kRecordGap);
        const std::int64_t left = name_width_ + 2 * kRecordGap;
        const bool cut = options_.width && may_be_cut(kinds_[column]);
        line.write(cut ? line.cut(cells[k].text, *options_.width - left)
                       : std::string(cells[k].text));
      }
      line.end_line();
    }
  }

  /// Makes the widest texts shorter until lines fit the terminal; false where none can be shorter.
  [[nodiscard]] bool fits(std::vector<std::int64_t>& widths) const {
    if (!options_.width) return true;
    const auto line_width = [&] {
      std::int64_t width = rules_.ends() - rules_.gap(kRecordGap);
      for (const std::int64_t each : widths) width += each + rules_.gap(kRecordGap);
      return width;
    };
    while (line_width() > *options_.width) {
      std::size_t widest = widths.size();
      for (std::size_t k = 1; k < widths.size(); ++k) {
        const bool may = may_be_cut(kinds_[k]) && widths[k] > kShortestCell;
        if (may && (widest == widths.size() || widths[k] > widths[widest])) widest = k;
      }
      if (widest == widths.size()) return false;
      --widths[widest];
    }
    return true;
  }

  OutputOptions options_;
  TableRules rules_;
  RecordText text_;
  std::vector<std::string> names_;  // of the columns, the offset in front
  std::vector<Kind> kinds_;
  std::int64_t name_width_ = 0;  // of the fields
};

}  // namespace

std::unique_ptr<Renderer> make_record_table(Selection selection, const OutputOptions& options) {
  return std::make_unique<RecordTable>(std::move(selection), options);
}

}  // namespace bview
