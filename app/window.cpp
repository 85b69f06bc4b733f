// SPDX-License-Identifier: MIT

#include "app/window.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>

namespace bview {
namespace {

[[noreturn]] void fail(std::string message) { throw Error(Errc::BadShape, std::move(message)); }

constexpr const char* kTooLarge = "the shape takes more bytes than 64 bits can count";

/// The stretch of the bytes that a view may touch.
struct Window {
  std::int64_t start;
  std::int64_t size;
  bool exact;  ///< the items must fill it
};

Window window_of(std::int64_t file_size, const WindowRequest& request, const std::string& name) {
  const std::int64_t asked = request.offset.value_or(0);
  const std::int64_t start = asked < 0 ? asked + file_size : asked;
  if (start < 0 || start > file_size) {
    fail(fmt::format("--offset {} is outside {}, which has {} bytes", asked, name, file_size));
  }
  if (!request.length) return {start, file_size - start, !request.offset && !request.rest};
  if (*request.length < 0) fail(fmt::format("--length {} is negative", *request.length));
  if (*request.length > file_size - start) {
    fail(
        fmt::format("--length {} from offset {} ends outside {}, which has {} bytes; without "
                    "--length the view takes what there is",
                    *request.length, start, name, file_size));
  }
  return {start, *request.length, true};
}

/// The position of -1 in a shape, or its size when there is none.
std::size_t inferred_axis(const Lengths& shape) {
  const auto found = std::find(shape.begin(), shape.end(), -1);
  if (found != shape.end() && std::find(found + 1, shape.end(), -1) != shape.end()) {
    fail(fmt::format("--shape {} has two axes of length -1; only one can be inferred",
                     fmt::join(shape, ",")));
  }
  for (const std::int64_t length : shape) {
    if (length < -1)
      fail(fmt::format("--shape {}: an axis cannot have length {}", fmt::join(shape, ","), length));
  }
  return static_cast<std::size_t>(found - shape.begin());
}

/// Items outside the inferred axis, times their size: bytes per step along it.
std::int64_t bytes_per_step(Lengths shape, std::size_t axis, std::int64_t itemsize) {
  shape[axis] = 1;
  const auto items = checked_product(shape);
  const auto bytes = items ? checked_mul(*items, itemsize) : std::nullopt;
  if (!bytes) fail(kTooLarge);
  if (*bytes == 0) {
    fail(fmt::format("a length of -1 cannot be inferred {}; give the shape in full",
                     itemsize == 0 ? "from items of 0 bytes" : "beside a length of 0"));
  }
  return *bytes;
}

/// For those who counted items with --length.
std::string counted_in_bytes(const WindowRequest& request, std::int64_t length) {
  if (!request.length) return "";
  return fmt::format("; -n counts bytes: -i :{} takes {} item{}", length, length,
                     length == 1 ? "" : "s");
}

/// The first of the other sizes that fills `bytes` with `items` items, or a multiple of them.
const OtherSize* fitting_size(std::int64_t bytes, std::int64_t items, bool multiple,
                              const WindowRequest& request) {
  for (const OtherSize& other : request.other_sizes) {
    const auto step = checked_mul(items, other.itemsize);
    if (!step || *step == 0 || bytes < *step) continue;
    if (multiple ? bytes % *step == 0 : bytes == *step) return &other;
  }
  return nullptr;
}

std::int64_t infer_contiguous(const Lengths& shape, std::size_t axis, std::int64_t itemsize,
                              const Window& window, const WindowRequest& request,
                              const std::string& name) {
  const std::int64_t step = bytes_per_step(shape, axis, itemsize);
  const std::int64_t rest = window.size % step;
  if (rest == 0 || request.rest) return window.size / step;
  const std::string given = request.length ? "--length gives"
                            : request.offset
                                ? fmt::format("{} from offset {} on has", name, window.start)
                                : fmt::format("{} has", name);
  const std::string repair = counted_in_bytes(request, window.size);
  const std::string whole = "--rest takes the whole ones" + repair;
  const std::int64_t items = step / itemsize;
  if (const OtherSize* other = fitting_size(window.size, items, true, request)) {
    const std::int64_t other_step = items * other->itemsize;
    const std::int64_t times = window.size / other_step;
    fail(fmt::format("{} {} bytes{}: {}; {}; {}", given, window.size,
                     times == 1 ? "" : fmt::format(", {} times {}", times, other_step), other->why,
                     other->how,
                     window.size < step ? fmt::format("as it stands it takes {}", step)
                                        : fmt::format("{} of {} bytes", whole, step)));
  }
  if (window.size < step) {
    fail(
        fmt::format("{} {} bytes, too few for the {} that one step along the inferred axis takes{}",
                    given, window.size, step, repair));
  }
  fail(fmt::format("{} {} bytes, which is {} times {} and {} more at offset {}; {}", given,
                   window.size, window.size / step, step, rest, window.start + window.size - rest,
                   whole));
}

/// How to ask for the steps along the first axis that are there; "" where not one is.
std::string as_many_as_fit(Lengths shape, std::int64_t itemsize, std::int64_t size) {
  if (shape.empty() || checked_product(shape) == 0 || itemsize == 0) return "";
  const std::int64_t step = bytes_per_step(shape, 0, itemsize);
  if (size < step) return "";
  shape.front() = -1;
  return fmt::format("; -s {}{} takes what there is", fmt::join(shape, ","),
                     size % step == 0 ? "" : " --rest");
}

void check_fills(const Lengths& shape, std::int64_t itemsize, const Window& window,
                 const WindowRequest& request, const std::string& name) {
  const auto items = checked_product(shape);
  const auto taken = items ? checked_mul(*items, itemsize) : std::nullopt;
  if (!taken) fail(kTooLarge);
  if (*taken == window.size || (*taken < window.size && !window.exact)) return;
  const std::string what =
      shape.empty() ? fmt::format("one item of {} bytes", itemsize)
                    : fmt::format("shape {} of {}-byte items", fmt::join(shape, ","), itemsize);
  if (const OtherSize* other = fitting_size(window.size, *items, false, request)) {
    fail(fmt::format("{} takes {} bytes, but {} has {}, which fits: {}; {}", what, *taken,
                     request.length ? "the window" : name, window.size, other->why, other->how));
  }
  if (request.length) {
    fail(
        fmt::format("{} takes {} bytes, but --length gives {}; leave it out to take what the "
                    "shape needs",
                    what, *taken, window.size));
  }
  if (*taken > window.size) {
    fail(fmt::format("{} takes {} bytes, but {} has only {}{}{}", what, *taken, name, window.size,
                     window.start > 0 ? fmt::format(" from offset {} on", window.start) : "",
                     as_many_as_fit(shape, itemsize, window.size)));
  }
  // A stream is read no further than that.
  const bool one_more = window.size == *taken + 1;
  fail(fmt::format("{} takes {} bytes, but {} has {}; --offset 0 takes the first of them", what,
                   *taken, name, one_more ? "more" : fmt::format("{}", window.size)));
}

/// How many items fit into `window` along an axis of given stride, the other axes
/// being there in full.
std::int64_t infer_strided(const std::vector<Axis>& axes, std::size_t inferred,
                           std::int64_t itemsize, std::int64_t offset, const Window& window) {
  const std::int64_t stride = axes[inferred].stride;
  if (stride == 0) fail("a length of -1 cannot be inferred along a stride of 0");
  std::optional<std::int64_t> low = offset;
  std::optional<std::int64_t> high = checked_add(offset, itemsize);
  for (std::size_t k = 0; k < axes.size(); ++k) {
    if (k == inferred) continue;
    if (axes[k].extent == 0) fail("a length of -1 cannot be inferred beside a length of 0");
    const auto reach = checked_mul(axes[k].extent - 1, axes[k].stride);
    std::optional<std::int64_t>& end = reach.value_or(0) < 0 ? low : high;
    end = reach && end ? checked_add(*end, *reach) : std::nullopt;
  }
  if (!low || !high) fail(kTooLarge);
  const std::int64_t window_end = window.start + window.size;
  if (*low < window.start || *high > window_end) return 0;
  if (stride == std::numeric_limits<std::int64_t>::min()) return 1;
  return 1 + (stride > 0 ? (window_end - *high) / stride : (*low - window.start) / -stride);
}

/// The view, or an error that says what it does not fit into.
View fitting(const Bytes& bytes, std::int64_t itemsize, std::vector<Axis> axes, std::int64_t offset,
             const std::string& where) {
  try {
    return {bytes, itemsize, std::move(axes), offset};
  } catch (const Error& error) {
    fail(fmt::format("{} in {}; --shape or --strides reach too far", error.what(), where));
  }
}

View lay_strided(const Bytes& bytes, std::int64_t itemsize, const WindowRequest& request,
                 const Window& window, const std::string& name) {
  const Lengths& shape = request.shape;
  if (request.strides->size() != shape.size()) {
    fail(fmt::format(
        "--strides {} has {} numbers, but the shape is '{}'; --shape takes as many "
        "lengths",
        fmt::join(*request.strides, ","), request.strides->size(), fmt::join(shape, ",")));
  }
  std::vector<Axis> axes;
  for (std::size_t k = 0; k < shape.size(); ++k) axes.push_back({shape[k], (*request.strides)[k]});
  const std::size_t inferred = inferred_axis(shape);
  if (inferred < axes.size()) {
    // Strides may lead back from the first item: without --length, as far as the file goes.
    const Window reach = request.length ? window : Window{0, bytes.size, false};
    axes[inferred].extent = infer_strided(axes, inferred, itemsize, window.start, reach);
  }
  if (request.length) {
    const Bytes inside{nullptr, window.size, bytes.readonly};
    static_cast<void>(fitting(inside, itemsize, axes, 0, "the window that --length gives"));
  }
  return fitting(bytes, itemsize, std::move(axes), window.start, name);
}

}  // namespace

std::optional<Error> cut_to_end(WindowRequest& request, std::int64_t size,
                                const std::string& name) {
  if (!request.length) return std::nullopt;
  request.offset = request.offset.value_or(0);
  try {
    static_cast<void>(window_of(size, request, name));
    return std::nullopt;
  } catch (const Error& error) {
    const std::int64_t asked = *request.offset;
    const std::int64_t start = asked < 0 ? asked + size : asked;
    if (start < 0 || start > size || *request.length < 0) throw;
    request.offset = start;
    request.length = size - start;
    return error;
  }
}

View lay_view(const Bytes& bytes, std::int64_t itemsize, const WindowRequest& request,
              const std::string& name) {
  Window window = window_of(bytes.size, request, name);
  if (request.strides) return lay_strided(bytes, itemsize, request, window, name);
  Lengths shape = request.shape;
  const std::size_t inferred = inferred_axis(shape);
  if (inferred < shape.size()) {
    shape[inferred] = infer_contiguous(shape, inferred, itemsize, window, request, name);
    if (request.rest) window.exact = false;
  }
  check_fills(shape, itemsize, window, request, name);
  return View::contiguous(bytes, itemsize, shape, window.start, request.order);
}

WindowRequest from_start(WindowRequest request, std::int64_t size, const std::string& name) {
  if (request.offset.value_or(0) < 0) request.offset = window_of(size, request, name).start;
  return request;
}

std::int64_t missing_bytes(std::int64_t size, std::int64_t itemsize, const WindowRequest& request) {
  const std::int64_t there = size - request.offset.value_or(0);
  if (there <= 0) return 0;
  Lengths shape = request.shape;
  const std::size_t inferred = inferred_axis(shape);
  if (inferred < shape.size()) {
    const std::int64_t step = bytes_per_step(shape, inferred, itemsize);
    return (step - there % step) % step;
  }
  const auto items = checked_product(shape);
  const auto taken = items ? checked_mul(*items, itemsize) : std::nullopt;
  const std::int64_t missing = taken.value_or(0) - there;
  return missing > 0 && missing < itemsize ? missing : 0;
}

std::optional<std::int64_t> bytes_needed(std::int64_t itemsize, const WindowRequest& request) {
  const std::int64_t start = request.offset.value_or(0);
  if (start < 0) return std::nullopt;
  if (request.length && *request.length >= 0) return checked_add(start, *request.length);
  if (request.strides) return std::nullopt;
  if (std::any_of(request.shape.begin(), request.shape.end(),
                  [](std::int64_t length) { return length < 0; })) {
    return std::nullopt;
  }
  const auto items = checked_product(request.shape);
  const auto taken = items ? checked_mul(*items, itemsize) : std::nullopt;
  if (!taken) return std::nullopt;
  // Without an offset there may be no more than that, which one more byte tells.
  return checked_add(*taken, request.offset ? start : 1);
}

}  // namespace bview
