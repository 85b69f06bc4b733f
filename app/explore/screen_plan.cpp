// SPDX-License-Identifier: MIT
// Where the parts of the screen lie.

#include <algorithm>

#include <bview/formats/output/table_label.hpp>

#include "app/explore/panes.hpp"

namespace bview {
namespace {

constexpr int kGap = 3;          // between two parts side by side, with a rule in it
constexpr int kMapColumns = 2;   // with the blank in front
constexpr int kMapFrom = 40;     // columns of a screen that has room for the map
constexpr int kLeastTable = 24;  // columns
constexpr int kMostReadings = 13;

/// Columns of a line of so many bytes.
int line_columns(int digits, int bytes) {
  return digits + 2 + 3 * bytes - 1 + (bytes > 8 ? 1 : 0) + 2 + bytes;
}

/// As many bytes to a line as there is room for.
int bytes_per_line(int digits, int columns) {
  int bytes = 16;
  while (bytes > 1 && line_columns(digits, bytes) > columns) bytes /= 2;
  return bytes;
}

/// Bytes to a line beside a table; 0 where there is no room for both.
int bytes_beside(int digits, int columns) {
  for (const int bytes : {16, 8}) {
    const int wanted = bytes > 8 ? kLeastTable + 12 : kLeastTable;
    if (columns - line_columns(digits, bytes) - kGap >= wanted) return bytes;
  }
  return 0;
}

/// The table above, the readings below; of few lines the table alone.
void divide(const Area& side, bool table, ScreenPlan& plan) {
  if (!table) {
    plan.readings = side;
    return;
  }
  plan.table = side;
  if (side.rows < 10) return;
  const int readings = std::min(kMostReadings, side.rows / 2);
  plan.table.rows -= readings + 1;
  plan.readings = {side.row + side.rows - readings, side.column, readings, side.columns};
}

}  // namespace

ScreenPlan plan_screen(int rows, int columns, std::int64_t size, bool table, bool in_table,
                       bool map) {
  ScreenPlan plan;
  const int digits = offset_digits(size);
  plan.title = {0, 0, rows > 2 ? 1 : 0, columns};
  plan.status = {rows - 1, 0, rows > 1 ? 1 : 0, columns};
  Area body{plan.title.rows, 0, rows - plan.title.rows - plan.status.rows, columns};
  if (map && columns >= kMapFrom) {
    plan.map = {body.row, columns - 1, body.rows, 1};
    body.columns -= kMapColumns;
  }
  plan.per_line = bytes_beside(digits, body.columns);
  if (plan.per_line > 0) {
    plan.bytes = {body.row, 0, body.rows, line_columns(digits, plan.per_line)};
    const int side = plan.bytes.columns + kGap;
    divide({body.row, side, body.rows, body.columns - side}, table, plan);
    return plan;
  }
  plan.per_line = bytes_per_line(digits, body.columns);
  (table && in_table ? plan.table : plan.bytes) = body;
  return plan;
}

}  // namespace bview
