// SPDX-License-Identifier: MIT
// core/memory_view.hpp - Python's memoryview for C++: bytes seen as typed items.
//
// A MemoryView puts together a Buffer, which keeps the bytes, a View, which says where
// the items lie, and a Layout, which says what an item is. Making, slicing, casting and
// copying one copies no bytes, and what is written through one is seen through all.
// As with std::span, a const MemoryView may still be written through.
//
// Bytes of a range are borrowed: the range outlives its views and is not resized.
// Several threads may read; who writes keeps others out.
//
// Source: CPython Objects/memoryobject.c. Where that stops short (slices of several
// axes, casts between any formats, axes of length 0) the general thing happens.

#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <memory>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <bview/core/buffer.hpp>
#include <bview/core/element_type.hpp>
#include <bview/core/index.hpp>
#include <bview/core/layout.hpp>
#include <bview/core/public.hpp>
#include <bview/core/value.hpp>
#include <bview/core/view.hpp>

namespace BVIEW_PUBLIC bview {

/// The order in which tobytes() takes items: the last axis varies fastest (C), the
/// first does (F), or A: as they lie in memory for an F-contiguous view, else C.
enum class CopyOrder { C, F, A };

class MemoryView;
struct RecordList;

/// Contiguous ranges whose elements are bytes to C++.
template <class Range>
concept BytesRange =
    !std::same_as<std::remove_cv_t<Range>, MemoryView> && std::ranges::contiguous_range<Range> &&
    std::is_trivially_copyable_v<std::ranges::range_value_t<Range>>;

/// Those that do not own their elements, such as std::span and std::string_view.
template <class Range>
concept BorrowedBytesRange = BytesRange<Range> && std::ranges::borrowed_range<Range>;

/// Those that are no text.
template <class Range>
concept ItemsRange = BytesRange<Range> && !std::convertible_to<Range, std::string_view>;

/// After release() every member but release() and assignment throws Error{Errc::Released}.
class MemoryView {
 public:
  class Iterator;

  /// All of `buffer` as plain bytes, format "B".
  explicit MemoryView(Buffer buffer);

  /// The items of `view`, which looks into `buffer`.
  /// \throws Error{Errc::BadShape} when view and layout disagree about the itemsize.
  MemoryView(Buffer buffer, Layout layout, View view);

  /// Records that say themselves how large they are, one behind the other up to the end: one axis,
  /// found by walking. A position of it is a view of one record, whose fields lie where they were
  /// found, for get() and set(); who changes what sizes depend on walks anew. Items have no size
  /// of their own: itemsize() and strides() are kVaries, and cast() and assign() are refused. What
  /// does not stand in a record is an empty list in its value.
  /// \throws Error{Errc::BadShape} for a layout of constant size (as_varying() makes it one of
  ///         these), and naming record and offset where the bytes contradict it.
  [[nodiscard]] static MemoryView records(const Buffer& buffer, Layout layout);

  /// The elements of a range: std::vector<int> has format "i". Elements of a type that
  /// is not in the table are seen as bytes. Read-only when the elements are const.
  /// (The NUL of a string literal is an element; std::string_view leaves it out.)
  template <BytesRange Range>
  explicit MemoryView(Range& range)
      : MemoryView(Buffer::borrow(range), element_layout<std::ranges::range_value_t<Range>>()) {}
  template <BorrowedBytesRange Range>
  explicit MemoryView(const Range& range)
      : MemoryView(Buffer::borrow(range), element_layout<std::ranges::range_value_t<Range>>()) {}

  [[nodiscard]] const std::string& format() const { return layout().format; }
  [[nodiscard]] std::int64_t itemsize() const;  ///< bytes
  [[nodiscard]] std::size_t ndim() const { return view().ndim(); }
  [[nodiscard]] Lengths shape() const { return view().shape(); }
  [[nodiscard]] Lengths strides() const;      ///< bytes
  [[nodiscard]] std::int64_t nbytes() const;  ///< of all items
  [[nodiscard]] bool readonly() const { return view().readonly(); }
  [[nodiscard]] bool c_contiguous() const { return view().c_contiguous(); }
  [[nodiscard]] bool f_contiguous() const { return view().f_contiguous(); }
  [[nodiscard]] bool contiguous() const { return c_contiguous() || f_contiguous(); }

  /// Python's len(): the length of the first axis.
  /// \throws Error{Errc::BadIndex} when there is no axis.
  [[nodiscard]] std::int64_t size() const;

  [[nodiscard]] const View& view() const;
  [[nodiscard]] const Layout& layout() const;

  // --- parts: views of the same bytes ---

  /// Position `index` of the first axis, which disappears; negative counts from the
  /// end. Of a one-dimensional view: a view of one item, for get() and set().
  /// \throws Error{Errc::BadIndex} out of range.
  [[nodiscard]] MemoryView operator[](std::int64_t index) const;

  /// start:stop:step along the first axis; {} stands for a bound left out.
  /// \throws Error{Errc::BadIndex} when step is 0 or there is no axis.
  [[nodiscard]] MemoryView slice(std::optional<std::int64_t> start,
                                 std::optional<std::int64_t> stop = std::nullopt,
                                 std::int64_t step = 1) const;

