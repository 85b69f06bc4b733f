// SPDX-License-Identifier: MIT
// core/typed_view.hpp - values of one type of C++ in a view, at the speed of a loop written by
// hand.
//
// A TypedView is bound once: there type and byte order are looked up, and the place of the values
// is proven. What walks over it is compiled for each way in which they may lie - close together or
// not, in the order of this machine or the other - and chooses once for a whole run of them.
//
//   const bview::TypedView<double> x(view, bview::project(layout, {"x"}));
//   const double sum = x.fold(0.0, std::plus());

#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <utility>

#include <bview/core/byte_order.hpp>
#include <bview/core/cursor.hpp>
#include <bview/core/element_type.hpp>
#include <bview/core/layout.hpp>
#include <bview/core/public.hpp>
#include <bview/core/scalar.hpp>
#include <bview/core/view.hpp>

namespace BVIEW_PUBLIC bview {

/// Numbers as machines have them: what a value in a file may be without being converted.
template <class T>
concept MachineNumber = (std::integral<T> || std::floating_point<T>)&&sizeof(T) <= 8 &&
                        !std::same_as<T, bool> && !std::same_as<T, char> &&
                        !std::same_as<T, wchar_t> && !std::same_as<T, char8_t> &&
                        !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

/// Values of T at equal steps, of any sign: a random access range that gives them by value,
/// wherever they lie. `kClose`: each stands directly behind the one before. The bytes must outlive
/// it.
template <MachineNumber T, Swap kSwap, bool kClose>
class TypedRun {
 public:
  class Iterator {
   public:
    using iterator_concept = std::random_access_iterator_tag;
    using iterator_category = std::input_iterator_tag;  // there is nothing to refer to
    using value_type = T;
    using difference_type = std::int64_t;
    using reference = T;
    using pointer = void;

    Iterator() = default;
    Iterator(const std::byte* at, std::int64_t step) : at_(at), step_(step) {}

    [[nodiscard]] T operator*() const { return load<T, kSwap>(at_); }
    [[nodiscard]] T operator[](std::int64_t n) const { return *(*this + n); }

    Iterator& operator+=(std::int64_t n) {
      at_ += n * step();
      return *this;
    }
    Iterator& operator-=(std::int64_t n) { return *this += -n; }
    Iterator& operator++() { return *this += 1; }
    Iterator& operator--() { return *this += -1; }
    Iterator operator++(int) {
      const Iterator before = *this;
      ++*this;
      return before;
    }
    Iterator operator--(int) {
      const Iterator before = *this;
      --*this;
      return before;
    }
    [[nodiscard]] friend Iterator operator+(Iterator at, std::int64_t n) { return at += n; }
    [[nodiscard]] friend Iterator operator+(std::int64_t n, Iterator at) { return at += n; }
    [[nodiscard]] friend Iterator operator-(Iterator at, std::int64_t n) { return at -= n; }
    [[nodiscard]] friend std::int64_t operator-(const Iterator& a, const Iterator& b) {
      return (a.at_ - b.at_) / a.step();
    }
    [[nodiscard]] friend bool operator==(const Iterator& a, const Iterator& b) {
      return a.at_ == b.at_;
    }
    [[nodiscard]] friend std::strong_ordering operator<=>(const Iterator& a, const Iterator& b) {
      return a - b <=> 0;
    }

   private:
    [[nodiscard]] std::int64_t step() const { return kClose ? std::int64_t{sizeof(T)} : step_; }

    const std::byte* at_ = nullptr;
    std::int64_t step_ = sizeof(T);
  };

  /// The first value, and how far it is to the next, which is not 0; bytes.
  TypedRun(const std::byte* data, std::int64_t step, std::int64_t size)
      : data_(data), step_(step), size_(size) {}

  [[nodiscard]] Iterator begin() const { return {data_, step_}; }
  [[nodiscard]] Iterator end() const { return begin() + size_; }
  [[nodiscard]] std::int64_t size() const { return size_; }
  [[nodiscard]] T operator[](std::int64_t n) const { return begin()[n]; }

  /// Calls `visit` with each value: a range-for, but where steps are known when it runs it is
  /// counted, which compilers unroll.
  template <class Visit>
  void for_each(Visit&& visit) const {
    if constexpr (kClose) {
      for (const T value : *this) visit(value);
    } else {
      Iterator at = begin();
      for (std::int64_t left = size_; left > 0; --left, ++at) visit(*at);
    }
  }

