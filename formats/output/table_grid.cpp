// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>

#include <bview/core/cursor.hpp>
#include <bview/formats/output/table_fields.hpp>
#include <bview/formats/output/table_footer.hpp>
#include <bview/formats/output/table_grid.hpp>
#include <bview/formats/output/table_label.hpp>

namespace bview {
namespace {

constexpr std::int64_t kGridGap = 2;            // behind labels, and between all cells but bytes
constexpr std::int64_t kByteCell = 4;           // "-128", "0xff"
constexpr std::int64_t kMostInFlat = 16;        // values on a line of a view of one axis
constexpr std::int64_t kLongestLine = 1 << 16;  // without a terminal; columns

/// The view of an item's one value, where padding may stand in front of it.
View values_of(const Selection& selection) {
  const View& view = selection.view;
  const Field& field = selection.layout.fields.front();
  std::vector<Axis> axes(view.axes().begin(), view.axes().end());
  return {view.bytes(), field.value_size(), std::move(axes), view.offset() + field.offset};
}

std::int64_t digits_of(std::int64_t number) {
  return static_cast<std::int64_t>(fmt::formatted_size("{}", number));
}

}  // namespace

ValueGrid::ValueGrid(const Selection& selection, const OutputOptions& options)
    : view_(values_of(selection)),
      layout_(selection.layout),
      options_(options),
      maker_(selection.layout.fields.front(), options),
      digits_(offset_digits(view_.bytes().size)),
      row_(view_.axes().back().extent),
      rules_(options),
      reach_(reach_at_ends()),
      gap_(rules_.gap(maker_.may_hold_blanks()                               ? kRuleGap
                      : view_.itemsize() == 1 && reach_.width() <= kByteCell ? 1
                                                                             : kGridGap)),
      plan_(plan_for(reach_.width())),
      row_lines_(pieces_of(row_, plan_.per_line)),
      block_(rows_per_block(plan_.per_line * view_.itemsize(), 256)) {}

// --- layout --------------------------------------------------------------------------------------

Reach ValueGrid::cells_of(const Stretch& stretch, Cells& cells) const {
  cells.clear(stretch.count);
  std::int64_t widest = 0;
  Cursor cursor(view_, stretch.first, stretch.count);
  ItemRun run{};
  while (cursor.next(run)) {
    widest = std::max(widest, maker_.append(run.data, run.step, run.count, cells));
  }
  return maker_.reach_of(cells, 0, widest);
}

Reach ValueGrid::reach_at_ends() const {
  const std::int64_t count = std::min(view_.size(), rows_per_block(view_.itemsize(), 1024));
  Cells cells;
  const Reach first = cells_of({0, count}, cells);
  return first.joined(cells_of({view_.size() - count, count}, cells));
}

/// Lines of at most `most` cells, wide enough for titles of `title` columns.
ValueGrid::Plan ValueGrid::plan_lines(std::int64_t widest, std::int64_t title, std::int64_t index,
                                      std::int64_t most) const {
  const std::int64_t none = is_flat() ? kUsualWidth : kLongestLine;
  const std::int64_t gap = rules_.gap(kGridGap);
  const std::int64_t label = rules_.ends() + digits_ + gap + (index == 0 ? 0 : index + gap);
  const std::int64_t room = std::max<std::int64_t>(1, options_.width.value_or(none) - label);
  std::int64_t cell = std::max(widest, title);
  if (options_.width && may_be_cut(maker_.kind())) cell = std::min(cell, room);
  const std::int64_t fit = std::min(most, (room + gap_) / (cell + gap_));
  return {cells_per_line(row_, fit), cell, index};
}

ValueGrid::Plan ValueGrid::plan_for(std::int64_t widest) const {
  constexpr std::int64_t kSteps = 3;  // "+16"
  if (is_flat()) return plan_lines(widest, kSteps, 0, kMostInFlat);
  std::vector<Axis> axes(view_.axes().begin(), view_.axes().end());
  axes.front().extent += view_.first_step();
  const auto title = static_cast<std::int64_t>(kIndexTitle.size());
  const std::int64_t of_row = std::max(title, index_width(std::span(axes).first(axes.size() - 1)));
  const Plan whole = plan_lines(widest, digits_of(row_ - 1), of_row, row_);
  if (holds_rows(whole)) return whole;
  return plan_lines(widest, kSteps, std::max(title, index_width(axes)), row_);
}

std::int64_t ValueGrid::line_count() const { return view_.size() / row_ * row_lines_; }

ValueGrid::Stretch ValueGrid::line_at(std::int64_t n) const {
  const std::int64_t skipped = n % row_lines_ * plan_.per_line;
  return {n / row_lines_ * row_ + skipped, std::min(plan_.per_line, row_ - skipped)};
}

// --- output --------------------------------------------------------------------------------------

std::int64_t ValueGrid::parts() const { return pieces_of(line_count(), block_); }

std::int64_t ValueGrid::parts_per_chunk() const { return 4; }

/// Of the k-th column: its index, or where rows take several lines, how far it is from
/// the first.
std::string ValueGrid::title_of(std::int64_t k) const {
  if (is_flat() && plan_.per_line == 1) return "value";
  return fmt::format("{}{}", is_flat() || !holds_rows(plan_) ? "+" : "", k);
}

std::vector<RuledColumn> ValueGrid::ruled() const {
  std::vector<RuledColumn> columns{{digits_, Align::Left}};
  if (plan_.index > 0) columns.push_back({plan_.index, Align::Left});
  const RuledColumn each{plan_.cell, align_of(maker_.kind())};
  columns.insert(columns.end(), static_cast<std::size_t>(plan_.per_line), each);
  return columns;
}

void ValueGrid::begin(TextBuffer& out) const {
  const Align align = align_of(maker_.kind());
  if (rules_.are_drawn()) rules_.write_top(ruled(), out);
  Painter line(out, options_.color, options_.cut);
  rules_.open(line);
  line.cell(kOffsetTitle, digits_, Align::Left, Paint::Strong);
  rules_.separate(kGridGap, line);
  if (plan_.index > 0) {
    line.cell(kIndexTitle, plan_.index, Align::Left, Paint::Strong);
    rules_.separate(kGridGap, line);
  }
  for (std::int64_t k = 0; k < plan_.per_line; ++k) {
    if (k != 0) rules_.separate(gap_, line);
    line.cell(title_of(k), plan_.cell, align, Paint::Strong);
  }
  rules_.close(line);
  if (rules_.are_drawn()) rules_.write_middle(ruled(), out);
}

void ValueGrid::end(TextBuffer& out) const {
  if (rules_.are_drawn()) rules_.write_bottom(ruled(), out);
  write_footer(view_, layout_, options_, out);
}

void ValueGrid::render(std::int64_t first, std::int64_t count, TextBuffer& out) const {
  for (std::int64_t part = first; part < first + count; ++part) {
    const std::int64_t begin = part * block_;
    write_block(begin, std::min(block_, line_count() - begin), out);
  }
}

/// Behind the first line of a row, only the index tells the lines apart.
template <class Line>
[[gnu::always_inline]] inline void ValueGrid::write_label(std::int64_t first, const Plan& plan,
                                                          Line& line) const {
  rules_.open(line);
  if (is_flat() || first % row_ == 0) {
    line.write(OffsetLabel(view_.offset_of(first), digits_).text(), Paint::Faint);
  } else {
    line.space(digits_);
  }
  rules_.separate(kGridGap, line);
  if (plan.index == 0) return;
  Lengths index = view_.index_of(first);
  if (holds_rows(plan)) index.pop_back();
  const std::string text = bracketed(index);
  line.write(text, Paint::Faint);
  line.space(plan.index - std::ssize(text));
  rules_.separate(kGridGap, line);
}

/// Some cells from the first on; Line is a Painter, or a PlainLine.
template <class Line>
[[gnu::always_inline]] inline void ValueGrid::write_cells(const Cells::Reader& cells,
                                                          std::int64_t first, std::int64_t count,
                                                          const CellColumn& column,
                                                          Line& line) const {
  const std::int64_t gap = gap_;
  for (std::int64_t n = 0; n < count; ++n) {
    if (n != 0) rules_.separate(gap, line);
    column.write(cells[static_cast<std::size_t>(first + n)], line);
  }
}

void ValueGrid::write_block(std::int64_t first, std::int64_t count, TextBuffer& out) const {
  const std::int64_t begin = line_at(first).first;
  const Stretch last = line_at(first + count - 1);
  Cells cells;
  const Reach reach = cells_of({begin, last.first + last.count - begin}, cells).joined(reach_);
  const Plan plan = plan_for(reach.width());
  const CellColumn column(maker_.kind(), plan.cell, reach.behind);
  const bool plain = !options_.color && !rules_.are_drawn() && column.is_plain(reach);
  const std::size_t room = cells.longest(0, cells.size()) +
                           static_cast<std::size_t>(plan.cell + gap_) + PlainLine::kRule;
  const auto label_room = static_cast<std::size_t>(digits_ + plan.index + 2 * kGridGap);
  const Cells::Reader reader = cells.reader();
  Painter line(out, options_.color, options_.cut);
  for (std::int64_t n = first; n < first + count; ++n) {
    const Stretch stretch = line_at(n);
    write_caption(stretch.first, line);
    for (std::int64_t k = 0; k < stretch.count; k += plan.per_line) {
      if (k != 0) rules_.close(line);
      const Stretch on_line{stretch.first + k, std::min(plan.per_line, stretch.count - k)};
      const auto write = [&, column](auto& to) {
        write_label(on_line.first, plan, to);
        write_cells(reader, on_line.first - begin, on_line.count, column, to);
      };
      if (plain) {
        line.write_plain(label_room + static_cast<std::size_t>(on_line.count) * room,
                         [&](PlainLine in_place) {
                           write(in_place);
                           return in_place;
                         });
      } else {
        write(line);
      }
    }
    // Rules go on where a line is shorter.
    for (std::int64_t k = stretch.count; rules_.are_drawn() && k % plan.per_line != 0; ++k) {
      rules_.separate(gap_, line);
      line.space(plan.cell);
    }
    rules_.close(line);
  }
}

void ValueGrid::write_caption(std::int64_t first, Painter& line) const {
  if (rules_.are_drawn()) return;  // the index says it all
  if (view_.ndim() < 3 || first % (row_ * view_.axes()[view_.ndim() - 2].extent) != 0) return;
  const Lengths index = view_.index_of(first);
  std::string caption = "[";
  for (std::size_t k = 0; k + 2 < index.size(); ++k) caption += fmt::format("{},", index[k]);
  if (first != 0) line.end_line();
  line.write(caption + ":,:]", Paint::Strong);
  line.end_line();
}

}  // namespace bview
