// SPDX-License-Identifier: MIT
// The items, a line for each.

#include <fmt/format.h>

#include <algorithm>

#include <bview/core/error.hpp>
#include <bview/core/scalar.hpp>
#include <bview/formats/output/table_text.hpp>
#include <bview/formats/syntax/numbers.hpp>
#include <bview/formats/text/leaf_text.hpp>
#include <bview/formats/text/reading_cells.hpp>

#include "app/explore/panes.hpp"
#include "app/session.hpp"

namespace bview {
namespace {

constexpr int kColumnGap = 1;
constexpr int kWidest = 32;                  // columns of the screen for a text
constexpr std::int64_t kLongestText = 1024;  // units that are looked at

/// Of a text that no screen shows whole only the beginning is read.
Field shortened(Field field) {
  const Kind kind = info(field.type).kind;
  const bool text = kind == Kind::Bytes || kind == Kind::Characters;
  if (text && field.length > kLongestText) field.length = kLongestText;
  return field;
}

bool is_staged(const Document& document, const Field& field, std::int64_t offset) {
  const std::int64_t size = std::min(field.value_size(), kLongestText);
  for (std::int64_t k = 0; document.staged().size() > 0 && k < size; ++k) {
    if (document.staged().changes(offset + k)) return true;
  }
  return false;
}

/// The lines of the table that are on the screen, as text.
class TableLines {
 public:
  TableLines(const Document& document, Items& items, const TableCursor& cursor, const Area& area,
             TableColumns& columns, Canvas& canvas)
      : document_(document),
        items_(items),
        cursor_(cursor),
        area_(area),
        columns_(columns),
        canvas_(canvas) {}

  void draw(std::int64_t top) {
    if (!items_.reach(cursor_.item, [] { return true; })) return draw_nothing();
    shown_ = items_.fields(cursor_.item);
    end_ = std::min(items_.known(), top + area_.rows - 1);
    columns_.widths.resize(std::max(columns_.widths.size(), shown_->size()));
    for (std::int64_t n = top; n < end_; ++n) {
      columns_.label = std::max(columns_.label, static_cast<int>(items_.label(n).size()));
    }
    scroll(top);
    draw_names();
    for (std::int64_t n = top; n < end_; ++n) {
      draw_line(n, area_.row + 1 + static_cast<int>(n - top));
    }
  }

 private:
  void draw_nothing() {
    canvas_.put(area_.row, area_.column, "no items", {Ink::Faint}, area_.columns);
  }

  [[nodiscard]] static bool is_number(const Field& field) {
    return align_of(shown_kind(field)) == Align::Right;
  }

  /// The width of a column, for the lines on the screen and those that were there before.
  int width(std::size_t k, std::int64_t top) {
    int& widest = columns_.widths[k];
    const auto at_least = [&](std::int64_t wanted) {
      widest = std::max(widest, static_cast<int>(std::min<std::int64_t>(wanted, kWidest)));
    };
    at_least(text_width((*shown_)[k].name));
    for (std::int64_t n = top; n < end_; ++n) {
      const auto fields = items_.fields(n);
      if (k < fields->size()) at_least(text_width(text_of(n, (*fields)[k])));
    }
    return widest;
  }

  [[nodiscard]] std::string text_of(std::int64_t n, const ItemField& field) const {
    return value_text(document_, field.field, items_.offset(n) + field.offset);
  }

  /// So that the field of the cursor is seen.
  void scroll(std::int64_t top) {
    std::size_t& first = columns_.first;
    if (cursor_.field < first || first >= shown_->size()) first = std::min(cursor_.field, first);
    if (first >= shown_->size()) first = 0;
    const int room = area_.columns - columns_.label - 2 * kColumnGap;
    int used = 0;
    for (std::size_t k = first; k < shown_->size(); ++k) {
      const int wide = width(k, top) + kColumnGap;
      while (used + wide > room && k <= cursor_.field && first < k) {
        used -= columns_.widths[first++] + kColumnGap;
      }
      used += wide;
      if (used > room) break;
    }
  }

  template <class Visit>
  void for_each_column(const Visit& visit) {
    int column = area_.column + columns_.label + 2 * kColumnGap;
    for (std::size_t k = columns_.first; k < shown_->size(); ++k) {
      const int left = area_.column + area_.columns - column;
      if (left <= 0) return;
      visit(k, column, std::min(columns_.widths[k], left));
      column += columns_.widths[k] + kColumnGap;
    }
  }

  void put(int row, int column, const std::string& text, Style style, int width, bool number) {
    const int blanks = number ? std::max<int>(0, width - static_cast<int>(text_width(text))) : 0;
    canvas_.put_cut(row, column + blanks, text, style, width - blanks);
  }

  void draw_names() {
    for_each_column([&](std::size_t k, int column, int width) {
      put(area_.row, column, (*shown_)[k].name, {Ink::Strong}, width,
          is_number((*shown_)[k].field));
    });
  }

  void draw_line(std::int64_t n, int row) {
    const std::string label = items_.label(n);
    put(row, area_.column, label, {n == cursor_.item ? Ink::Strong : Ink::Faint}, columns_.label,
        true);
    const auto fields = items_.fields(n);
    for_each_column([&](std::size_t k, int column, int width) {
      if (k >= fields->size()) return;
      const ItemField& field = (*fields)[k];
      const std::string text = text_of(n, field);
      const bool here = n == cursor_.item && k == cursor_.field;
      Style style{paint_of(shown_kind(field.field), text) == Paint::Faint ? Ink::Faint
                                                                          : Ink::Plain};
      if (is_staged(document_, field.field, items_.offset(n) + field.offset))
        style.ink = Ink::Staged;
      style.cursor = here && cursor_.active;
      style.field = here;
      put(row, column, text, style, width, is_number(field.field));
    });
  }

  const Document& document_;
  Items& items_;
  const TableCursor& cursor_;
  const Area& area_;
  TableColumns& columns_;
  Canvas& canvas_;
  std::shared_ptr<const ItemFields> shown_{};  // those of the cursor's item give the names
  std::int64_t end_ = 0;
};

}  // namespace

CellStyle explore_style(const Document& document) {
  CellStyle style;
  style.notation = Notation::Table;
  style.base = base_of(document.plain()).value_or(10);
  style.checks = false;
  return style;
}

std::string value_text(const Document& document, const Field& field, std::int64_t offset) {
  const Field read = shortened(field);
  std::vector<std::byte> bytes(static_cast<std::size_t>(read.value_size()));
  if (document.read(offset, bytes) < std::ssize(bytes)) return "--";
  try {
    return leaf_text({"", read, 0}, bytes.data(), explore_style(document));
  } catch (const Error&) {
    return "?";  // a reading that leads nowhere
  }
}

void draw_table(const Document& document, Items& items, std::int64_t top, const TableCursor& cursor,
                const Area& area, TableColumns& columns, Canvas& canvas) {
  if (area.rows <= 0 || area.columns <= 0) return;
  TableLines(document, items, cursor, area, columns, canvas).draw(top);
}

}  // namespace bview
