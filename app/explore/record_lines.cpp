// SPDX-License-Identifier: MIT

#include "app/explore/record_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include <bview/formats/output/table_text.hpp>

#include "app/explore/panes.hpp"

namespace bview {
namespace {

constexpr std::size_t kCells = 6;
using LineCells = std::array<std::string, kCells>;

std::string hex_of(const Document& document, const Extent& extent) {
  constexpr std::int64_t kMost = 16;
  std::vector<std::byte> bytes(static_cast<std::size_t>(std::min(extent.size, kMost)));
  const std::int64_t got = document.read(extent.offset, bytes);
  std::string text;
  for (std::int64_t k = 0; k < got; ++k) {
    text += fmt::format("{}{:02x}", k == 0 ? "" : " ",
                        static_cast<unsigned>(bytes[static_cast<std::size_t>(k)]));
  }
  return text + (extent.size > kMost ? " …" : "");
}

LineCells cells_of(const Document& document, const ItemField& field, std::int64_t offset) {
  Field stored = field.field;
  stored.reading.reset();
  return {field.name,
          field.field.type_name(),
          fmt::format("0x{:x}", offset),
          value_text(document, field.field, offset),
          field.field.reading ? value_text(document, stored, offset) : "",
          hex_of(document, {offset, field.field.value_size()})};
}

/// As wide as the widest cell, but not wider than a part of the screen.
std::array<std::int64_t, kCells> widths_of(const std::vector<LineCells>& lines) {
  constexpr std::int64_t kMost = 40;
  std::array<std::int64_t, kCells> widths{};
  for (const LineCells& cells : lines) {
    for (std::size_t k = 0; k < kCells; ++k) {
      widths[k] = std::min(kMost, std::max(widths[k], text_width(cells[k])));
    }
  }
  return widths;
}

}  // namespace

std::vector<std::string> record_lines(const Document& document, Items& items, std::int64_t n) {
  std::vector<LineCells> lines{{"field", "type", "offset", "value", "stored", "bytes"}};
  const auto fields = items.fields(n);
  const bool readings = std::any_of(fields->begin(), fields->end(), [](const ItemField& field) {
    return field.field.reading != nullptr;
  });
  if (!readings) lines.front()[4].clear();
  for (const ItemField& field : *fields) {
    lines.push_back(cells_of(document, field, items.offset(n) + field.offset));
  }
  const auto widths = widths_of(lines);
  std::vector<std::string> texts;
  for (const LineCells& cells : lines) {
    std::string& text = texts.emplace_back();
    for (std::size_t k = 0; k < kCells; ++k) {
      if (widths[k] == 0) continue;
      const std::string cell = cut_text(cells[k], widths[k]);
      text += cell + std::string(static_cast<std::size_t>(widths[k] - text_width(cell)) + 2, ' ');
    }
  }
  return texts;
}

}  // namespace bview