 private:
  const std::byte* data_;
  std::int64_t step_;
  std::int64_t size_;
};

/// The values of one field, wherever a view has them.
struct BoundField {
  View values;     ///< axes of a sub-array stand behind those of the items
  View coalesced;  ///< the same in the same order, with as few axes as possible
  Swap swap;       ///< beside the order of this machine
};
/// Of the only field of a layout, which has to be of that type.
/// \throws Error{Errc::BadValue} where it is another, a reading or bits make it something else, or
///         there are several fields; Errc::BadShape as View does.
[[nodiscard]] BoundField bind_field(const View& items, const Layout& layout, ScalarType type);

/// The value of T at `at`, whose order of bytes is known when it runs.
template <MachineNumber T>
[[nodiscard]] T load_swapped(const std::byte* at, Swap swap) {
  constexpr bool kMid = detail::has_mid<T>;
  switch (swap) {
    case Swap::None:
      break;
    case Swap::Bytes:
      return load<T, Swap::Bytes>(at);
    case Swap::Words:
      return load<T, (kMid ? Swap::Words : Swap::None)>(at);
    case Swap::Pairs:
      return load<T, (kMid ? Swap::Pairs : Swap::Bytes)>(at);
  }
  return load<T, Swap::None>(at);
}

/// Values of T in a view: those of a plain view, or of one field of each record, which
/// project(layout, {"name"}) takes (formats/syntax/project.hpp). The view's bytes must outlive it.
/// May be read by several threads.
template <MachineNumber T>
class TypedView {
 public:
  /// Throws as bind_field() does.
  TypedView(const View& items, const Layout& layout)
      : bound_(bind_field(items, layout, element_type<T>())) {}

  [[nodiscard]] const View& view() const { return bound_.values; }
  [[nodiscard]] std::int64_t size() const { return view().size(); }
  [[nodiscard]] Swap swap() const { return bound_.swap; }

  /// The n-th value in C order, 0 <= n < size().
  [[nodiscard]] T operator[](std::int64_t n) const {
    return load_swapped<T>(view().bytes().at(view().offset_of(n)), swap());
  }

  /// The first value, for libraries that take pointers; with stride(), which counts values, that is
  /// all that they ask for. Null where nothing is there, or not as a machine has it: in the other
  /// order of bytes, at an odd address, or at steps that are no multiple of its size.
  [[nodiscard]] const T* data() const {
    constexpr std::int64_t kSize = sizeof(T);
    if (size() == 0 || swap() != Swap::None || view().list()) return nullptr;
    for (const Axis& axis : view().axes()) {
      if (axis.stride % kSize != 0) return nullptr;
    }
    const std::byte* const at = view().bytes().at(view().offset());
    if (reinterpret_cast<std::uintptr_t>(at) % alignof(T) != 0) return nullptr;
    return reinterpret_cast<const T*>(at);
  }
  /// From one value to the next along an axis; values. Of use where data() is.
  [[nodiscard]] std::int64_t stride(std::size_t axis) const {
    return view().axes()[axis].stride / std::int64_t{sizeof(T)};
  }

  /// The walk over the values, as runs of them.
  [[nodiscard]] Cursor cursor() const { return {bound_.coalesced, 0, size()}; }

  /// Calls `visit` with a TypedRun for each of the runs that make up the view, in C order: one for
  /// a contiguous view or for a column.
  template <class Visit>
  void for_each_run(Visit&& visit) const {
    Cursor walk = cursor();
    for (ItemRun run{}; walk.next(run);) visit_run(run, visit);
  }

  /// Calls `visit` with each value, in C order.
  template <std::invocable<T> Visit>
  void for_each(Visit&& visit) const {
    for_each_run([&](const auto& run) { run.for_each(visit); });
  }

  /// The last of sum = op(sum, value), in C order. The sum of a run stays in a register, where one
  /// outside of for_each() may be stored at each value, since bytes may be anything's.
  template <class Sum, std::invocable<Sum, T> Op>
  [[nodiscard]] Sum fold(Sum sum, Op op) const {
    for_each_run([&](const auto& run) {
      Sum here = std::move(sum);
      run.for_each([&](T value) { here = op(std::move(here), value); });
      sum = std::move(here);
    });
    return sum;
  }

