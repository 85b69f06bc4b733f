// SPDX-License-Identifier: MIT

#include <algorithm>
#include <utility>

#include <bview/core/cursor.hpp>

namespace bview {

Cursor::Cursor(const View& view, std::int64_t first, std::int64_t count)
    : bytes_(view.bytes().data),
      axes_(view.axes().begin(), view.axes().end()),
      offset_(view.offset() - view.bytes().first),
      left_(count),
      list_(view.list().get()) {
  // A view of one item is a row of one.
  if (axes_.empty()) axes_.push_back({1, view.itemsize()});
  // A stride that is never taken may be of any size.
  for (Axis& axis : axes_) {
    if (axis.extent == 1) axis.stride = 0;
  }
  index_.resize(axes_.size());
  if (left_ == 0) return;
  for (std::size_t k = axes_.size(); k-- > 0; first /= axes_[k].extent) {
    index_[k] = first % axes_[k].extent;
    offset_ += index_[k] * axes_[k].stride;
  }
}

/// Neighbours in the list at equal distances are a run.
bool Cursor::next_listed(ItemRun& run) {
  if (left_ == 0) return false;
  const std::int64_t n = index_.back();
  const ItemList::Item* const items = &list_->at(n);
  const std::int64_t step = left_ > 1 ? items[1].offset - items[0].offset : 0;
  std::int64_t count = std::min<std::int64_t>(left_, 2);
  while (count < left_ && items[count].offset - items[count - 1].offset == step) ++count;
  run = {bytes_ + (items->offset + offset_), step, count, n, n == 0 ? std::size_t{1} : 0};
  left_ -= count;
  index_.back() += count;
  return true;
}

bool Cursor::next_row(ItemRun& run) {
  if (left_ == 0) return false;
  const Axis& row = axes_.back();
  run.data = bytes_ + (offset_ + (list_ == nullptr ? 0 : list_->at(index_.front()).offset));
  run.step = row.stride;
  run.count = std::min(row.extent - index_.back(), left_);
  run.position = index_.back();
  run.wrapped = 0;
  for (std::size_t k = axes_.size(); k-- > 0 && index_[k] == 0;) ++run.wrapped;
  left_ -= run.count;
  // On to the next row, as an odometer does. The offset may not step outside the
  // bytes on its way, so nothing moves behind the last item.
  index_.back() += run.count;
  offset_ += run.count * row.stride;
  for (std::size_t k = axes_.size() - 1; k > 0 && index_[k] == axes_[k].extent; --k) {
    offset_ += axes_[k - 1].stride - axes_[k].extent * axes_[k].stride;
    index_[k] = 0;
    ++index_[k - 1];
  }
  return true;
}

View coalesce(const View& view) {
  if (view.list()) return view;
  if (view.size() == 0) return View::contiguous(view.bytes(), view.itemsize(), {0});
  std::vector<Axis> axes;
  for (const Axis& axis : view.axes()) {
    if (axis.extent == 1) continue;
    if (!axes.empty() && axes.back().stride == axis.extent * axis.stride) {
      axes.back() = {axes.back().extent * axis.extent, axis.stride};
    } else {
      axes.push_back(axis);
    }
  }
  return {view.bytes(), view.itemsize(), std::move(axes), view.offset()};
}

ByteRuns byte_runs(const View& view, const Layout& layout) {
  const View items = coalesce(view);
  if (layout.projected) {
    std::vector<Extent> extents = selected_bytes(layout);
    const std::int64_t size = total_size(extents);
    return {items, std::move(extents), size};
  }
  if (view.list()) return {items, {{0, items.itemsize()}}, items.itemsize()};
  // The bytes of an item are one more axis; where it joins others, runs grow.
  std::vector<Axis> axes(items.axes().begin(), items.axes().end());
  axes.push_back({items.itemsize(), 1});
  const View bytes = coalesce(View(view.bytes(), 1, std::move(axes), items.offset()));
  const std::int64_t size = items.itemsize();
  if (bytes.size() == 0) return {bytes, {}, size};
  if (bytes.ndim() == 0 || bytes.axes().back().stride != 1) return {bytes, {{0, 1}}, size};
  const std::int64_t run = bytes.axes().back().extent;
  return {bytes.at(bytes.ndim() - 1, 0), {{0, run}}, size};
}

Direction direction_of(const View& view) {
  if (view.size() < 2) return Direction::Forwards;
  if (view.list()) return Direction::Mixed;
  bool forwards = true;
  bool backwards = true;
  // From the first to the last item of the axes further in, in bytes. The view was checked to
  // lie inside its bytes, so nothing here leaves 64 bits.
  std::int64_t inner = 0;
  const auto axes = view.axes();
  for (std::size_t k = axes.size(); k-- > 0;) {
    if (axes[k].extent == 1) continue;
    forwards = forwards && axes[k].stride > inner;
    backwards = backwards && axes[k].stride < inner;
    inner += (axes[k].extent - 1) * axes[k].stride;
  }
  return forwards ? Direction::Forwards : backwards ? Direction::Backwards : Direction::Mixed;
}

bool are_scattered(const ByteRuns& runs) {
  constexpr std::int64_t kShort = 4096;                 // a page
  constexpr std::int64_t kFar = std::int64_t{1} << 16;  // what a system reads around a page
  const auto is_short = [](const Extent& extent) { return extent.size <= kShort; };
  const auto is_far = [](const Axis& axis) { return axis.stride <= -kFar || axis.stride >= kFar; };
  const auto axes = runs.starts.axes();
  if (runs.starts.list()) return false;
  return !axes.empty() && std::all_of(axes.begin(), axes.end(), is_far) &&
         std::all_of(runs.extents.begin(), runs.extents.end(), is_short);
}

Blocks::Blocks(ByteRuns runs, std::int64_t block) : runs_(std::move(runs)), block_(block) {
  for (const Extent& extent : runs_.extents) per_start_ += blocks_in(extent);
  bytes_per_start_ = total_size(runs_.extents);
}

std::int64_t Blocks::of_items(std::int64_t items) const {
  const std::int64_t bytes = items * runs_.per_item;
  if (bytes == 0) return 0;
  std::int64_t blocks = bytes / bytes_per_start_ * per_start_;
  std::int64_t rest = bytes % bytes_per_start_;
  for (const Extent& extent : runs_.extents) {
    if (rest < extent.size) return blocks + rest / block_;
    rest -= extent.size;
    blocks += blocks_in(extent);
  }
  return blocks;
}

Blocks::Block Blocks::at(std::int64_t n) const { return stretch(n, 1); }

Blocks::Block Blocks::stretch(std::int64_t n, std::int64_t most) const {
  const std::int64_t start = runs_.starts.offset_of(n / per_start_);
  std::int64_t within = n % per_start_;
  for (const Extent& extent : runs_.extents) {
    const std::int64_t blocks = blocks_in(extent);
    if (within >= blocks) {
      within -= blocks;
      continue;
    }
    const std::int64_t skipped = within * block_;
    const std::int64_t taken = std::min(most, blocks - within) * block_;
    return {start + extent.offset + skipped, std::min(taken, extent.size - skipped), within > 0};
  }
  return {start, 0, false};  // not reached: n < count()
}

}  // namespace bview
