// SPDX-License-Identifier: MIT
// formats/output/table_rules.hpp - what stands around the cells of a table.

#pragma once

#include <cstdint>
#include <vector>

#include <bview/core/sink.hpp>
#include <bview/formats/output/renderer.hpp>
#include <bview/formats/output/table_text.hpp>

namespace bview {

/// A column of a table, in columns of a terminal.
struct RuledColumn {
  std::int64_t width;
  Align align;
};

/// Rules of one of the styles; a plain table has none but those that its gaps hold.
class TableRules {
 public:
  explicit TableRules(const OutputOptions& options)
      : style_(options.table_style), color_(options.color) {}

  [[nodiscard]] bool are_drawn() const { return style_ != TableStyle::Plain; }
  [[nodiscard]] bool are_markdown() const { return style_ == TableStyle::Markdown; }

  /// The gap between two cells, which in a plain table is `usual`.
  [[nodiscard]] std::int64_t gap(std::int64_t usual) const {
    return are_drawn() ? kRuleGap : usual;
  }
  /// Columns at both ends of a line.
  [[nodiscard]] std::int64_t ends() const { return are_drawn() ? 4 : 0; }

  /// In front of the first cell of a line, between two, and behind the last, which ends the line.
  void open(Painter& line) const;
  void separate(std::int64_t gap, Painter& line) const {
    if (!are_drawn()) return line.separate(gap);
    write_bar(line);
  }
  /// Where no rules are drawn.
  static void open(PlainLine& /*line*/) {}
  static void separate(std::int64_t gap, PlainLine& line) { line.separate(gap); }
  void close(Painter& line) const;

  /// Lines in front of the names, behind them, and behind all.
  void write_top(const std::vector<RuledColumn>& columns, TextBuffer& out) const;
  void write_middle(const std::vector<RuledColumn>& columns, TextBuffer& out) const;
  void write_bottom(const std::vector<RuledColumn>& columns, TextBuffer& out) const;

 private:
  struct Corners;
  void write_bar(Painter& line) const;
  void write_rule(const std::vector<RuledColumn>& columns, const Corners& corners,
                  TextBuffer& out) const;
  [[nodiscard]] const char* bar() const { return are_markdown() ? "|" : "│"; }

  TableStyle style_;
  bool color_;
};

}  // namespace bview
