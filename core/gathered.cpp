// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <tuple>

#include <bview/core/gathered.hpp>

namespace bview {
namespace {

constexpr std::int64_t kLine = 64;                       // of the cache; bytes
constexpr std::int64_t kPage = 4096;                     // what the processor looks up at once
constexpr std::int64_t kRoom = std::int64_t{512} << 10;  // for copies; they stay in the cache
constexpr std::int64_t kFewRows = 4;                     // that share lines

/// Copies `count` items, `step` apart.
template <std::int64_t kSize>
void copy_items(const std::byte* from, std::int64_t step, std::int64_t count, std::byte* to) {
  for (std::int64_t k = 0; k < count; ++k) std::memcpy(to + k * kSize, from + k * step, kSize);
}

/// Some items of each row, whose lines the next rows find in the cache, and then the ones behind.
template <std::int64_t kSize>
void copy_rows(const ItemRun& run, std::int64_t next_row, std::int64_t rows, std::byte* to) {
  constexpr std::int64_t kAtOnce = 8;  // items: as many lines at one distance fit into the cache
  constexpr std::int64_t kAhead = 16;  // items whose lines are on their way
  const auto [data, step, count] = std::tuple(run.data, run.step, run.count);
  for (std::int64_t first = 0; first < count; first += kAtOnce) {
    for (std::int64_t k = first + kAhead; k < std::min(first + kAhead + kAtOnce, count); ++k) {
      __builtin_prefetch(data + k * step);
    }
    const std::byte* from = data + first * step;
    std::byte* into = to + first * kSize;
    for (std::int64_t row = 1;; ++row) {
      // The usual number is known here, and takes no loop.
      if (first + kAtOnce <= count) {
        copy_items<kSize>(from, step, kAtOnce, into);
      } else {
        copy_items<kSize>(from, step, count - first, into);
      }
      if (row == rows) break;
      from += next_row;
      into += count * kSize;
    }
  }
}

struct SizedCopy {
  std::int64_t size;
  void (*copy)(const ItemRun& run, std::int64_t next_row, std::int64_t rows, std::byte* to);
};
constexpr SizedCopy kSizedCopies[] = {{1, copy_rows<1>},  {2, copy_rows<2>}, {3, copy_rows<3>},
                                      {4, copy_rows<4>},  {6, copy_rows<6>}, {8, copy_rows<8>},
                                      {16, copy_rows<16>}};

/// Rows whose items lie in lines of their own, and whose neighbours begin near by.
bool lie_across(const View& view, std::int64_t size) {
  if (view.list() || view.ndim() < 2) return false;
  const Axis& row = view.axes()[view.ndim() - 1];
  const Axis& rows = view.axes()[view.ndim() - 2];
  const auto is_far = [](std::int64_t stride, std::int64_t distance) {
    return stride >= distance || stride <= -distance;
  };
  return row.extent > 1 && rows.extent > 1 && row.extent <= kRoom / 2 / size &&
         is_far(row.stride, kLine) && !is_far(rows.stride, kPage / kFewRows) &&
         is_far(row.stride, 2 * std::abs(rows.stride));
}

const SizedCopy* copy_across(const View& view, std::int64_t size) {
  const auto* const found = std::find_if(std::begin(kSizedCopies), std::end(kSizedCopies),
                                         [size](const SizedCopy& row) { return row.size == size; });
  return found != std::end(kSizedCopies) && lie_across(view, size) ? found : nullptr;
}

}  // namespace

GatheredRuns::GatheredRuns(const View& view, std::int64_t size, std::int64_t first,
                           std::int64_t count, std::byte* into)
    : cursor_(view, first, count), size_(size), number_(first), end_(first + count), into_(into) {
  const SizedCopy* const found = copy_across(view, size);
  copy_ = found == nullptr ? nullptr : found->copy;
  if (copy_ == nullptr) return;
  row_ = view.axes()[view.ndim() - 1];
  rows_ = view.axes()[view.ndim() - 2];
}

bool GatheredRuns::next(ItemRun& run) {
  if (!cursor_.next(run)) return false;
  if (copy_ == nullptr) return true;
  if (used_ == gathered_) gather(run);
  number_ += run.count;
  if (into_ != nullptr) into_ += run.count * size_;
  if (used_ == gathered_) return true;
  run.data = copies_ + used_ * row_.extent * size_;
  run.step = size_;
  ++used_;
  return true;
}

/// Copies the row and whole ones behind it, if there are some.
void GatheredRuns::gather(const ItemRun& run) {
  used_ = gathered_ = 0;
  const std::int64_t left = end_ - number_;
  const std::int64_t rows = std::min({rows_.extent - number_ / row_.extent % rows_.extent,
                                      left / row_.extent, kRoom / (row_.extent * size_)});
  if (run.count < row_.extent || rows < 2) return;
  std::byte* to = into_;
  if (to == nullptr) {
    const std::int64_t room = std::min(kRoom, left * size_);  // never more later
    if (!memory_) memory_.reset(new std::byte[static_cast<std::size_t>(room)]);
    to = memory_.get();
  }
  copy_(run, rows_.stride, rows, to);
  copies_ = to;
  gathered_ = rows;
}

std::int64_t GatheredRuns::items_at_once(const View& view, std::int64_t size, std::int64_t least,
                                         std::int64_t most) {
  if (copy_across(view, size) == nullptr) return least;
  const std::int64_t row = view.axes().back().extent;
  // Whole rows: as many as are due, or as share a line if that is more.
  const std::int64_t due = std::clamp(kLine / size * row, least, std::max(least, most));
  return std::max<std::int64_t>(1, due / row) * row;
}

}  // namespace bview
