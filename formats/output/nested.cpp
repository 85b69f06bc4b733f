// SPDX-License-Identifier: MIT

#include <algorithm>
#include <utility>

#include <bview/core/gathered.hpp>
#include <bview/formats/output/nested.hpp>

namespace bview {
namespace {

/// Items whose text is about as long as a chunk should be; of those that are copied, `copied` bytes
/// of each, some more.
std::int64_t items_per_chunk(const View& view, std::int64_t copied) {
  constexpr std::int64_t kChunkBytes = std::int64_t{64} << 10;  // of input: text is longer
  const std::int64_t items =
      std::max<std::int64_t>(1, kChunkBytes / std::max<std::int64_t>(1, view.itemsize()));
  return GatheredRuns::items_at_once(view, copied, items, 4 * items);
}

/// What may be copied of each item: its bytes, where they say all of it.
std::int64_t copied_size(const View& view, const ItemText& item) {
  const ItemText::Cell* const cell = item.cell();
  return cell != nullptr && cell->writer.style().reading == nullptr ? view.itemsize() : 0;
}

}  // namespace

NestedRenderer::NestedRenderer(View view, ItemText item, NestedText text)
    : view_(std::move(view)),
      item_(std::move(item)),
      text_(std::move(text)),
      copied_(copied_size(view_, item_)),
      chunk_(items_per_chunk(view_, copied_)) {
  const std::vector<Level>& levels = text_.levels;
  std::string closing;
  std::string opening;
  for (std::size_t k = levels.size(); k-- > 0;) {
    item_ending_ = closing;
    item_ending_ += levels[k].separator;
    before_.push_back(item_ending_);
    before_.back() += opening;
    closing += levels[k].close;
    opening.insert(0, levels[k].open);
  }
  before_.push_back(opening);
  after_last_ = closing;
}

void NestedRenderer::render(std::int64_t first, std::int64_t count, TextBuffer& out) const {
  GatheredRuns runs(view_, copied_, first, count);
  ItemRun run{};
  bool begins = first == 0;
  while (runs.next(run)) {
    // A single item has no axis that could begin.
    const std::size_t wrapped = view_.ndim() == 0 ? 0 : run.wrapped;
    const bool new_line = wrapped == 0 && text_.wrap != 0 && run.position % text_.wrap == 0;
    out.append(std::exchange(begins, false) ? before_.back()
               : new_line                   ? text_.wrap_separator
                                            : before_[wrapped]);
    write_run(run, out);
  }
  if (first + count == view_.size()) out.append(after_last_);
}

void NestedRenderer::write_run(const ItemRun& run, TextBuffer& out) const {
  if (item_.cell() != nullptr) return write_cells(run, out);
  for (std::int64_t k = 0; k < run.count; ++k) {
    if (k != 0) out.append(before_.front());
    item_.write(run.data + k * run.step, out);
  }
}

void NestedRenderer::write_cells(const ItemRun& run, TextBuffer& out) const {
  const ItemText::Cell& cell = *item_.cell();
  for (std::int64_t done = 0; done < run.count;) {
    const std::int64_t left = run.count - done;
    const std::int64_t column = text_.wrap == 0 ? 0 : (run.position + done) % text_.wrap;
    const std::int64_t line = text_.wrap == 0 ? left : std::min(left, text_.wrap - column);
    if (done != 0) out.append(text_.wrap_separator);
    cell.writer.write({run.data + done * run.step + cell.offset, run.step, line, cell.length},
                      before_.front(), out);
    done += line;
  }
}

Selection unfold(const Selection& selection) {
  const Layout& layout = selection.layout;
  if (!layout.is_bare() || layout.fields.front().shape.empty()) return selection;
  // Axes step by bytes.
  if (layout.fields.front().is_stretch()) return selection;
  Field element = layout.fields.front();
  const std::int64_t offset = std::exchange(element.offset, 0);
  const View& view = selection.view;
  std::vector<Axis> axes(view.axes().begin(), view.axes().end());
  for (std::size_t k = 0; k < element.shape.size(); ++k) {
    axes.push_back({element.shape[k], element.stride(k)});
  }
  element.shape.clear();
  element.strides.clear();
  Layout inner = layout;
  inner.itemsize = element.value_size();
  inner.fields = {element};
  if (element.record) inner = *element.record;
  if (view.list()) {
    axes.erase(axes.begin());
    return {View::listed(view.bytes(), inner.itemsize, view.list(), view.axes().front().extent,
                         axes, view.offset() + offset),
            std::move(inner)};
  }
  return {View(view.bytes(), inner.itemsize, std::move(axes), view.offset() + offset),
          std::move(inner)};
}

}  // namespace bview
