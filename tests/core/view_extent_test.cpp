// SPDX-License-Identifier: MIT
// The proof, made by View's constructor, that every item lies inside the bytes.

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/view.hpp>

#include "tests/support/errors.hpp"

namespace bview {
namespace {

using testing::code_of;

constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

std::array<std::byte, 32> g_bytes;

Bytes bytes_of(std::int64_t size) { return {g_bytes.data(), size, false}; }

/// All that a small view can be built from.
struct Parts {
  std::vector<Axis> axes;
  std::int64_t itemsize;
  std::int64_t offset;
  std::int64_t size;
};

/// The offsets of all items, whether they lie in the bytes or not.
Lengths all_offsets(const std::vector<Axis>& axes, std::int64_t offset) {
  Lengths offsets = {offset};
  for (const Axis& axis : axes) {
    Lengths more;
    for (const std::int64_t base : offsets) {
      for (std::int64_t n = 0; n < axis.extent; ++n) more.push_back(base + n * axis.stride);
    }
    offsets = more;
  }
  return offsets;
}

bool all_inside(const Parts& parts) {
  const Lengths offsets = all_offsets(parts.axes, parts.offset);
  return std::all_of(offsets.begin(), offsets.end(), [&](std::int64_t offset) {
    return offset >= 0 && offset + parts.itemsize <= parts.size;
  });
}

bool is_accepted(const Parts& parts) {
  return !code_of(
      [&] { return View(bytes_of(parts.size), parts.itemsize, parts.axes, parts.offset); });
}

TEST_CASE("a view is made if and only if each of its items lies inside the bytes") {
  std::vector<Axis> axes;
  for (std::int64_t extent = 0; extent <= 3; ++extent) {
    for (std::int64_t stride = -3; stride <= 3; ++stride) axes.push_back({extent, stride});
  }
  const auto check = [](const std::vector<Axis>& some_axes) {
    for (std::int64_t itemsize = 0; itemsize <= 2; ++itemsize) {
      for (std::int64_t offset = -1; offset <= 5; ++offset) {
        const Parts parts{some_axes, itemsize, offset, 5};
        if (is_accepted(parts) != all_inside(parts)) {
          FAIL_CHECK("itemsize " << itemsize << ", offset " << offset);
        }
      }
    }
  };
  check({});
  for (const Axis& outer : axes) {
    check({outer});
    for (const Axis& inner : axes) check({outer, inner});
  }
}

TEST_CASE("no number may leave 64 bits") {
  constexpr std::int64_t kHuge = std::int64_t{1} << 62;
  const std::vector<Axis> shapes[] = {
      {{kHuge, 0}, {kHuge, 0}},                 // more items than can be counted
      {{kHuge, 1}},                             // reaches far beyond the bytes
      {{kHuge, 8}},                             // so far that offsets overflow
      {{2, kMax}, {2, kMax}},                   // each reach fits, their sum does not
      {{2, kMin}},                              //
      {{2, kMin}, {2, -1}},                     //
      {{kMax, kMin}},                           //
      {{kHuge, 0}, {2, 0}},                     // 2^63 items in one place
      {{-1, 1}},                                // no length
      {{kMin, 1}},                              //
      std::vector<Axis>(kMaxAxes + 1, {1, 1}),  // too many axes
  };
  for (const auto& axes : shapes) {
    for (const std::int64_t offset : {std::int64_t{0}, std::int64_t{8}, kMax, kMin}) {
      CHECK(code_of([&] { return View(bytes_of(16), 1, axes, offset); }) == Errc::BadShape);
    }
  }
  CHECK(code_of([] { return View(bytes_of(16), kMax, {{2, 0}}, 0); }) == Errc::BadShape);
  CHECK(code_of([] { return View(bytes_of(16), kMax, {}, 1); }) == Errc::BadShape);
  CHECK(code_of([] { return View(bytes_of(16), -1, {}, 8); }) == Errc::BadShape);
  CHECK(code_of([] { return View::contiguous(bytes_of(0), 8, {0, kHuge, 2}); }) == Errc::BadShape);
}

TEST_CASE("what no item uses may be of any size") {
  CHECK(View(bytes_of(16), 1, {{1, kMax}, {1, kMin}}, 15).size() == 1);
  CHECK(View(bytes_of(0), 8, {{kMax, kMax}, {0, kMin}}, kMax).size() == 0);
  CHECK(View(bytes_of(0), 8, {{0, 8}, {kMax, 1}, {kMax, 1}}, 0).nbytes() == 0);
  CHECK(View(bytes_of(16), 1, std::vector<Axis>(kMaxAxes, {1, 1}), 0).ndim() == kMaxAxes);
  CHECK(View(bytes_of(1), 1, {{kMax, 0}}, 0).nbytes() == kMax);
}

TEST_CASE("errors name the item that lies outside") {
  const auto message = [](std::vector<Axis> axes, std::int64_t offset) {
    return testing::message_of([&] { return View(bytes_of(20), 4, axes, offset); });
  };
  CHECK(message({{2, 12}, {3, 4}}, 0) ==
        "item [1, 2] would lie at bytes 20 to 24, but there are 20");
  CHECK(message({{2, 12}, {3, -4}}, 4) ==
        "item [0, 2] would begin at byte -4, before the first one");
  CHECK(message({}, 17) == "item [] would lie at bytes 17 to 21, but there are 20");
}

}  // namespace
}  // namespace bview
