// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/view.hpp>

namespace bview {
namespace {

/// The byte offsets from item [0, ..., 0] of the items that lie lowest and highest.
struct Span {
  std::int64_t low = 0;
  std::int64_t high = 0;
};

/// Nothing when an offset leaves 64 bits. All extents must be > 0.
std::optional<Span> span_of(std::span<const Axis> axes) {
  Span span;
  for (const Axis& axis : axes) {
    const auto reach = checked_mul(axis.extent - 1, axis.stride);
    if (!reach) return std::nullopt;
    std::int64_t& end = *reach < 0 ? span.low : span.high;
    const auto moved = checked_add(end, *reach);
    if (!moved) return std::nullopt;
    end = *moved;
  }
  return span;
}

/// The index of the item that lies highest (or lowest), for messages.
Lengths extreme_index(std::span<const Axis> axes, bool highest) {
  Lengths index;
  for (const Axis& axis : axes) {
    index.push_back((axis.stride > 0) == highest && axis.stride != 0 ? axis.extent - 1 : 0);
  }
  return index;
}

void check_extent(const Bytes& bytes, std::int64_t itemsize, std::span<const Axis> axes,
                  std::int64_t offset) {
  const auto span = span_of(axes);
  const auto low = span ? checked_add(offset, span->low) : std::nullopt;
  const auto high = span ? checked_add(offset, span->high) : std::nullopt;
  const auto end = high ? checked_add(*high, itemsize) : std::nullopt;
  if (!low || !end) {
    throw Error(Errc::BadShape, "the view reaches further than 64-bit offsets can tell");
  }
  if (*low < 0) {
    throw Error(Errc::BadShape,
                fmt::format("item [{}] would begin at byte {}, before the first one",
                            fmt::join(extreme_index(axes, false), ", "), *low));
  }
  if (*end > bytes.size) {
    throw Error(Errc::BadShape,
                fmt::format("item [{}] would lie at bytes {} to {}, but there are {}",
                            fmt::join(extreme_index(axes, true), ", "), *high, *end, bytes.size));
  }
}

/// Whether axes, taken from the smallest stride up, each step over all that the
/// smaller ones reach. Sufficient for no overlap, and all that usual views need.
bool nested(std::vector<Axis> axes, std::int64_t itemsize) {
  std::erase_if(axes, [](const Axis& axis) { return axis.extent <= 1; });
  const auto width = [](const Axis& axis) {
    return axis.stride < 0 ? 0 - static_cast<std::uint64_t>(axis.stride)
                           : static_cast<std::uint64_t>(axis.stride);
  };
  std::sort(axes.begin(), axes.end(),
            [&](const Axis& a, const Axis& b) { return width(a) < width(b); });
  auto reach = static_cast<std::uint64_t>(itemsize);
  for (const Axis& axis : axes) {
    if (width(axis) < reach) return false;
    reach += width(axis) * static_cast<std::uint64_t>(axis.extent - 1);
  }
  return true;
}

}  // namespace

SliceExtent resolve(const Slice& slice, std::int64_t extent) {
  if (slice.step == 0) throw Error(Errc::BadIndex, "slice step cannot be zero");
  const bool back = slice.step < 0;
  // Bounds live in [0, extent] going forward and in [-1, extent - 1] going back,
  // where -1 means "before the first item", not "the last one".
  const std::int64_t lowest = back ? -1 : 0;
  const std::int64_t highest = back ? extent - 1 : extent;
  const auto clip = [&](std::int64_t bound) {
    if (bound < 0) bound = std::max(bound, -extent - 1) + extent;
    return std::clamp(bound, lowest, highest);
  };
  const std::int64_t start = slice.start ? clip(*slice.start) : (back ? highest : lowest);
  const std::int64_t stop = slice.stop ? clip(*slice.stop) : (back ? lowest : highest);
  const std::int64_t distance = back ? start - stop : stop - start;
  if (distance <= 0) return {start, 0};
  // |step| as unsigned, for the step that has no positive twin.
  const std::uint64_t step =
      back ? 0 - static_cast<std::uint64_t>(slice.step) : static_cast<std::uint64_t>(slice.step);
  return {start, static_cast<std::int64_t>((static_cast<std::uint64_t>(distance) - 1) / step) + 1};
}

Lengths contiguous_strides(const Lengths& shape, std::int64_t itemsize, Order order) {
  Lengths strides(shape.size());
  std::int64_t stride = itemsize;
  for (std::size_t k = 0; k < shape.size(); ++k) {
    const std::size_t axis = order == Order::C ? shape.size() - 1 - k : k;
    strides[axis] = stride;
    const auto next = checked_mul(stride, std::max<std::int64_t>(shape[axis], 1));
    if (!next) throw Error(Errc::BadShape, "the shape takes more bytes than 64 bits can count");
    stride = *next;
  }
  return strides;
}

View::View(Bytes bytes, std::int64_t itemsize, std::vector<Axis> axes, std::int64_t offset)
    : bytes_(bytes), itemsize_(itemsize), axes_(std::move(axes)), offset_(offset) {
  if (axes_.size() > kMaxAxes) {
    throw Error(Errc::BadShape, fmt::format("{} axes are more than the {} a view can have",
                                            axes_.size(), kMaxAxes));
  }
  if (itemsize_ < 0) {
    throw Error(Errc::BadShape, fmt::format("an item cannot have {} bytes", itemsize_));
  }
  const Lengths lengths = shape();
  for (const std::int64_t length : lengths) {
    if (length < 0)
      throw Error(Errc::BadShape, fmt::format("an axis cannot have length {}", length));
  }
  const auto size = checked_product(lengths);
  if (!size || !checked_mul(*size, itemsize)) {
    throw Error(Errc::BadShape, "the shape takes more bytes than 64 bits can count");
  }
  size_ = *size;
  if (size_ > 0) check_extent(bytes_, itemsize_, axes_, offset_);
}

View View::contiguous(Bytes bytes, std::int64_t itemsize, const Lengths& shape, std::int64_t offset,
                      Order order) {
  const Lengths strides = contiguous_strides(shape, itemsize, order);
  std::vector<Axis> axes;
  for (std::size_t k = 0; k < shape.size(); ++k) axes.push_back({shape[k], strides[k]});
  return {bytes, itemsize, std::move(axes), offset};
}

View View::listed(const Bytes& bytes, std::int64_t itemsize, std::shared_ptr<const ItemList> list,
                  std::int64_t count, const std::vector<Axis>& inner, std::int64_t offset) {
  View view;
  view.bytes_ = bytes;
  view.itemsize_ = itemsize;
  view.axes_ = {{count, 0}};
  view.axes_.insert(view.axes_.end(), inner.begin(), inner.end());
  const auto size = checked_product(view.shape());
  if (!size) throw Error(Errc::BadShape, "the list has more items than 64 bits can count");
  view.size_ = *size;
  view.offset_ = offset;
  view.list_ = std::move(list);
  return view;
}

Lengths View::shape() const {
  Lengths shape;
  for (const Axis& axis : axes_) shape.push_back(axis.extent);
  return shape;
}

Lengths View::strides() const {
  Lengths strides;
  for (const Axis& axis : axes_) strides.push_back(axis.stride);
  return strides;
}

std::int64_t View::offset_of(std::span<const std::int64_t> index) const {
  std::int64_t offset = offset_ + (list_ ? list_->at(index[0]).offset : 0);
  for (std::size_t k = 0; k < axes_.size(); ++k) offset += index[k] * axes_[k].stride;
  return offset;
}

std::int64_t View::offset_of(std::int64_t n) const {
  std::int64_t offset = offset_;
  for (std::size_t k = axes_.size(); k-- > (list_ ? 1 : 0);) {
    offset += n % axes_[k].extent * axes_[k].stride;
    n /= axes_[k].extent;
  }
  return list_ ? offset + list_->at(n).offset : offset;
}

Lengths View::index_of(std::int64_t n) const {
  Lengths index(axes_.size());
  for (std::size_t k = axes_.size(); k-- > 0;) {
    index[k] = n % axes_[k].extent;
    n /= axes_[k].extent;
  }
  if (list_) {
    index[0] = list_->at(index[0]).number;
  } else if (!index.empty()) {
    index[0] += first_step_;
  }
  return index;
}

View View::counted_from(std::int64_t first) const {
  View result = *this;
  result.first_step_ = first;
  return result;
}

View View::slice(std::size_t axis, const Slice& slice) const {
  if (axis >= ndim()) {
    throw Error(Errc::BadIndex, fmt::format("there is no axis {} in a view of {}", axis, ndim()));
  }
  const auto [first, count] = resolve(slice, axes_[axis].extent);
  View result = *this;
  if (axis == 0 && (first != 0 || slice.step != 1)) result.first_step_ = 0;
  if (list_ && axis == 0) {
    ItemList taken{{}, 0, list_->extent};
    for (std::int64_t k = 0; k < count; ++k) {
      taken.items.push_back(list_->at(first + k * slice.step));
    }
    result.list_ = std::make_shared<const ItemList>(std::move(taken));
    result.axes_[0].extent = count;
    result.size_ = *checked_product(result.shape());
    return result;
  }
  Axis& sliced = result.axes_[axis];
  sliced.extent = count;
  // An empty selection moves nothing: its offset would be of an item that is not there.
  if (count > 0) {
    if (size_ > 0) result.offset_ += first * sliced.stride;
    // A step past 64 bits selects one item, and its stride is never used.
    sliced.stride = checked_mul(sliced.stride, slice.step).value_or(sliced.stride);
  }
  result.size_ = *checked_product(result.shape());
  return result;
}

View View::at(std::size_t axis, std::int64_t index) const {
  if (axis >= ndim()) {
    throw Error(Errc::BadIndex, fmt::format("there is no axis {} in a view of {}", axis, ndim()));
  }
  const std::int64_t extent = axes_[axis].extent;
  if (index < -extent || index >= extent) {
    throw Error(Errc::BadIndex, fmt::format("index {} is out of range for axis {} of length {}",
                                            index, axis, extent));
  }
  View result = *this;
  if (axis == 0) result.first_step_ = 0;
  if (list_ && axis == 0) {
    result.offset_ += list_->at(index < 0 ? index + extent : index).offset;
    result.list_.reset();
  }
  if (size_ > 0) result.offset_ += (index < 0 ? index + extent : index) * axes_[axis].stride;
  result.axes_.erase(result.axes_.begin() + static_cast<std::ptrdiff_t>(axis));
  result.size_ = *checked_product(result.shape());
  return result;
}

/// An axis that is a list stays the first one.
void View::refuse_moved_list(bool stays) const {
  if (list_ && !stays) throw Error(Errc::BadShape, "an axis that is a list has to stay the first");
}

View View::transpose(std::span<const std::size_t> order) const {
  std::vector<std::size_t> sorted(order.begin(), order.end());
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::size_t> all(ndim());
  std::iota(all.begin(), all.end(), std::size_t{0});
  if (sorted != all) {
    throw Error(Errc::BadIndex, fmt::format("axes {} do not name each of the {} axes once",
                                            fmt::join(order, ","), ndim()));
  }
  refuse_moved_list(order.empty() || order[0] == 0);
  View result = *this;
  for (std::size_t k = 0; k < ndim(); ++k) result.axes_[k] = axes_[order[k]];
  result.first_step_ = 0;
  return result;
}

View View::transpose() const {
  refuse_moved_list(ndim() < 2);
  View result = *this;
  std::reverse(result.axes_.begin(), result.axes_.end());
  result.first_step_ = 0;
  return result;
}

View View::cast(std::int64_t itemsize, const std::optional<Lengths>& shape) const {
  if (itemsize <= 0) throw Error(Errc::BadShape, "cannot cast to items of 0 bytes");
  if (list_) throw Error(Errc::BadShape, "items that were chosen one by one cannot be cast");
  if (c_contiguous()) {
    if (nbytes() % itemsize != 0) {
      throw Error(Errc::BadShape,
                  fmt::format("{} bytes are no whole number of {}-byte items", nbytes(), itemsize));
    }
    View result =
        contiguous(bytes_, itemsize, shape.value_or(Lengths{nbytes() / itemsize}), offset_);
    if (result.nbytes() != nbytes()) {
      throw Error(Errc::BadShape, fmt::format("shape [{}] of {}-byte items takes {} bytes, not {}",
                                              fmt::join(result.shape(), ", "), itemsize,
                                              result.nbytes(), nbytes()));
    }
    return result;
  }
  // As for contiguity, the stride of a single item does not count.
  const bool in_rows = ndim() > 0 && (axes_.back().extent == 1 || axes_.back().stride == itemsize_);
  if (!in_rows) {
    throw Error(Errc::BadShape, "only a view whose innermost axis is contiguous can be cast");
  }
  const std::int64_t row = axes_.back().extent * itemsize_;
  if (row % itemsize != 0) {
    throw Error(Errc::BadShape, fmt::format("rows of {} bytes are no whole number of {}-byte items",
                                            row, itemsize));
  }
  std::vector<Axis> axes = axes_;
  axes.back() = {row / itemsize, itemsize};
  View result(bytes_, itemsize, std::move(axes), offset_);
  if (shape && *shape != result.shape()) {
    throw Error(
        Errc::BadShape,
        fmt::format("a view that is not contiguous keeps its outer axes: only shape [{}] fits",
                    fmt::join(result.shape(), ", ")));
  }
  return result;
}

Extent View::reach() const {
  if (size_ == 0) return {offset_, 0};
  if (list_) return {0, bytes_.size};
  // Every item lies inside the bytes, so nothing here leaves 64 bits.
  Extent reach{offset_, itemsize_};
  for (const Axis& axis : axes_) {
    if (axis.extent == 1) continue;
    const std::int64_t far = (axis.extent - 1) * axis.stride;
    if (far < 0) reach.offset += far;
    reach.size += far < 0 ? -far : far;
  }
  return reach;
}

bool View::c_contiguous() const {
  if (size_ == 0) return true;
  if (list_ && size_ > 1) return false;
  std::int64_t expected = itemsize_;
  for (std::size_t k = axes_.size(); k-- > 0;) {
    if (axes_[k].extent == 1) continue;
    if (axes_[k].stride != expected) return false;
    expected *= axes_[k].extent;
  }
  return true;
}

bool View::f_contiguous() const {
  if (list_ && size_ > 1) return false;
  return transpose().c_contiguous();
}

bool View::overlaps() const {
  if (size_ <= 1 || itemsize_ == 0 || (!list_ && nested(axes_, itemsize_))) return false;
  // Rare and small: interleaved axes. Look at every item.
  constexpr std::int64_t kMostItems = 1 << 20;
  if (size_ > kMostItems) return true;
  std::vector<std::int64_t> offsets;
  for (std::int64_t n = 0; n < size_; ++n) offsets.push_back(offset_of(n));
  std::sort(offsets.begin(), offsets.end());
  return std::adjacent_find(offsets.begin(), offsets.end(), [&](std::int64_t a, std::int64_t b) {
           return b - a < itemsize_;
         }) != offsets.end();
}

View View::as_readonly() const {
  View result = *this;
  result.bytes_.readonly = true;
  return result;
}

}  // namespace bview
