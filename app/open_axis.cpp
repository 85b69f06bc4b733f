// SPDX-License-Identifier: MIT

#include "app/open_axis.hpp"

#include <algorithm>
#include <limits>

#include <bview/core/checked.hpp>

namespace bview {
namespace {

/// What indices, one after another, leave of the first axis, as long as none needs its end.
class OpenAxis {
 public:
  /// Of so many axes the first is open.
  OpenAxis(std::size_t ndim, const Options& options) : ndim_(ndim) {
    known_ = !options.shard &&
             std::all_of(options.index.begin(), options.index.end(),
                         [&](const std::string& text) { return apply(index_of(text)); });
  }

  /// How many steps there must be before the indices can be applied; nothing when they need the
  /// end of the axis.
  [[nodiscard]] std::optional<std::int64_t> needed() const {
    return known_ ? std::optional(needed_) : std::nullopt;
  }

  /// How many steps the indices look at, whatever their number; nothing when that depends on it.
  [[nodiscard]] std::optional<std::int64_t> taken() const {
    if (!known_ || !count_) return std::nullopt;
    return *count_ == 0 ? 0 : behind(step_of(*count_ - 1));
  }

 private:
  static constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

  /// Behind a step, and at most at the last number there is.
  static std::int64_t behind(std::int64_t step) { return step < kMost ? step + 1 : kMost; }

  /// False when the index needs the end of the axis.
  bool apply(const Index& index) {
    const bool known = index.empty() || dropped_ || apply_first(index);
    ndim_ -= static_cast<std::size_t>(std::count_if(
        index.begin(), index.end(),
        [](const IndexTerm& term) { return std::holds_alternative<std::int64_t>(term); }));
    return known;
  }

  bool apply_first(const Index& index) {
    if (std::holds_alternative<Ellipsis>(index.front())) return index.size() <= ndim_;
    if (const auto* item = std::get_if<std::int64_t>(&index.front())) {
      if (*item < 0) return false;
      dropped_ = true;
      first_ = step_of(*item);
      count_ = 1;
      needed_ = behind(first_);
      return true;
    }
    return apply_slice(std::get<Slice>(index.front()));
  }

  bool apply_slice(const Slice& slice) {
    const std::int64_t start = slice.start.value_or(0);
    if (slice.step <= 0 || start < 0 || slice.stop.value_or(0) < 0) return false;
    if (slice.stop || count_) {
      const std::int64_t stop = std::min(slice.stop.value_or(kMost), count_.value_or(kMost));
      count_ = stop <= start ? 0 : (stop - 1 - start) / slice.step + 1;
    }
    first_ = step_of(start);
    step_ = checked_mul(step_, slice.step).value_or(kMost);
    return true;
  }

  /// The step of the axis that the n-th item along it now is.
  [[nodiscard]] std::int64_t step_of(std::int64_t n) const {
    const auto ahead = checked_mul(n, step_);
    return ahead ? checked_add(first_, *ahead).value_or(kMost) : kMost;
  }

  std::size_t ndim_;
  bool known_ = true;
  bool dropped_ = false;  // an index has taken one step of the axis
  std::int64_t first_ = 0;
  std::int64_t step_ = 1;
  std::optional<std::int64_t> count_{};  // where indices bound it
  std::int64_t needed_ = 0;
};

}  // namespace

std::optional<std::int64_t> bytes_per_step(const ViewRequest& request) {
  const Lengths& shape = request.window.shape;
  if (shape.empty() || shape.front() != -1) return std::nullopt;
  if (request.window.order == Order::F && shape.size() > 1) return std::nullopt;
  const Lengths inner(shape.begin() + 1, shape.end());
  const bool bad = std::any_of(inner.begin(), inner.end(), [](auto length) { return length < 0; });
  const auto items = bad ? std::nullopt : checked_product(inner);
  return items ? checked_mul(*items, request.layout.itemsize) : std::nullopt;
}

std::optional<std::int64_t> steps_needed(const ViewRequest& request, const Options& options) {
  return OpenAxis(request.window.shape.size(), options).needed();
}

std::optional<std::int64_t> steps_taken(const ViewRequest& request, const Options& options) {
  return OpenAxis(request.window.shape.size(), options).taken();
}

std::optional<std::int64_t> bytes_needed(const ViewRequest& request, const Options& options) {
  const WindowRequest& window = request.window;
  const auto needed = bytes_needed(request.layout.itemsize, window);
  const std::int64_t start = window.offset.value_or(0);
  if (needed || start < 0 || window.strides || options.transpose || options.axes) return needed;
  const auto step = bytes_per_step(request);
  const auto steps = steps_taken(request, options);
  const auto taken = step && steps ? checked_mul(*step, *steps) : std::nullopt;
  return taken ? checked_add(start, *taken) : std::nullopt;
}

}  // namespace bview
