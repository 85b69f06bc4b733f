// SPDX-License-Identifier: MIT
// tests/core/view_model.hpp - views and slices done slowly, to compare the real ones with.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <bview/core/storage.hpp>
#include <bview/core/view.hpp>

namespace bview::testing {

/// The positions that Python's slice takes on a list of n, item by item.
inline Lengths python_slice(std::int64_t n, const Slice& slice) {
  const bool back = slice.step < 0;
  // Wide enough for any bound plus any step.
  const auto from_end = [n](std::int64_t bound) { return bound < 0 ? int128{bound} + n : bound; };
  int128 at = slice.start ? from_end(*slice.start) : back ? n - 1 : 0;
  int128 stop = slice.stop ? from_end(*slice.stop) : back ? -1 : n;
  if (slice.stop && back) stop = std::max<int128>(stop, -1);
  at = back ? std::min<int128>(at, n - 1) : std::max<int128>(at, 0);
  Lengths positions;
  for (; back ? at > stop && at >= 0 : at < stop && at < n; at += slice.step) {
    positions.push_back(static_cast<std::int64_t>(at));
  }
  return positions;
}

/// A view as nothing but its shape and where each item lies, in C order.
struct ViewModel {
  Lengths shape;
  Lengths offsets;  ///< bytes from the start of the buffer

  bool operator==(const ViewModel&) const = default;

  /// How many items there are per position of `axis`, and how many positions above it.
  [[nodiscard]] std::size_t below(std::size_t axis) const {
    return product(axis + 1, shape.size());
  }
  [[nodiscard]] std::size_t above(std::size_t axis) const { return product(0, axis); }

  /// The items at some positions of an axis.
  [[nodiscard]] ViewModel take(std::size_t axis, const Lengths& positions) const {
    ViewModel result{shape, {}};
    result.shape[axis] = static_cast<std::int64_t>(positions.size());
    const auto extent = static_cast<std::size_t>(shape[axis]);
    for (std::size_t outer = 0; outer < above(axis); ++outer) {
      for (const std::int64_t position : positions) {
        for (std::size_t inner = 0; inner < below(axis); ++inner) {
          const std::size_t row = outer * extent + static_cast<std::size_t>(position);
          result.offsets.push_back(offsets[row * below(axis) + inner]);
        }
      }
    }
    return result;
  }

  [[nodiscard]] ViewModel slice(std::size_t axis, const Slice& slice) const {
    return take(axis, python_slice(shape[axis], slice));
  }

  [[nodiscard]] ViewModel at(std::size_t axis, std::int64_t index) const {
    ViewModel result = take(axis, {index < 0 ? index + shape[axis] : index});
    result.shape.erase(result.shape.begin() + static_cast<std::ptrdiff_t>(axis));
    return result;
  }

  [[nodiscard]] ViewModel transpose(const std::vector<std::size_t>& order) const {
    ViewModel result;
    for (const std::size_t axis : order) result.shape.push_back(shape[axis]);
    Lengths index(shape.size());
    for (std::size_t n = 0; n < offsets.size(); ++n) {
      // n counts the items of the result; `index` is in the axes of this view.
      std::size_t rest = n;
      for (std::size_t k = order.size(); k-- > 0;) {
        const auto extent = static_cast<std::size_t>(result.shape[k]);
        index[order[k]] = static_cast<std::int64_t>(rest % extent);
        rest /= extent;
      }
      std::size_t source = 0;
      for (std::size_t axis = 0; axis < shape.size(); ++axis) {
        source =
            source * static_cast<std::size_t>(shape[axis]) + static_cast<std::size_t>(index[axis]);
      }
      result.offsets.push_back(offsets[source]);
    }
    return result;
  }

 private:
  [[nodiscard]] std::size_t product(std::size_t first, std::size_t last) const {
    std::size_t result = 1;
    for (std::size_t k = first; k < last; ++k) result *= static_cast<std::size_t>(shape[k]);
    return result;
  }
};

/// What a model of `view` would hold.
inline ViewModel model_of(const View& view) {
  ViewModel model{view.shape(), {}};
  for (std::int64_t n = 0; n < view.size(); ++n) model.offsets.push_back(view.offset_of(n));
  return model;
}

}  // namespace bview::testing
