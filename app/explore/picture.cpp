// SPDX-License-Identifier: MIT

#include "app/explore/picture.hpp"

#include <algorithm>

#include <bview/core/unicode.hpp>
#include <bview/core/utf8.hpp>
#include <bview/formats/output/table_text.hpp>

namespace bview {

std::string Picture::text(std::size_t line) const {
  std::string all;
  for (const Span& span : lines[line]) all += span.text;
  const std::size_t end = all.find_last_not_of(' ');
  return end == std::string::npos ? "" : all.substr(0, end + 1);
}

Canvas::Canvas(int rows, int columns)
    : rows_(std::max(rows, 0)),
      columns_(std::max(columns, 0)),
      glyphs_(static_cast<std::size_t>(rows_) * static_cast<std::size_t>(columns_)) {}

int Canvas::put(int row, int column, std::string_view text, Style style, int width) {
  if (row < 0 || row >= rows_ || column < 0 || column >= columns_ || width <= 0) return column;
  const int end = width > columns_ - column ? columns_ : column + width;
  while (!text.empty()) {
    const auto decoded = utf8::decode(text);
    const bool shown = decoded.size > 0 && !unicode::is_hidden(decoded.code);
    const std::size_t size = std::max<std::size_t>(decoded.size, 1);
    const int columns = shown ? unicode::width(decoded.code) : 1;
    if (column + columns > end) break;
    if (columns == 0) {
      if (column > 0) at(row, column - 1).text += text.substr(0, size);
    } else {
      at(row, column) = {shown ? std::string(text.substr(0, size)) : "?", style};
      if (columns == 2) at(row, column + 1) = {"", style};
    }
    column += columns;
    text.remove_prefix(size);
  }
  return column;
}

int Canvas::put_cut(int row, int column, std::string_view text, Style style, int width) {
  if (width <= 0) return column;
  const int room = std::min(width, columns_ - column);
  if (room <= 0 || text_width(text) <= room) return put(row, column, text, style, width);
  const int behind = put(row, column, text, style, room - 1);
  return put(row, behind, "…", style, 1);
}

void Canvas::fill(const Area& area, Style style) {
  for (int row = std::max(area.row, 0); row < std::min(area.row + area.rows, rows_); ++row) {
    const int end = std::min(area.column + area.columns, columns_);
    for (int column = std::max(area.column, 0); column < end; ++column)
      at(row, column) = {" ", style};
  }
}

Picture Canvas::finish() const {
  Picture picture;
  picture.caret = caret_;
  for (int row = 0; row < rows_; ++row) {
    std::vector<Span>& line = picture.lines.emplace_back();
    for (int column = 0; column < columns_; ++column) {
      const Glyph& glyph =
          glyphs_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                  static_cast<std::size_t>(column)];
      if (line.empty() || line.back().style != glyph.style) line.push_back({"", glyph.style});
      line.back().text += glyph.text;
    }
  }
  return picture;
}

}  // namespace bview
