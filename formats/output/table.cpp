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

/// True when items are many and small enough to stand in columns or in a grid.
bool lines_up(const Selection& selection, const OutputOptions& options) {
  const View& view = selection.view;
  const Layout& layout = selection.layout;
  if (view.size() == 0 || view.ndim() == 0) return false;
  // Items that were chosen have neighbours that stand elsewhere.
  if (view.list() && layout.is_bare()) return false;
  const bool stretch = layout.is_bare() && !layout.fields.front().shape.empty();
  if (layout.is_bare()) return !stretch && !CellMaker(layout.fields.front(), options).is_long();
  return view.size() > 1 && leaf_count(layout) <= RecordColumns::kMostLeaves &&
         layout.itemsize <= RecordColumns::kMostBytes;
}

}  // namespace

std::unique_ptr<Renderer> make_table(Selection selection, const OutputOptions& options) {
  if (!selection.layout.is_fixed()) return make_record_table(std::move(selection), options);
  selection = unfold(selection);
  if (lines_up(selection, options)) {
    if (selection.layout.is_bare()) return std::make_unique<ValueGrid>(selection, options);
    auto columns = std::make_unique<RecordColumns>(selection, options);
    if (columns->fits()) return columns;
  }
  return std::make_unique<FieldLines>(std::move(selection), options);
}

}  // namespace bview