 private:
  template <class Visit>
  void visit_run(const ItemRun& run, Visit&& visit) const {
    switch (bound_.swap) {
      case Swap::None:
        return visit_swapped<Swap::None>(run, visit);
      case Swap::Bytes:
        return visit_swapped<Swap::Bytes>(run, visit);
      case Swap::Words:
        return visit_swapped < detail::has_mid<T> ? Swap::Words : Swap::None > (run, visit);
      case Swap::Pairs:
        return visit_swapped < detail::has_mid<T> ? Swap::Pairs : Swap::Bytes > (run, visit);
    }
  }

  template <Swap kSwap, class Visit>
  static void visit_swapped(const ItemRun& run, Visit&& visit) {
    constexpr std::int64_t kSize = sizeof(T);
    if (run.step == kSize) return visit(TypedRun<T, kSwap, true>(run.data, kSize, run.count));
    if (run.step != 0) return visit(TypedRun<T, kSwap, false>(run.data, run.step, run.count));
    // A value that an axis repeats.
    for (std::int64_t n = 0; n < run.count; ++n) {
      visit(TypedRun<T, kSwap, true>(run.data, kSize, 1));
    }
  }

  BoundField bound_;
};

/// \throws Error{Errc::BadShape} where these numbers of values are not all the same.
void require_same_size(std::initializer_list<std::int64_t> sizes);

namespace detail {

/// Calls `visit` with the first values of some runs, one of each, then with the second ones.
/// Inlined, so that what `visit` adds up may stay in registers.
template <Swap kSwap, MachineNumber... T, class Visit, std::size_t... k>
[[gnu::always_inline]] inline void visit_together(std::array<ItemRun, sizeof...(T)> runs,
                                                  std::int64_t count, Visit& visit,
                                                  std::index_sequence<k...> /*runs*/) {
  const std::int64_t step = runs[0].step;
  if (step != 0 && ((runs[k].step == step) && ...)) {  // fields of the same records
    for (std::int64_t at = 0; count > 0; --count, at += step) {
      visit(load<T, kSwap>(runs[k].data + at)...);
    }
    return;
  }
  for (; count > 0; --count) {
    visit(load<T, kSwap>(runs[k].data)...);
    ((runs[k].data += runs[k].step), ...);
  }
}

/// The same of runs of any order of bytes.
template <MachineNumber... T, class Visit, std::size_t... k>
[[gnu::always_inline]] inline void visit_swapped(std::array<ItemRun, sizeof...(T)> runs,
                                                 std::int64_t count,
                                                 const std::array<Swap, sizeof...(T)>& swaps,
                                                 Visit& visit, std::index_sequence<k...> indices) {
  const auto all = [&](Swap swap) { return ((swaps[k] == swap) && ...); };
  if (all(Swap::None)) return visit_together<Swap::None, T...>(runs, count, visit, indices);
  if (all(Swap::Bytes)) return visit_together<Swap::Bytes, T...>(runs, count, visit, indices);
  for (; count > 0; --count) {
    visit(load_swapped<T>(runs[k].data, swaps[k])...);
    ((runs[k].data += runs[k].step), ...);
  }
}

}  // namespace detail

/// Calls `visit(x, y, ...)` for the values that belong together: several fields of the same
/// records, each with a view of its own, record by record in C order. Compiled to one loop. \throws
/// Error{Errc::BadShape} where the views are of different sizes.
template <class Visit, MachineNumber... T>
requires std::invocable<Visit&, T...>
void for_each_together(Visit&& visit, const TypedView<T>&... views) {
  require_same_size({views.size()...});
  std::array<Cursor, sizeof...(T)> cursors = {views.cursor()...};
  std::array<ItemRun, sizeof...(T)> runs{};
  while (true) {
    for (std::size_t k = 0; k < sizeof...(T); ++k) {
      if (runs[k].count == 0 && !cursors[k].next(runs[k])) return;
    }
    const std::int64_t count =
        std::ranges::min(runs, {}, [](const ItemRun& run) { return run.count; }).count;
    detail::visit_swapped<T...>(runs, count, {views.swap()...}, visit,
                                std::index_sequence_for<T...>{});
    for (ItemRun& run : runs) {
      run.data += count * run.step;
      run.count -= count;
    }
  }
}

}  // namespace bview
