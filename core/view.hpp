// SPDX-License-Identifier: MIT
// core/view.hpp - N-dimensional strided views over bytes owned elsewhere.
//
// A View says where items lie; a Layout (core/layout.hpp) says what one item is;
// a Buffer (core/buffer.hpp) keeps the bytes alive. Making, slicing and copying
// a View never touches the bytes. Every item of a View lies inside its bytes:
// the constructor proves it, and no operation can undo it.
//
// Source: PEP 3118, Py_buffer; slice rules as in CPython Objects/sliceobject.c.

#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

/// One axis of a view.
struct Axis {
  std::int64_t extent;  ///< items along the axis, >= 0
  std::int64_t stride;  ///< bytes to the next item; < 0 walks back, 0 repeats

  bool operator==(const Axis&) const = default;
};

/// start:stop:step with Python's meaning; a missing bound depends on the step.
/// Bounds beyond 64 bits are given as the nearest 64-bit number.
struct Slice {
  std::optional<std::int64_t> start{};
  std::optional<std::int64_t> stop{};
  std::int64_t step = 1;

  bool operator==(const Slice&) const = default;
};

/// Which axis varies fastest in memory: the last (C) or the first (F).
enum class Order { C, F };

/// Memory that a view looks at; owned elsewhere and alive as long as the view.
///
/// Of a file that is too large, and of a stream, a part alone is in memory: bytes from `first`
/// on. Views are laid on all of them; who looks at one sees to it that it is there.
struct Bytes {
  std::byte* data = nullptr;
  std::int64_t size = 0;
  bool readonly = true;    ///< nothing may be written to `data`
  std::int64_t first = 0;  ///< where byte `data` stands among them

  /// The byte at `offset`, which is in memory.
  [[nodiscard]] std::byte* at(std::int64_t offset) const { return data + (offset - first); }
};

/// An axis that is a list: items of another view that were chosen, in its order. Of a long list a
/// part alone is in memory; who looks at its items sees to it that they are there, as with bytes.
struct ItemList {
  struct Item {
    std::int64_t offset;  ///< bytes, from the start of the view's bytes
    std::int64_t number;  ///< in C order among the items of the other view
  };

  std::vector<Item> items{};
  std::int64_t first = 0;   ///< the number in the list of the first of them
  std::int64_t extent = 0;  ///< items that the other view has

  [[nodiscard]] const Item& at(std::int64_t n) const {
    return items[static_cast<std::size_t>(n - first)];
  }
  [[nodiscard]] bool has(std::int64_t n) const {
    return n >= first && n - first < static_cast<std::int64_t>(items.size());
  }
};

/// At most so many axes, as in CPython.
inline constexpr std::size_t kMaxAxes = 64;

class View {
 public:
  /// No bytes, one axis of length 0.
  View() : axes_{{0, 1}} {}

  /// Items of `itemsize` bytes, item [0, ..., 0] at `offset` from the start of `bytes`.
  /// \throws Error{Errc::BadShape} when an item does not lie inside the bytes, a length is
  ///         negative, there are too many axes, or a number leaves 64 bits.
  View(Bytes bytes, std::int64_t itemsize, std::vector<Axis> axes, std::int64_t offset);

  /// Items without gaps from `offset` on. Throws as the constructor does.
  [[nodiscard]] static View contiguous(Bytes bytes, std::int64_t itemsize, const Lengths& shape,
                                       std::int64_t offset = 0, Order order = Order::C);

  /// The first `count` items of a list, along an axis that is no longer one of equal steps; with
  /// `inner`, each of them an array of items, `offset` bytes behind where the list says. Every one
  /// lies inside the bytes.
  [[nodiscard]] static View listed(const Bytes& bytes, std::int64_t itemsize,
                                   std::shared_ptr<const ItemList> list, std::int64_t count,
                                   const std::vector<Axis>& inner = {}, std::int64_t offset = 0);
  /// That of the first axis; null where items stand at equal steps.
  [[nodiscard]] const std::shared_ptr<const ItemList>& list() const { return list_; }

  [[nodiscard]] const Bytes& bytes() const { return bytes_; }
  [[nodiscard]] bool readonly() const { return bytes_.readonly; }
  [[nodiscard]] std::int64_t itemsize() const { return itemsize_; }
  [[nodiscard]] std::int64_t offset() const { return offset_; }  ///< of item [0, ..., 0]; bytes
  [[nodiscard]] std::size_t ndim() const { return axes_.size(); }
  [[nodiscard]] std::span<const Axis> axes() const { return axes_; }
  [[nodiscard]] Lengths shape() const;
  [[nodiscard]] Lengths strides() const;
  [[nodiscard]] std::int64_t size() const { return size_; }  ///< items
  [[nodiscard]] std::int64_t nbytes() const { return size_ * itemsize_; }

