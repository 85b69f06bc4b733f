// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/view.hpp>

#include "tests/core/view_model.hpp"
#include "tests/support/errors.hpp"

namespace bview {
namespace {

using testing::code_of;
using testing::model_of;
using testing::ViewModel;

constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

std::array<std::byte, 256> g_bytes;

Bytes bytes_of(std::int64_t size) { return {g_bytes.data(), size, false}; }

// --- chains of operations against the model ------------------------------------------

/// A view under test and the model of what it should be.
struct Pair {
  View view;
  ViewModel model;
};

Pair start_with(const Lengths& shape) {
  const View view = View::contiguous(bytes_of(sizeof g_bytes), 2, shape, 10);
  return {view, model_of(view)};
}

/// One random operation on both.
void step(Pair& pair, std::mt19937& random) {
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  const auto between = [&](int low, int high) {
    return static_cast<std::int64_t>(random() % static_cast<unsigned>(high - low + 1)) + low;
  };
  const std::size_t ndim = pair.view.ndim();
  if (ndim == 0) return;
  const std::size_t axis = below(ndim);
  const std::int64_t extent = pair.view.axes()[axis].extent;
  const auto bound = [&] { return below(4) == 0 ? std::optional<std::int64_t>() : between(-6, 6); };
  switch (below(4)) {
    case 0: {
      if (extent == 0) return;
      const auto index = static_cast<std::int64_t>(below(static_cast<std::size_t>(2 * extent)));
      pair.view = pair.view.at(axis, index - extent);
      pair.model = pair.model.at(axis, index - extent);
      return;
    }
    case 1: {
      std::vector<std::size_t> order(ndim);
      for (std::size_t k = 0; k < ndim; ++k) order[k] = k;
      std::shuffle(order.begin(), order.end(), random);
      pair.view = pair.view.transpose(order);
      pair.model = pair.model.transpose(order);
      return;
    }
    default: {
      const Slice slice{bound(), bound(), below(2) == 0 ? between(1, 3) : between(-3, -1)};
      pair.view = pair.view.slice(axis, slice);
      pair.model = pair.model.slice(axis, slice);
      return;
    }
  }
}

TEST_CASE("chains of slices, integers and transposes agree with a list of offsets") {
  std::mt19937 random(20240601);
  for (int round = 0; round < 4000; ++round) {
    Lengths shape;
    for (std::size_t k = random() % 4; k > 0; --k)
      shape.push_back(static_cast<std::int64_t>(random() % 5));
    Pair pair = start_with(shape);
    for (int steps = 0; steps < 5; ++steps) {
      step(pair, random);
      const ViewModel got = model_of(pair.view);
      if (got != pair.model) FAIL_CHECK("round " << round << ", step " << steps);
    }
  }
}

TEST_CASE("every slice of every axis of small views") {
  for (const Lengths& shape : {Lengths{3}, Lengths{2, 3}, Lengths{2, 3, 2}, Lengths{3, 0, 2}}) {
    const auto [view, model] = start_with(shape);
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
      for (std::int64_t start = -4; start <= 4; ++start) {
        for (std::int64_t stop = -4; stop <= 4; ++stop) {
          for (const std::int64_t step : {-2, -1, 1, 2}) {
            const Slice slice{start, stop, step};
            const View part = view.slice(axis, slice);
            CHECK(model_of(part) == model.slice(axis, slice));
            const bool empty = part.axes()[axis].extent == 0;
            CHECK(part.axes()[axis].stride == view.axes()[axis].stride * (empty ? 1 : step));
          }
        }
      }
    }
  }
}

TEST_CASE("indices of items") {
  const View view = View::contiguous(bytes_of(24), 4, {2, 3});
  CHECK(view.index_of(4) == Lengths{1, 1});
  CHECK(view.offset_of(Lengths{1, 1}) == 16);
  CHECK(view.offset_of(4) == 16);
  CHECK(view.at(0, -2).offset() == 0);
  CHECK(view.at(1, -1).offset() == 8);
  for (const std::int64_t index : {std::int64_t{3}, std::int64_t{-4}, kMin, kMax}) {
    CHECK(code_of([&] { return view.at(1, index); }) == Errc::BadIndex);
  }
  CHECK(code_of([&] { return view.at(2, 0); }) == Errc::BadIndex);
  CHECK(code_of([&] { return view.slice(2, {}); }) == Errc::BadIndex);
  CHECK(code_of([&] { return View().at(0, 0); }) == Errc::BadIndex);
}

TEST_CASE("a step past 64 bits selects one item") {
  const View view = View::contiguous(bytes_of(24), 8, {3});
  const View last = view.slice(0, {{}, {}, kMin});
  CHECK(last.shape() == Lengths{1});
  CHECK(last.offset() == 16);
  CHECK(last.slice(0, {{}, {}, kMin}).offset() == 16);
  CHECK(view.slice(0, {1, {}, kMax}).offset() == 8);
}

TEST_CASE("parts of a view without items stay where it is") {
  const View view(bytes_of(0), 8, {{kMax, kMax}, {0, kMin}}, kMax);
  CHECK(view.slice(0, {5, {}, 3}).offset() == kMax);
  CHECK(view.at(0, -1).offset() == kMax);
  CHECK(view.at(0, 7).slice(0, {}).size() == 0);
}

TEST_CASE("axes in another order") {
  const View view = View::contiguous(bytes_of(24), 1, {2, 3, 4});
  CHECK(view.transpose().shape() == Lengths{4, 3, 2});
  CHECK(view.transpose(std::vector<std::size_t>{1, 2, 0}).strides() == Lengths{4, 1, 12});
  for (const std::vector<std::size_t>& order :
       {std::vector<std::size_t>{}, {0, 1}, {0, 1, 1}, {0, 1, 3}, {0, 1, 2, 3}}) {
    CHECK(code_of([&] { return view.transpose(order); }) == Errc::BadIndex);
  }
}

TEST_CASE("a new view has no bytes and no items") {
  const View view;
  CHECK(view.shape() == Lengths{0});
  CHECK(view.size() == 0);
  CHECK(view.readonly());
}

// --- contiguity and overlap ------------------------------------------------------------

bool back_to_back(const View& view) {
  for (std::int64_t n = 0; n < view.size(); ++n) {
    if (view.offset_of(n) != view.offset() + n * view.itemsize()) return false;
  }
  return true;
}

bool share_bytes(const View& view) {
  std::vector<int> uses(sizeof g_bytes);
  for (std::int64_t n = 0; n < view.size(); ++n) {
    const std::int64_t first = view.offset_of(n);
    for (std::int64_t at = first; at < first + view.itemsize(); ++at) {
      if (++uses[static_cast<std::size_t>(at)] > 1) return true;
    }
  }
  return false;
}

/// Calls `visit` with every view of `ndim` axes whose extents, strides and itemsize are small.
template <class Visit>
void for_each_small_view(std::size_t ndim, std::vector<Axis> axes, const Visit& visit) {
  if (axes.size() < ndim) {
    for (std::int64_t extent = 0; extent <= 3; ++extent) {
      for (std::int64_t stride = -4; stride <= 6; ++stride) {
        axes.push_back({extent, stride});
        for_each_small_view(ndim, axes, visit);
        axes.pop_back();
      }
    }
    return;
  }
  for (std::int64_t itemsize = 0; itemsize <= 3; ++itemsize) {
    visit(View(bytes_of(sizeof g_bytes), itemsize, axes, 100));
  }
}

TEST_CASE("contiguity is that items follow one another, whatever the strides") {
  for (std::size_t ndim = 0; ndim <= 2; ++ndim) {
    for_each_small_view(ndim, {}, [](const View& view) {
      if (view.c_contiguous() != back_to_back(view)) FAIL_CHECK("C");
      if (view.f_contiguous() != back_to_back(view.transpose())) FAIL_CHECK("F");
    });
  }
}

TEST_CASE("views overlap if and only if two items share a byte") {
  for (std::size_t ndim = 0; ndim <= 3; ++ndim) {
    for_each_small_view(ndim, {}, [](const View& view) {
      if (view.overlaps() == share_bytes(view)) return;
      FAIL_CHECK("itemsize " << view.itemsize() << ", " << view.ndim() << " axes");
    });
  }
}

TEST_CASE("a view too large to search overlaps when in doubt") {
  // Two axes whose steps are 2 and 3 items: disjoint or not, nobody counts so far.
  std::vector<std::byte> bytes(std::size_t{5} << 20U);
  const Bytes seen{bytes.data(), static_cast<std::int64_t>(bytes.size()), false};
  CHECK(View(seen, 1, {{1 << 20, 2}, {2, 3}}, 0).overlaps());
  CHECK_FALSE(View(seen, 1, {{1 << 20, 4}, {2, 3}}, 0).overlaps());
}

// --- casts ---------------------------------------------------------------------------

TEST_CASE("casts of contiguous views") {
  struct Row {
    Lengths shape;
    std::int64_t from;
    std::int64_t to;
    std::optional<Lengths> new_shape;
    std::optional<Lengths> want;  // nothing: an error
  };
  const Row rows[] = {
      {{12}, 1, 4, {}, Lengths{3}},
      {{3}, 4, 1, {}, Lengths{12}},
      {{3}, 4, 4, Lengths{3, 1}, Lengths{3, 1}},
      {{2, 6}, 1, 4, {}, Lengths{3}},
      {{2, 3}, 4, 8, Lengths{1, 3}, Lengths{1, 3}},
      {{4}, 1, 4, Lengths{}, Lengths{}},
      {{}, 4, 2, {}, Lengths{2}},
      {{}, 4, 2, Lengths{2, 1}, Lengths{2, 1}},
      {{0}, 1, 4, {}, Lengths{0}},
      {{0}, 1, 4, Lengths{0, 3}, Lengths{0, 3}},
      {{5}, 0, 4, {}, Lengths{0}},
      {{12}, 1, 5, {}, {}},
      {{12}, 1, 4, Lengths{2}, {}},
      {{12}, 1, 4, Lengths{4}, {}},
      {{12}, 1, 4, Lengths{}, {}},
      {{12}, 1, 4, Lengths{-1}, {}},
      {{12}, 1, 4, Lengths{-3, -1}, {}},
      {{12}, 1, 0, {}, {}},
      {{0}, 1, 4, Lengths{}, {}},
  };
  for (const Row& row : rows) {
    const View view = View::contiguous(bytes_of(32), row.from, row.shape, 8);
    if (row.want) {
      const View cast = view.cast(row.to, row.new_shape);
      CHECK(cast.shape() == *row.want);
      CHECK(cast.itemsize() == row.to);
      CHECK(cast.offset() == 8);
      CHECK(cast.c_contiguous());
    } else {
      CHECK(code_of([&] { return view.cast(row.to, row.new_shape); }) == Errc::BadShape);
    }
  }
}

TEST_CASE("a strided view is cast along its innermost axis, if that is contiguous") {
  const View view = View::contiguous(bytes_of(96), 4, {4, 6});
  const View left = view.slice(1, {0, 2});
  CHECK(left.cast(1).shape() == Lengths{4, 8});
  CHECK(left.cast(1).strides() == Lengths{24, 1});
  CHECK(left.cast(8).shape() == Lengths{4, 1});
  CHECK(left.cast(8, Lengths{4, 1}).shape() == Lengths{4, 1});
  CHECK(left.slice(0, {{}, {}, -1}).cast(2).strides() == Lengths{-24, 2});
  CHECK(code_of([&] { return left.cast(8, Lengths{2, 2}); }) == Errc::BadShape);
  CHECK(code_of([&] { return left.cast(3); }) == Errc::BadShape);
  CHECK(code_of([&] { return view.slice(1, {{}, {}, 2}).cast(1); }) == Errc::BadShape);
  CHECK(code_of([&] { return view.transpose().cast(1); }) == Errc::BadShape);
  // A row of one item is contiguous, whatever its stride.
  const View column = view.slice(1, {0, 1});
  CHECK(column.cast(2).shape() == Lengths{4, 2});
  CHECK(view.slice(1, {5, {}, -1}).slice(1, {0, 1}).cast(2).strides() == Lengths{24, 2});
}

TEST_CASE("read-only is handed on") {
  const View view = View::contiguous({g_bytes.data(), 8, true}, 1, {8});
  CHECK(view.readonly());
  CHECK(view.slice(0, {1}).cast(1).transpose().readonly());
  CHECK_FALSE(View::contiguous(bytes_of(8), 1, {8}).readonly());
  CHECK(View::contiguous(bytes_of(8), 1, {8}).as_readonly().readonly());
}

TEST_CASE("strides without gaps") {
  CHECK(contiguous_strides({2, 3, 4}, 8, Order::C) == Lengths{96, 32, 8});
  CHECK(contiguous_strides({2, 3, 4}, 8, Order::F) == Lengths{8, 16, 48});
  CHECK(contiguous_strides({2, 0, 4}, 8, Order::C) == Lengths{32, 32, 8});  // as numpy counts
  CHECK(contiguous_strides({}, 8, Order::C).empty());
}

}  // namespace
TEST_CASE("a part of a longer view counts what stands in front of it") {
  const View all = View::contiguous(bytes_of(24), 2, {6, 2});
  const View part = all.slice(0, {2, 5, 1}).counted_from(2);
  for (std::int64_t n = 0; n < part.size(); ++n) CHECK(part.index_of(n) == all.index_of(n + 4));
  CHECK(first_number(part) == 4);
  CHECK(part.first_step() == 2);
  CHECK(part.slice(1, {1}).first_step() == 2);
  CHECK(part.slice(0, {{}, 2}).first_step() == 2);
  for (const View& other : {part.slice(0, {1}), part.slice(0, {{}, {}, -1}), part.at(0, 0),
                            part.transpose(), part.cast(1), part.slice(0, {{}, {}, 2})}) {
    CHECK(other.first_step() == 0);
  }
}

}  // namespace bview
