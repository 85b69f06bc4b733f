// SPDX-License-Identifier: MIT
// app/explore/panes.hpp - what the parts of the screen show: bytes, items, readings, entropy.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <bview/formats/text/cell_style.hpp>

#include "app/explore/document.hpp"
#include "app/explore/items.hpp"
#include "app/explore/picture.hpp"

namespace bview {

/// The value that the cursor is on.
struct CursorField {
  std::string name;
  Field field;
  std::int64_t offset;  ///< in the file

  [[nodiscard]] Extent extent() const { return {offset, field.value_size()}; }
};

/// Where the parts of the screen lie; those of no rows or columns are not there.
struct ScreenPlan {
  Area title{};
  Area bytes{};
  Area table{};
  Area readings{};
  Area map{};
  Area status{};
  int per_line = 16;  ///< bytes
};
/// `table`: whether there are items to be shown; `in_table`: whether the cursor is there, which
/// counts where one of both has room.
[[nodiscard]] ScreenPlan plan_screen(int rows, int columns, std::int64_t size, bool table,
                                     bool in_table, bool map);

/// What of the bytes stands out.
struct Marks {
  std::int64_t cursor;
  Extent field;
  Extent found;
  bool active;  ///< keys move the cursor here
};
void draw_bytes(const Document& document, std::int64_t top, const ScreenPlan& plan,
                const Marks& marks, Canvas& canvas);

/// How wide columns of the table are, as far as it was looked at; they never shrink.
struct TableColumns {
  std::vector<int> widths{};
  int label = 0;
  std::size_t first = 0;  ///< on the screen
};
struct TableCursor {
  std::int64_t item;
  std::size_t field;
  bool active;
};
/// Scrolls sideways so that the field of the cursor is seen.
void draw_table(const Document& document, Items& items, std::int64_t top, const TableCursor& cursor,
                const Area& area, TableColumns& columns, Canvas& canvas);

/// A value as text; "--" where its bytes are not there.
[[nodiscard]] std::string value_text(const Document& document, const Field& field,
                                     std::int64_t offset);
/// How values are written.
[[nodiscard]] CellStyle explore_style(const Document& document);

/// The bytes at an offset as one type, in both orders.
struct TypeReading {
  std::string type;
  std::string little;
  std::string big;
};
/// As all types, those first that are asked for most.
[[nodiscard]] std::vector<TypeReading> readings_at(const Document& document, std::int64_t offset);
void draw_readings(const Document& document, std::int64_t offset, const Area& area, Canvas& canvas);

/// How much there is to know about stretches of the file, one for each line of the screen.
class EntropyMap {
 public:
  void draw(const Document& document, std::int64_t cursor, const Area& area, Canvas& canvas);

 private:
  std::int64_t size_ = -1;
  std::vector<int> levels_{};  // 0: all bytes are one
};

}  // namespace bview