  /// Bytes from the start of bytes() to the item at `index`, one number per axis,
  /// each within its axis.
  [[nodiscard]] std::int64_t offset_of(std::span<const std::int64_t> index) const;
  /// The same for the n-th item in C order, 0 <= n < size().
  [[nodiscard]] std::int64_t offset_of(std::int64_t n) const;
  /// The index of the n-th item in C order; of a listed one its number in the other view.
  [[nodiscard]] Lengths index_of(std::int64_t n) const;

  /// The same items, of which `first` others stand in front along the first axis: index_of() counts
  /// them, too. What is made of this view by an index or in another order counts from 0 again.
  [[nodiscard]] View counted_from(std::int64_t first) const;
  /// What index_of() calls the first step along the first axis.
  [[nodiscard]] std::int64_t first_step() const { return first_step_; }

  /// The items that `slice` selects along `axis`; other axes stay as they are.
  ///
  /// Negative bounds count from the end, bounds past either end are clipped and
  /// an empty selection has extent 0, all as in Python; it keeps its stride, as in numpy.
  /// \throws Error{Errc::BadIndex} when slice.step is 0 or axis >= ndim().
  [[nodiscard]] View slice(std::size_t axis, const Slice& slice) const;

  /// The items at one position of `axis`, which disappears. Negative counts from the end.
  /// \throws Error{Errc::BadIndex} out of range.
  [[nodiscard]] View at(std::size_t axis, std::int64_t index) const;

  /// Axes in another order: axis k of the result is axis order[k] of this view.
  /// \throws Error{Errc::BadIndex} unless `order` names each axis once.
  [[nodiscard]] View transpose(std::span<const std::size_t> order) const;
  [[nodiscard]] View transpose() const;  ///< axes reversed

  /// The same bytes as items of another size.
  ///
  /// A C-contiguous view may take any shape of the same number of bytes (without
  /// one: a single axis). Of another view whose innermost axis is contiguous, that
  /// axis alone is divided anew, and `shape`, if given, must agree.
  /// \throws Error{Errc::BadShape} when sizes do not agree.
  [[nodiscard]] View cast(std::int64_t itemsize,
                          const std::optional<Lengths>& shape = std::nullopt) const;

  /// From the first byte of any item to the last of any; nothing where there are no items.
  [[nodiscard]] Extent reach() const;

  /// Contiguity as Py_buffer has it: axes of length 1 do not count, and a view
  /// without items is contiguous in every order.
  [[nodiscard]] bool c_contiguous() const;
  [[nodiscard]] bool f_contiguous() const;

  /// True when two items share a byte, so that writing through the view is refused.
  /// Exact where a bounded search can tell; true when in doubt.
  [[nodiscard]] bool overlaps() const;

  [[nodiscard]] View as_readonly() const;

 private:
  void refuse_moved_list(bool stays) const;

  Bytes bytes_;
  std::int64_t itemsize_ = 1;
  std::vector<Axis> axes_;
  std::int64_t offset_ = 0;
  std::int64_t size_ = 0;
  std::int64_t first_step_ = 0;
  std::shared_ptr<const ItemList> list_{};
};

/// Items that each step along the first axis has, where there is one that is not empty.
[[nodiscard]] inline std::int64_t inner_size(const View& view) {
  const bool steps = view.ndim() > 0 && view.axes().front().extent > 0;
  return steps ? view.size() / view.axes().front().extent : view.size();
}

/// The number of the first item, in C order, among those in front of it and its own.
[[nodiscard]] inline std::int64_t first_number(const View& view) {
  return view.first_step() * inner_size(view);
}

/// Where a slice begins on an axis of length `extent`, and how many items it takes.
struct SliceExtent {
  std::int64_t first;
  std::int64_t count;
};
/// \throws Error{Errc::BadIndex} when slice.step is 0.
[[nodiscard]] SliceExtent resolve(const Slice& slice, std::int64_t extent);

/// Strides of items of `itemsize` bytes without gaps.
/// \throws Error{Errc::BadShape} when one leaves 64 bits.
[[nodiscard]] Lengths contiguous_strides(const Lengths& shape, std::int64_t itemsize, Order order);

}  // namespace bview
