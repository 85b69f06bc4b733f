// SPDX-License-Identifier: MIT

#include <algorithm>
#include <string>

#include <bview/formats/output/table_rules.hpp>

namespace bview {

struct TableRules::Corners {
  const char* left;
  const char* cross;
  const char* right;
};

void TableRules::open(Painter& line) const {
  if (!are_drawn()) return;
  if (are_markdown()) line.escape_bars();
  line.write(bar(), Paint::Faint);
  line.space(1);
}

void TableRules::write_bar(Painter& line) const {
  line.space(1);
  line.write(bar(), Paint::Faint);
  line.space(1);
}

void TableRules::close(Painter& line) const {
  if (are_drawn()) {
    line.space(1);
    line.write(bar(), Paint::Faint);
  }
  line.end_line();
}

void TableRules::write_top(const std::vector<RuledColumn>& columns, TextBuffer& out) const {
  if (style_ == TableStyle::Box) write_rule(columns, {"┌", "┬", "┐"}, out);
}

void TableRules::write_bottom(const std::vector<RuledColumn>& columns, TextBuffer& out) const {
  if (style_ == TableStyle::Box) write_rule(columns, {"└", "┴", "┘"}, out);
}

/// Markdown says there, too, which columns stand to the right.
void TableRules::write_middle(const std::vector<RuledColumn>& columns, TextBuffer& out) const {
  if (style_ == TableStyle::Box) return write_rule(columns, {"├", "┼", "┤"}, out);
  if (!are_markdown()) return;
  for (const RuledColumn& column : columns) {
    std::string dashes(static_cast<std::size_t>(std::max<std::int64_t>(1, column.width) + 2), '-');
    if (column.align == Align::Right) dashes.back() = ':';
    out.append('|');
    out.append(dashes);
  }
  out.append("|\n");
}

void TableRules::write_rule(const std::vector<RuledColumn>& columns, const Corners& corners,
                            TextBuffer& out) const {
  std::string rule;
  for (const RuledColumn& column : columns) {
    rule += rule.empty() ? corners.left : corners.cross;
    for (std::int64_t k = 0; k < column.width + 2; ++k) rule += "─";
  }
  Painter line(out, color_);
  line.write(rule + corners.right, Paint::Faint);
  line.end_line();
}

}  // namespace bview