  /// Throws as bview::select does (core/index.hpp).
  [[nodiscard]] MemoryView select(const Index& index) const;

  /// The same with terms one by one: mv(2, Slice{1, 5}, Ellipsis{}).
  template <class... Terms>
  [[nodiscard]] MemoryView operator()(const Terms&... terms) const {
    return select({IndexTerm(terms)...});
  }

  [[nodiscard]] MemoryView transpose() const;  ///< axes reversed

  /// The same bytes as items of another format, and of another shape if one is given.
  /// \throws Error{Errc::BadShape} when sizes do not agree, and for a view whose
  ///         innermost axis is not contiguous; see View::cast.
  [[nodiscard]] MemoryView cast(const Layout& layout,
                                const std::optional<Lengths>& shape = std::nullopt) const;

  [[nodiscard]] MemoryView toreadonly() const;

  /// Lets go of the bytes. Views made from this one keep them.
  void release();

  [[nodiscard]] Iterator begin() const;
  [[nodiscard]] Iterator end() const;

  // --- items ---

  /// The item at `index`, one number per axis: none for a view without axes.
  /// \throws Error{Errc::BadIndex} for another number of them, or out of range.
  [[nodiscard]] Value get(const Lengths& index = {}) const;

  /// Writes one item. Throws as get() and bview::set (core/item.hpp) do, and
  /// Error{Errc::ReadOnly}; nothing has changed then.
  void set(const Lengths& index, const Value& value) const;
  void set(const Value& value) const { set({}, value); }

  /// Makes the items those of `source`, as if through a copy: the two may overlap.
  /// \throws Error when nothing was written: {Errc::ReadOnly}, also for a view whose
  ///         items overlap, {Errc::BadShape} for another shape, {Errc::BadValue} for
  ///         another format.
  void assign(const MemoryView& source) const;
  void assign(std::string_view bytes) const { assign(MemoryView(bytes)); }
  template <ItemsRange Range>
  void assign(const Range& source) const {
    assign(MemoryView(source));
  }

  // --- all items at once ---

  /// Nested lists of values, one level per axis; without axes the value itself.
  [[nodiscard]] Value tolist() const;

  /// The bytes of the items, one item after another; of a projected layout, those of
  /// its fields (selected_bytes).
  [[nodiscard]] std::string tobytes(CopyOrder order = CopyOrder::C) const;

  /// tobytes() in hexadecimal.
  [[nodiscard]] std::string hex() const;

  /// As Python's hex(sep, n): between groups of n bytes, counted from the end, or for
  /// negative n from the start; none for n = 0.
  /// \throws Error{Errc::BadValue} for a separator that is not ASCII.
  [[nodiscard]] std::string hex(char separator, std::int64_t bytes_per_separator = 1) const;

  /// Same shape and equal values, each side by its own format.
  friend bool operator==(const MemoryView& a, const MemoryView& b) { return a.equals(b); }

  /// How many items, of all axes, equal `value`.
  [[nodiscard]] std::int64_t count(const Value& value) const;
  [[nodiscard]] bool contains(const Value& value) const { return find(value, 0, kEnd) >= 0; }

  /// The position, counted in C order, of the first item that equals `value` at
  /// positions start <= n < stop; negative bounds count from the end.
  /// \throws Error{Errc::BadValue} when there is none.
  [[nodiscard]] std::int64_t index(const Value& value, std::int64_t start = 0,
                                   std::int64_t stop = kEnd) const;

 private:
  static constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();

  /// All of `buffer` as items of `layout`.
  MemoryView(Buffer buffer, const Layout& layout);
  MemoryView(Buffer buffer, std::shared_ptr<const Layout> layout, View view)
      : buffer_(std::move(buffer)), layout_(std::move(layout)), view_(std::move(view)) {}

  [[nodiscard]] MemoryView part(View view) const;
  [[nodiscard]] MemoryView record(std::int64_t number) const;
  void refuse_records(const char* what) const;
  [[nodiscard]] std::byte* item_at(const Lengths& index) const;
  [[nodiscard]] Value nth(std::int64_t n) const;
  [[nodiscard]] std::int64_t find(const Value& value, std::int64_t start, std::int64_t stop) const;
  [[nodiscard]] bool equals(const MemoryView& other) const;
  void check_writable() const;

  Buffer buffer_;
  std::shared_ptr<const Layout> layout_;  // null after release()
  View view_;
  std::shared_ptr<const RecordList> records_;  // whose numbers the view is of; null for items
};

/// Goes along the first axis: a view of each position.
class MemoryView::Iterator {
 public:
  using iterator_concept = std::input_iterator_tag;
  using value_type = MemoryView;
  using difference_type = std::int64_t;

  Iterator() = default;
  Iterator(const MemoryView* view, std::int64_t at) : view_(view), at_(at) {}

  [[nodiscard]] MemoryView operator*() const { return (*view_)[at_]; }
  Iterator& operator++() {
    ++at_;
    return *this;
  }
  Iterator operator++(int) {
    Iterator before = *this;
    ++at_;
    return before;
  }
  bool operator==(const Iterator&) const = default;

 private:
  const MemoryView* view_ = nullptr;
  std::int64_t at_ = 0;
};

}  // namespace bview
