// SPDX-License-Identifier: MIT
// The bytes, as hexdump -C shows them.

#include <fmt/format.h>

#include <vector>

#include <bview/formats/output/table_label.hpp>

#include "app/explore/panes.hpp"

namespace bview {
namespace {

Ink ink_of(unsigned byte) {
  if (byte == 0) return Ink::Faint;
  if (byte >= 0x80) return Ink::High;
  if (byte == ' ' || (byte >= '\t' && byte <= '\r')) return Ink::Blank;
  return byte < 0x20 || byte == 0x7f ? Ink::Control : Ink::Printed;
}

bool is_in(const Extent& extent, std::int64_t offset) {
  return offset >= extent.offset && offset - extent.offset < extent.size;
}

Style style_of(const Document& document, const Marks& marks, std::int64_t offset, unsigned byte) {
  Style style{ink_of(byte)};
  if (is_in(marks.found, offset)) style.ink = Ink::Found;
  if (document.staged().changes(offset)) style.ink = Ink::Staged;
  style.field = is_in(marks.field, offset);
  style.cursor = offset == marks.cursor;
  return style;
}

}  // namespace

void draw_bytes(const Document& document, std::int64_t top, const ScreenPlan& plan,
                const Marks& marks, Canvas& canvas) {
  const Area& area = plan.bytes;
  if (area.rows <= 0 || area.columns <= 0) return;
  const int per_line = plan.per_line;
  std::vector<std::byte> bytes(static_cast<std::size_t>(area.rows * per_line));
  const std::int64_t got = document.read(top, bytes);
  const int digits = offset_digits(document.size());
  const auto hex_column = [&](int k) {
    return area.column + digits + 2 + 3 * k + (k >= 8 ? 1 : 0);
  };
  const int text_column = hex_column(per_line - 1) + 4;
  for (int row = 0; row < area.rows; ++row) {
    const std::int64_t line = top + std::int64_t{row} * per_line;
    if (line >= document.size() && line > 0) break;
    canvas.put(area.row + row, area.column, offset_text(line, digits), {Ink::Faint}, area.columns);
    for (int k = 0; k < per_line && line + k < document.size(); ++k) {
      const std::int64_t at = line + k - top;
      const bool there = at < got;  // else the file has become shorter
      const auto byte = there ? static_cast<unsigned>(bytes[static_cast<std::size_t>(at)]) : 0U;
      const Style style = style_of(document, marks, line + k, byte);
      canvas.put(area.row + row, hex_column(k), there ? fmt::format("{:02x}", byte) : "--", style);
      const bool printed = byte >= 0x20 && byte < 0x7f;
      const char character = static_cast<char>(printed ? byte : '.');
      canvas.put(area.row + row, text_column + k, {&character, 1}, style);
    }
  }
}

}  // namespace bview
