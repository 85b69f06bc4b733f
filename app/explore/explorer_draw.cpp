// SPDX-License-Identifier: MIT
// What is on the screen.

#include <fmt/format.h>

#include <algorithm>

#include <bview/core/quote.hpp>
#include <bview/formats/output/table_text.hpp>

#include "app/explore/explorer.hpp"
#include "app/help/plain_text.hpp"

namespace bview {

ScreenPlan Explorer::plan() const {
  return plan_screen(rows_, columns_, document_.size(), has_table(), in_table(), shows_map_);
}

Picture Explorer::draw() {
  Canvas canvas(rows_, columns_);
  const ScreenPlan now = plan();
  const auto field = field_here();
  const Marks marks{offset_, field ? field->extent() : Extent{0, 0}, found_, !in_table()};
  draw_bytes(document_, top_, now, marks, canvas);
  if (now.table.rows > 0) {
    draw_table(document_, *items_, table_top_, {item_, field_, in_table()}, now.table,
               table_columns_, canvas);
  }
  draw_readings(document_, offset_, now.readings, canvas);
  if (now.bytes.rows > 0 && (now.table.rows > 0 || now.readings.rows > 0)) {
    const int rule = now.bytes.columns + 1;
    for (int row = 0; row < now.bytes.rows; ++row) {
      canvas.put(now.bytes.row + row, rule, "│", {Ink::Faint});
    }
  }
  map_.draw(document_, offset_, now.map, canvas);
  if (panel_) draw_panel(canvas, now);
  draw_bars(canvas, now);
  draw_message(canvas, now);
  return canvas.finish();
}

/// Where the cursor is, in words.
std::string Explorer::place_text() {
  std::string text = fmt::format("0x{:x}", offset_);
  const auto field = field_here();
  if (!field) return text;
  const std::string label = items_->label(item_);
  return fmt::format("{}  {} {} {} = {}", text, label.front() == '[' ? label : "[" + label + "]",
                     field->name, field->field.type_name(),
                     value_text(document_, field->field, field->offset));
}

void Explorer::draw_bars(Canvas& canvas, const ScreenPlan& plan) {
  const Style bar{Ink::Bar};
  if (plan.title.rows > 0) {
    canvas.fill(plan.title, bar);
    std::string title =
        fmt::format(" {}  {}", document_.name(), count_text(document_.size(), "byte"));
    if (document_.typed().part && document_.shows_file())
      title += "  part " + quoted(*document_.typed().part);
    if (document_.plain().format) title += "  " + printable(*document_.plain().format);
    for (const std::string& where : document_.typed().where) title += "  where " + printable(where);
    const std::string staged =
        document_.staged().size() > 0 ? fmt::format(" {} staged ", document_.staged().size()) : "";
    const int room = columns_ - static_cast<int>(staged.size());
    canvas.put_cut(plan.title.row, 0, title, bar, room);
    canvas.put(plan.title.row, room, staged, {Ink::Staged});
  }
  if (plan.status.rows == 0) return;
  const int row = plan.status.row;
  if (prompt_) {
    canvas.fill(plan.status);
    const int title = static_cast<int>(text_width(prompt_->title));
    const std::string before = prompt_->text.substr(0, prompt_->at);
    // The end of a long text is what one looks at.
    std::size_t hidden = 0;
    while (hidden < before.size() && text_width(before.substr(hidden)) >= columns_ - title)
      ++hidden;
    canvas.put(row, 0, prompt_->title, {Ink::Strong});
    canvas.put(row, title, prompt_->text.substr(hidden));
    canvas.set_caret(row, title + static_cast<int>(text_width(before.substr(hidden))));
    return;
  }
  canvas.fill(plan.status, bar);
  constexpr std::string_view kHelp = " ? keys  q leave ";
  const bool room = columns_ >= 60;
  const int width = columns_ - (room ? static_cast<int>(kHelp.size()) : 0);
  canvas.put_cut(row, 1, place_text(), bar, width - 1);
  if (room) canvas.put(row, width, kHelp, bar);
}

/// Above the last line, or a question on it.
void Explorer::draw_message(Canvas& canvas, const ScreenPlan& plan) const {
  const Style style{message_.warning ? Ink::Warning : Ink::Strong};
  if (question_) {
    canvas.fill({rows_ - 1, 0, 1, columns_});
    canvas.put_cut(rows_ - 1, 0, question_->text, {Ink::Warning}, columns_);
    return;
  }
  if (message_.text.empty()) return;
  std::vector<std::string> lines;
  for (const std::string& line : split(message_.text, '\n')) {
    std::string rest = printable(line);
    while (text_width(rest) > columns_ && lines.size() < 8) {
      std::size_t end = rest.rfind(' ', static_cast<std::size_t>(columns_));
      if (end == std::string::npos || end == 0) end = static_cast<std::size_t>(columns_);
      lines.push_back(rest.substr(0, end));
      rest.erase(0, rest[end] == ' ' ? end + 1 : end);
    }
    lines.push_back(rest);
  }
  const int most = std::max(1, rows_ - plan.status.rows - plan.title.rows);
  const int count = std::min<int>(static_cast<int>(lines.size()), most);
  const int top = rows_ - plan.status.rows - count;
  for (int k = 0; k < count; ++k) {
    canvas.fill({top + k, 0, 1, columns_});
    canvas.put(top + k, 0, lines[static_cast<std::size_t>(k)], style);
  }
}

void Explorer::draw_panel(Canvas& canvas, const ScreenPlan& plan) {
  Panel& panel = *panel_;
  const int row = plan.title.rows;
  const int rows = rows_ - plan.title.rows - plan.status.rows;
  canvas.fill({row, 0, rows, columns_});
  canvas.put_cut(row, 1, panel.title, {Ink::Strong}, columns_ - 1);
  const auto room = static_cast<std::size_t>(std::max(rows - 1, 1));
  // A list that is read moves as a whole, one that is chosen from has a cursor.
  if (panel.choose) {
    panel.top = std::clamp(panel.top, panel.at < room ? 0 : panel.at - room + 1, panel.at);
  } else {
    const std::size_t last = panel.lines.size() > room ? panel.lines.size() - room : 0;
    panel.at = std::min(panel.at, last);
    panel.top = panel.at;
  }
  for (std::size_t k = 0; k < room && panel.top + k < panel.lines.size(); ++k) {
    const bool here = panel.choose && panel.top + k == panel.at;
    Style style{};
    style.cursor = here;
    canvas.put_cut(row + 1 + static_cast<int>(k), 1, panel.lines[panel.top + k], style,
                   columns_ - 1);
  }
}

}  // namespace bview
