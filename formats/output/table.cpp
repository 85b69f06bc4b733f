#include "formats/output/table.hpp"

#include <utility>

#include "formats/output/nested.hpp"
#include "formats/output/table_columns.hpp"
#include "formats/output/table_grid.hpp"
#include "formats/output/table_lines.hpp"

namespace bview {
namespace {

/// True when items are many and small enough to stand in columns or in a grid.
bool lines_up(const Selection& selection, const OutputOptions& options) {
  const auto& [view, layout] = selection;
  if (view.size() == 0 || view.ndim() == 0) return false;
  if (layout.is_bare()) return !CellMaker(layout.fields.front(), options).is_long();
  return view.size() > 1 && leaf_count(layout) <= RecordColumns::kMostLeaves &&
         layout.itemsize <= RecordColumns::kMostBytes;
}

}  // namespace

std::unique_ptr<Renderer> make_table(Selection selection, const OutputOptions& options) {
  selection = unfold(selection);
  if (lines_up(selection, options)) {
    if (selection.layout.is_bare()) return std::make_unique<ValueGrid>(selection, options);
    auto columns = std::make_unique<RecordColumns>(selection, options);
    if (columns->fits()) return columns;
  }
  return std::make_unique<FieldLines>(std::move(selection), options);
}

}  // namespace bview
