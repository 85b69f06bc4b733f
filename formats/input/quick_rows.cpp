// SPDX-License-Identifier: MIT

#include <bview/formats/input/quick_rows.hpp>

namespace bview {

QuickRows::QuickRows(const Layout& layout, const CellStyle& style, char delimiter,
                     std::int64_t values, std::ptrdiff_t most_characters)
    : delimiter_(delimiter), most_characters_(most_characters) {
  if (layout.is_bare()) {
    add_values(layout, style, values);
  } else {
    add_record(layout, style);
  }
  if (row_size_ < 1 || row_size_ > kQuickBytes) columns_.clear();
  if (can_read()) items_.resize(static_cast<std::size_t>(kQuickBytes / row_size_ * row_size_));
}

/// Values that stand one behind the other in all items, of which a line has whole ones.
void QuickRows::add_values(const Layout& layout, const CellStyle& style, std::int64_t values) {
  const Field& field = layout.fields.front();
  const std::int64_t leaves = leaf_count(layout);
  const QuickCell cell = quick_cell(field, style);
  if (cell == nullptr || leaves < 1 || values < 1 || values % leaves != 0) return;
  const std::int64_t size = field.value_size();
  if (layout.itemsize / leaves != size || layout.itemsize % leaves != 0) return;
  if (values > kQuickBytes) return;
  row_size_ = values / leaves * layout.itemsize;
  columns_.push_back({cell, field.length, 0, size, values});
}

void QuickRows::add_record(const Layout& layout, const CellStyle& style) {
  constexpr std::int64_t kMostLeaves = 4096;
  if (leaf_count(layout) > kMostLeaves) return;
  bool all = true;
  for_each_leaf(layout, [&](const Leaf& leaf) {
    const QuickCell cell = leaf.array == nullptr ? quick_cell(leaf.field, style) : nullptr;
    all = all && cell != nullptr;
    columns_.push_back({cell, leaf.field.length, leaf.offset, 0, 1});
  });
  if (!all) columns_.clear();
  row_size_ = layout.itemsize;
}

/// The end of a plain line; null where it is none.
const char* QuickRows::read_row(const char* from, std::byte* to) const {
  const char* at = from;
  bool behind_another = false;
  for (const Column& column : columns_) {
    std::byte* value = to + column.offset;
    for (std::int64_t k = 0; k < column.count; ++k, value += column.stride) {
      // Behind the last character is a NUL, which is no delimiter.
      if (behind_another && *at++ != delimiter_) return nullptr;
      behind_another = true;
      const char* const cell = at;
      at = column.read(cell, column.length, delimiter_, value);
      if (at == nullptr || at - cell > most_characters_) return nullptr;
    }
  }
  if (*at == '\r') ++at;
  return *at == '\n' ? at + 1 : nullptr;
}

QuickRows::Read QuickRows::read(std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  std::size_t size = 0;
  std::int64_t rows = 0;
  const auto row_size = static_cast<std::size_t>(row_size_);
  for (; at != end && size < items_.size(); ++rows, size += row_size) {
    const char* const next = read_row(at, items_.data() + size);
    if (next == nullptr) break;
    at = next;
  }
  return {text.size() - static_cast<std::size_t>(end - at), rows, std::span(items_).first(size)};
}

}  // namespace bview
