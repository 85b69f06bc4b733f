// SPDX-License-Identifier: MIT

#include <algorithm>
#include <utility>

#include <bview/core/cursor.hpp>
#include <bview/formats/output/table_columns.hpp>
#include <bview/formats/output/table_label.hpp>

namespace bview {
namespace {

constexpr std::int64_t kNameGap = 2;     // between names
constexpr std::int64_t kShortText = 24;  // texts are cut to no less

std::string repeated(std::int64_t count, char character) {
  return std::string(static_cast<std::size_t>(count), character);
}

}  // namespace

RecordColumns::RecordColumns(const Selection& selection, const OutputOptions& options)
    : view_(selection.view),
      places_(selection.places.value_or(view_)),
      options_(options),
      lines_(selection, options),
      block_(rows_per_block(view_.itemsize(), 1024)),
      digits_(offset_digits(places_.bytes().size)),
      index_width_(view_.ndim() < 2 ? 0
                                    : std::max(index_width(view_),
                                               static_cast<std::int64_t>(kIndexTitle.size()))),
      rules_(options) {
  add_columns(selection.layout);
  // Texts with blanks in them would run into their neighbours.
  for (std::size_t k = 1; k < groups_.size(); ++k) {
    if (may_hold_blanks(groups_[k - 1]) && may_hold_blanks(groups_[k])) groups_[k].gap = kRuleGap;
  }
  Cells cells;
  reaches_ = cells_of(0, std::min(block_, view_.size()), cells);
  const std::int64_t last = (parts() - 1) * block_;
  if (view_.list() && !view_.list()->has(last)) return;
  const Reaches at_end = cells_of(last, view_.size() - last, cells);
  for (std::size_t k = 0; k < reaches_.size(); ++k) reaches_[k] = reaches_[k].joined(at_end[k]);
}

void RecordColumns::add_columns(const Layout& layout) {
  std::int64_t left = 0;  // values of the array that the last group is for
  for_each_leaf(layout, [&](const Leaf& leaf) {
    const Field& field = leaf.array != nullptr ? *leaf.array : leaf.field;
    const bool array = !field.shape.empty() && !field.spread;
    if (left == 0) {
      // "m[0,0]" begins the array "m".
      const std::string_view name = array ? leaf.name.substr(0, leaf.name.rfind('[')) : leaf.name;
      groups_.push_back({printable(name), columns_.size(), 0, rules_.gap(kNameGap)});
      left = array ? field.count() : 1;
    }
    const std::int64_t n = array ? field.count() - left : 0;
    --left;
    ++groups_.back().count;
    const auto bracket = [&](char character, std::int64_t at) {
      return array ? repeated(axes_beginning(field.shape, at), character) : std::string();
    };
    columns_.push_back(
        {CellMaker(leaf.field, options_), leaf.offset, bracket('[', n), bracket(']', n + 1)});
  });
}

bool RecordColumns::may_hold_blanks(const Group& group) const {
  return columns_[group.first].maker.may_hold_blanks();
}

std::int64_t RecordColumns::gap_within(const Group& group) const {
  return may_hold_blanks(group) ? kRuleGap : 1;
}

bool RecordColumns::is_array(const Group& group) const {
  return !columns_[group.first].open.empty();
}

// --- widths --------------------------------------------------------------------------------------

/// The cells of some records, column by column, and how far each column reaches.
RecordColumns::Reaches RecordColumns::cells_of(std::int64_t first, std::int64_t count,
                                               Cells& cells) const {
  cells.clear(count * std::ssize(columns_));
  Reaches reaches;
  for (const Column& column : columns_) {
    const std::size_t from = cells.size();
    std::int64_t widest = 0;
    Cursor cursor(view_, first, count);
    ItemRun run{};
    while (cursor.next(run)) {
      const std::byte* data = run.data + column.offset;
      widest = std::max(widest, column.maker.append(data, run.step, run.count, cells));
    }
    reaches.push_back(column.maker.reach_of(cells, from, widest));
  }
  return reaches;
}

std::int64_t RecordColumns::content_width(const Group& group, const Widths& widths) const {
  auto width = (static_cast<std::int64_t>(group.count) - 1) * gap_within(group);
  for (std::size_t k = group.first; k < group.first + group.count; ++k) {
    width += widths[k] + static_cast<std::int64_t>(columns_[k].open.size()) +
             static_cast<std::int64_t>(columns_[k].close.size());
  }
  return width;
}

/// An array may have a name that is longer than its values; other columns are as wide
/// as their names already.
std::int64_t RecordColumns::group_width(const Group& group, const Widths& widths) const {
  const std::int64_t width = content_width(group, widths);
  return is_array(group) ? std::max(width, text_width(group.name)) : width;
}

std::int64_t RecordColumns::line_width(const Widths& widths) const {
  std::int64_t width =
      rules_.ends() + digits_ + (index_width_ == 0 ? 0 : rules_.gap(kNameGap) + index_width_);
  for (const Group& group : groups_) width += group.gap + group_width(group, widths);
  return width;
}

/// The column that is cut first, or, when none may be, one past the last.
std::size_t RecordColumns::widest_text(const Widths& widths) const {
  std::size_t found = columns_.size();
  for (const Group& group : groups_) {
    const std::size_t k = group.first;
    const bool may_shrink =
        !is_array(group) && may_be_cut(columns_[k].maker.kind()) && widths[k] > kShortText;
    if (may_shrink && (found == columns_.size() || widths[k] > widths[found])) found = k;
  }
  return found;
}

/// At least as wide as their names.
RecordColumns::Widths RecordColumns::natural(const Reaches& reaches) const {
  Widths widths;
  for (const Reach& reach : reaches) widths.push_back(reach.width());
  for (const Group& group : groups_) {
    if (is_array(group)) continue;
    widths[group.first] = std::max(widths[group.first], text_width(group.name));
  }
  return widths;
}

std::optional<RecordColumns::Widths> RecordColumns::plan(const Reaches& reaches) const {
  Widths widths = natural(reaches);
  if (!options_.width) return widths;
  while (line_width(widths) > *options_.width) {
    const std::size_t widest = widest_text(widths);
    if (widest == columns_.size()) return std::nullopt;
    widths[widest] = std::min(widths[widest] - 1, std::max(kShortText, *options_.width));
  }
  return widths;
}

// --- lines ---------------------------------------------------------------------------------------

std::int64_t RecordColumns::parts() const { return pieces_of(view_.size(), block_); }

std::vector<RuledColumn> RecordColumns::ruled(const Widths& widths) const {
  std::vector<RuledColumn> columns{{digits_, Align::Left}};
  if (index_width_ > 0) columns.push_back({index_width_, Align::Left});
  for (const Group& group : groups_) columns.push_back({group_width(group, widths), align(group)});
  return columns;
}

Align RecordColumns::align(const Group& group) const {
  return is_array(group) ? Align::Left : align_of(columns_[group.first].maker.kind());
}

void RecordColumns::begin(TextBuffer& out) const {
  const Widths widths = usual_widths();
  rules_.write_top(ruled(widths), out);
  Painter line(out, options_.color, options_.cut);
  rules_.open(line);
  line.cell(kOffsetTitle, digits_, Align::Left, Paint::Strong);
  if (index_width_ > 0) {
    rules_.separate(kNameGap, line);
    line.cell(kIndexTitle, index_width_, Align::Left, Paint::Strong);
  }
  for (const Group& group : groups_) {
    const std::int64_t width = group_width(group, widths);
    rules_.separate(group.gap, line);
    line.cell(cut_text(group.name, width), width, align(group), Paint::Strong);
  }
  rules_.close(line);
  rules_.write_middle(ruled(widths), out);
}

void RecordColumns::end(TextBuffer& out) const {
  rules_.write_bottom(ruled(usual_widths()), out);
  lines_.end(out);
}

void RecordColumns::render(std::int64_t first, std::int64_t count, TextBuffer& out) const {
  for (std::int64_t part = first; part < first + count; ++part) {
    const std::int64_t begin = part * block_;
    write_block(begin, std::min(block_, view_.size() - begin), out);
  }
}

std::vector<RecordColumns::Placed> RecordColumns::placed(const Widths& widths,
                                                         const Reaches& reaches,
                                                         std::size_t rows) const {
  std::vector<Placed> result;
  for (const Group& group : groups_) {
    for (std::size_t k = group.first; k < group.first + group.count; ++k) {
      const bool begins = k == group.first;
      result.push_back({&columns_[k],
                        CellColumn(columns_[k].maker.kind(), widths[k], reaches[k].behind),
                        k * rows, begins, begins ? group.gap : gap_within(group), 0});
    }
    if (group.count == 0) continue;
    result.back().behind = group_width(group, widths) - content_width(group, widths);
  }
  return result;
}

template <class Line>
[[gnu::always_inline]] inline void RecordColumns::write_label(std::int64_t n, Line& line) const {
  rules_.open(line);
  line.write(OffsetLabel(places_.offset_of(n), digits_).text(), Paint::Faint);
  if (index_width_ == 0) return;
  rules_.separate(kNameGap, line);
  const std::string index = bracketed(view_.index_of(n));
  line.write(index, Paint::Faint);
  line.space(index_width_ - std::ssize(index));
}

template <class Line>
[[gnu::always_inline]] inline void RecordColumns::write_row(std::int64_t n,
                                                            const std::vector<Placed>& columns,
                                                            const Cells::Reader& cells,
                                                            std::size_t row, Line& line) const {
  write_label(n, line);
  for (const Placed& each : columns) {
    if (each.begins_group) {
      rules_.separate(each.gap, line);
    } else {
      line.separate(each.gap);
    }
    const Column& column = *each.column;
    if (column.open.empty() && column.close.empty()) {
      each.cells.write(cells[each.first + row], line);
    } else {
      const Paint paint = paint_of(column.maker.kind());
      line.write(column.open, paint);
      each.cells.write(cells[each.first + row], line);
      line.write(column.close, paint);
    }
    line.space(each.behind);
  }
}

void RecordColumns::write_block(std::int64_t first, std::int64_t count, TextBuffer& out) const {
  Cells cells;
  Reaches reaches = cells_of(first, count, cells);
  for (std::size_t k = 0; k < reaches.size(); ++k) reaches[k] = reaches[k].joined(reaches_[k]);
  std::optional<Widths> widths = plan(reaches);
  // Lines inside of rules are rather too long than without them.
  if (!widths && rules_.are_drawn()) widths = natural(reaches);
  if (!widths) return lines_.render(first, count, out);
  const auto rows = static_cast<std::size_t>(count);
  const std::vector<Placed> columns = placed(*widths, reaches, rows);
  bool plain = !options_.color && !rules_.are_drawn();
  std::size_t room = static_cast<std::size_t>(line_width(*widths));
  for (std::size_t k = 0; k < columns.size(); ++k) {
    plain = plain && columns[k].cells.is_plain(reaches[k]);
    room += cells.longest(k * rows, rows) + PlainLine::kRule;
  }
  const Cells::Reader reader = cells.reader();
  Painter line(out, options_.color, options_.cut);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::int64_t n = first + static_cast<std::int64_t>(row);
    if (plain) {
      line.write_plain(room, [&](PlainLine in_place) {
        write_row(n, columns, reader, row, in_place);
        return in_place;
      });
    } else {
      write_row(n, columns, reader, row, line);
    }
    rules_.close(line);
  }
}

}  // namespace bview
