// SPDX-License-Identifier: MIT

#include <utility>

#include <bview/formats/output/nested.hpp>
#include <bview/formats/output/records.hpp>
#include <bview/formats/output/table.hpp>
#include <bview/formats/output/table_columns.hpp>
#include <bview/formats/output/table_grid.hpp>
#include <bview/formats/output/table_lines.hpp>

namespace bview {
namespace {

/// True when items are many, or rules are drawn, and small enough to stand in columns or in a grid.
bool lines_up(const Selection& selection, const OutputOptions& options) {
  const View& view = selection.view;
  const Layout& layout = selection.layout;
  const bool ruled = options.table_style != TableStyle::Plain;
  if (view.size() == 0 || options.vertical) return false;
  if (layout.is_bare()) {
    // Items that were chosen have neighbours that stand elsewhere.
    if (view.ndim() == 0 || view.list()) return false;
    const Field& field = layout.fields.front();
    return field.shape.empty() && !CellMaker(field, options).is_long();
  }
  return (ruled || (view.ndim() > 0 && view.size() > 1)) &&
         leaf_count(layout) <= RecordColumns::kMostLeaves &&
         layout.itemsize <= RecordColumns::kMostBytes;
}

/// Null where lines would be too long for the terminal.
std::unique_ptr<Renderer> table_of(const Selection& selection, const OutputOptions& options) {
  if (selection.layout.is_bare()) return std::make_unique<ValueGrid>(selection, options);
  auto columns = std::make_unique<RecordColumns>(selection, options);
  if (columns->fits()) return columns;
  return nullptr;
}

}  // namespace

std::unique_ptr<Renderer> make_table(Selection selection, const OutputOptions& options) {
  if (options.table_style == TableStyle::Markdown && options.width) {
    OutputOptions unbounded = options;
    unbounded.width.reset();  // it is for a file
    return make_table(std::move(selection), unbounded);
  }
  if (!selection.layout.is_fixed()) return make_record_table(std::move(selection), options);
  selection = unfold(selection);
  if (lines_up(selection, options)) {
    if (auto table = table_of(selection, options)) return table;
  }
  return std::make_unique<FieldLines>(std::move(selection), options);
}

}  // namespace bview
