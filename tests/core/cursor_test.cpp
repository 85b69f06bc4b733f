// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <bview/core/cursor.hpp>

namespace bview {
namespace {

constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

/// Every byte is where it stands.
std::array<std::byte, 256> g_bytes = [] {
  std::array<std::byte, 256> bytes{};
  for (std::size_t k = 0; k < bytes.size(); ++k) bytes[k] = static_cast<std::byte>(k);
  return bytes;
}();
constexpr std::int64_t kMiddle = 128;

Bytes all_bytes() { return {g_bytes.data(), std::int64_t{g_bytes.size()}, true}; }

std::string described(const View& view) {
  return fmt::format("shape {} strides {} itemsize {}", view.shape(), view.strides(),
                     view.itemsize());
}

/// Calls `visit` with the view of every small shape and every choice of strides.
void for_small_views(std::int64_t itemsize, const std::function<void(const View&)>& visit) {
  constexpr Axis kAxes[] = {{0, 2},  {1, 5},  {1, -9}, {2, 0}, {2, 3}, {2, -7},
                            {3, -3}, {3, -1}, {3, 1},  {3, 2}, {3, 6}};
  const auto grow = [&](const auto& self, std::vector<Axis>& axes) -> void {
    visit(View(all_bytes(), itemsize, axes, kMiddle));
    if (axes.size() == 3) return;
    for (const Axis& axis : kAxes) {
      axes.push_back(axis);
      self(self, axes);
      axes.pop_back();
    }
  };
  std::vector<Axis> none;
  grow(grow, none);
}

// --- runs of items --------------------------------------------------------------------

/// The innermost axes along which an item is the first one.
std::size_t axes_begun(const Lengths& index) {
  std::size_t count = 0;
  while (count < index.size() && index[index.size() - 1 - count] == 0) ++count;
  return count;
}

/// Nothing when the runs of [first, first + count) are right, else what is wrong.
std::string fault_of_runs(const View& view, std::int64_t first, std::int64_t count) {
  Cursor cursor(view, first, count);
  const std::int64_t row = view.ndim() == 0 ? 1 : view.axes().back().extent;
  std::int64_t n = first;
  for (ItemRun run{}; cursor.next(run);) {
    Lengths index = view.index_of(n);
    if (index.empty()) index = {0};
    if (run.count < 1 || n + run.count > first + count) return fmt::format("{} items", run.count);
    if (run.position != index.back()) return fmt::format("position {}", run.position);
    if (run.position + run.count > row) return "a run leaves its row";
    if (run.wrapped != axes_begun(index)) return fmt::format("{} axes begin", run.wrapped);
    for (std::int64_t k = 0; k < run.count; ++k, ++n) {
      const std::int64_t at = run.data + k * run.step - g_bytes.data();
      if (at != view.offset_of(n)) return fmt::format("item {} at {}", n, at);
    }
  }
  return n == first + count ? "" : fmt::format("the walk ends at {}", n);
}

TEST_CASE("runs are the items in C order, wherever the walk begins and ends") {
  for_small_views(1, [](const View& view) {
    for (std::int64_t first = 0; first <= view.size(); ++first) {
      for (std::int64_t count = 0; first + count <= view.size(); ++count) {
        const std::string fault = fault_of_runs(view, first, count);
        if (!fault.empty())
          FAIL_CHECK(described(view) << ": " << first << ", " << count << ": " << fault);
      }
    }
  });
}

TEST_CASE("a run is as long as its row") {
  const View view = View::contiguous(all_bytes(), 2, {3, 5}, 4);
  Cursor cursor(view, 2, 12);
  struct Row {
    std::int64_t offset;
    std::int64_t count;
    std::int64_t position;
    std::size_t wrapped;
  };
  const Row rows[] = {{8, 3, 2, 0}, {14, 5, 0, 1}, {24, 4, 0, 1}};
  ItemRun run{};
  for (const Row& row : rows) {
    CAPTURE(row.offset);
    REQUIRE(cursor.next(run));
    CHECK(run.data == g_bytes.data() + row.offset);
    CHECK(run.step == 2);
    CHECK(run.count == row.count);
    CHECK(run.position == row.position);
    CHECK(run.wrapped == row.wrapped);
  }
  CHECK_FALSE(cursor.next(run));
  CHECK_FALSE(cursor.next(run));
}

TEST_CASE("the stride of a single item may be any number") {
  for (const std::int64_t stride : {kMin, kMin + 1, kMax - 1, kMax}) {
    CAPTURE(stride);
    const View views[] = {
        View(all_bytes(), 1, {{1, stride}}, 200),
        View(all_bytes(), 1, {{1, stride}, {1, stride}, {1, stride}}, 200),
        View(all_bytes(), 1, {{3, 4}, {1, stride}}, 200),
        View(all_bytes(), 1, {{1, stride}, {3, 4}}, 200),
        View(all_bytes(), 1, {{2, -40}, {1, stride}, {3, -4}, {1, stride}}, 200),
    };
    for (const View& view : views) {
      CHECK(fault_of_runs(view, 0, view.size()) == "");
      CHECK(fault_of_runs(view, view.size() - 1, 1) == "");
    }
  }
}

// --- fewer axes -----------------------------------------------------------------------

Lengths offsets_of(const View& view) {
  Lengths offsets;
  for (std::int64_t n = 0; n < view.size(); ++n) offsets.push_back(view.offset_of(n));
  return offsets;
}

TEST_CASE("coalesced axes give the same items in the same order") {
  for (const std::int64_t itemsize : {0, 1, 3}) {
    for_small_views(itemsize, [](const View& view) {
      const View fewer = coalesce(view);
      const bool same = offsets_of(fewer) == offsets_of(view) &&
                        fewer.itemsize() == view.itemsize() && fewer.size() == view.size();
      if (!same) FAIL_CHECK(described(view) << " became " << described(fewer));
    });
  }
}

TEST_CASE("axes that join become one") {
  struct Row {
    std::vector<Axis> axes;
    std::vector<Axis> want;
  };
  const Row rows[] = {
      {{}, {}},
      {{{1, 99}}, {}},
      {{{4, 2}}, {{4, 2}}},
      {{{2, 12}, {3, 4}, {2, 2}}, {{12, 2}}},          // without gaps
      {{{2, 2}, {3, 4}}, {{2, 2}, {3, 4}}},            // Fortran order
      {{{2, 30}, {3, 4}, {2, 2}}, {{2, 30}, {6, 2}}},  // rows apart
      {{{3, 4}, {1, 50}, {2, 2}}, {{6, 2}}},           // an axis of one between them
      {{{3, -4}, {2, -2}}, {{6, -2}}},                 // backwards
      {{{3, 0}, {2, 0}}, {{6, 0}}},                    // one item again and again
      {{{3, 4}, {2, 0}}, {{3, 4}, {2, 0}}},
      {{{3, 0}, {2, 4}}, {{3, 0}, {2, 4}}},
      {{{3, 4}, {0, 1}}, {{0, 2}}},  // no items
  };
  for (const Row& row : rows) {
    const View fewer = coalesce(View(all_bytes(), 2, row.axes, kMiddle));
    CHECK(std::vector<Axis>(fewer.axes().begin(), fewer.axes().end()) == row.want);
  }
}

// --- bytes ----------------------------------------------------------------------------

/// An item of 6 bytes.
Layout six_bytes() {
  Layout layout = byte_layout();
  layout.fields[0].shape = {6};
  layout.itemsize = 6;
  return layout;
}

/// Of an item of 6 bytes, fields of one byte at these offsets.
Layout single_bytes(const Lengths& offsets) {
  Layout layout;
  layout.itemsize = 6;
  layout.record = true;
  layout.projected = true;
  for (const std::int64_t offset : offsets) {
    layout.fields.push_back({.name = fmt::format("at{}", offset), .offset = offset});
  }
  return layout;
}

/// The bytes that a view selects, item by item.
std::vector<std::byte> slow_bytes(const View& view, const std::vector<std::int64_t>& of_item) {
  std::vector<std::byte> bytes;
  for (std::int64_t n = 0; n < view.size(); ++n) {
    for (const std::int64_t k : of_item) {
      bytes.push_back(g_bytes[static_cast<std::size_t>(view.offset_of(n) + k)]);
    }
  }
  return bytes;
}

/// Nothing when the blocks hold `want`, else what is wrong.
std::string fault_of_blocks(const ByteRuns& runs, std::int64_t size,
                            const std::vector<std::byte>& want) {
  const Blocks blocks(runs, size);
  std::vector<std::byte> got;
  std::int64_t end = -1;
  std::int64_t items = 0;
  for (std::int64_t n = 0; n < blocks.count(); ++n) {
    const Blocks::Block block = blocks.at(n);
    if (block.size < 1 || block.size > size) return fmt::format("a block of {} bytes", block.size);
    if (block.continues && block.offset != end) return fmt::format("block {} continues none", n);
    if (block.continues != (end >= 0 && blocks.at(n - 1).size == size && block.continues)) {
      return fmt::format("block {} continues one that is not full", n);
    }
    const std::byte* data = blocks.data(block);
    if (data != g_bytes.data() + block.offset) return "data is elsewhere";
    for (; items * runs.per_item < std::ssize(got) + block.size; ++items) {
      if (blocks.of_items(items) != n)
        return fmt::format("{} items do not fill {} blocks", items, n);
    }
    got.insert(got.end(), data, data + block.size);
    end = block.offset + block.size;
  }
  if (runs.per_item > 0 && items != std::ssize(want) / runs.per_item) return "other items";
  if (blocks.of_items(items) != blocks.count()) return "all items do not fill all blocks";
  return got == want ? "" : fmt::format("{} other bytes", got.size());
}

TEST_CASE("blocks are the selected bytes in the order of tobytes") {
  struct Row {
    Layout layout;
    Lengths of_item;
  };
  const Row rows[] = {
      {six_bytes(), {0, 1, 2, 3, 4, 5}},
      {single_bytes({0}), {0}},
      {single_bytes({1, 2, 5}), {1, 2, 5}},
      {single_bytes({5, 0, 1}), {5, 0, 1}},
      {single_bytes({0, 1, 2, 3, 4, 5}), {0, 1, 2, 3, 4, 5}},
      {single_bytes({}), {}},
  };
  for (const Row& row : rows) {
    for_small_views(6, [&](const View& view) {
      const ByteRuns runs = byte_runs(view, row.layout);
      const auto want = slow_bytes(view, row.of_item);
      for (const std::int64_t size : {1, 2, 5, 16, 1000}) {
        const std::string fault = fault_of_blocks(runs, size, want);
        if (!fault.empty()) FAIL_CHECK(described(view) << ", blocks of " << size << ": " << fault);
      }
    });
  }
}

TEST_CASE("items of one byte and of none") {
  Layout nothing;
  const View bytes(all_bytes(), 1, {{3, 2}, {2, -1}}, 9);
  CHECK(fault_of_blocks(byte_runs(bytes, byte_layout()), 4, slow_bytes(bytes, {0})) == "");
  const View one(all_bytes(), 1, {}, 9);
  CHECK(fault_of_blocks(byte_runs(one, byte_layout()), 4, slow_bytes(one, {0})) == "");
  const View none(all_bytes(), 0, {{5, 0}}, 9);
  CHECK(Blocks(byte_runs(none, nothing), 4).count() == 0);
  CHECK(Blocks(byte_runs(View(), byte_layout()), 4).count() == 0);
}

TEST_CASE("bytes without gaps are one run") {
  struct Row {
    View view;
    std::int64_t starts;
    std::int64_t run;
  };
  const Row rows[] = {
      {View::contiguous(all_bytes(), 6, {2, 3, 4}), 1, 144},
      {View(all_bytes(), 6, {{3, 40}, {4, 6}}, 0), 3, 24},
      {View(all_bytes(), 6, {{4, -6}}, 100), 4, 6},
      {View(all_bytes(), 6, {{4, 0}}, 100), 4, 6},
      {View(all_bytes(), 6, {}, 100), 1, 6},
  };
  for (const Row& row : rows) {
    CAPTURE(described(row.view));
    const ByteRuns runs = byte_runs(row.view, six_bytes());
    CHECK(runs.starts.size() == row.starts);
    REQUIRE(runs.extents.size() == 1);
    CHECK(runs.extents[0].offset == 0);
    CHECK(runs.extents[0].size == row.run);
  }
}

TEST_CASE("a block continues the one before it inside a run, and nowhere else") {
  const View view(all_bytes(), 6, {{2, 6}}, 0);
  struct Row {
    Layout layout;
    std::vector<std::array<std::int64_t, 3>> want;  // offset, size, continues
  };
  const Row rows[] = {
      {six_bytes(), {{0, 4, 0}, {4, 4, 1}, {8, 4, 1}}},
      {single_bytes({0, 1, 2, 3, 4}), {{0, 4, 0}, {4, 1, 1}, {6, 4, 0}, {10, 1, 1}}},
      {single_bytes({4, 5, 1}), {{4, 2, 0}, {1, 1, 0}, {10, 2, 0}, {7, 1, 0}}},
  };
  for (const Row& row : rows) {
    const Blocks blocks(byte_runs(view, row.layout), 4);
    std::vector<std::array<std::int64_t, 3>> got;
    for (std::int64_t n = 0; n < blocks.count(); ++n) {
      const Blocks::Block block = blocks.at(n);
      got.push_back({block.offset, block.size, block.continues ? 1 : 0});
    }
    CHECK(got == row.want);
  }
}

TEST_CASE("items lie in order when every step along an axis passes all that is further in") {
  constexpr Direction kForwards = Direction::Forwards;
  constexpr Direction kBackwards = Direction::Backwards;
  constexpr Direction kMixed = Direction::Mixed;
  std::vector<std::byte> bytes(1000);
  struct Row {
    std::vector<Axis> axes;
    std::int64_t offset;
    Direction direction;
  };
  const Row rows[] = {
      {{}, 0, kForwards},
      {{{10, 4}}, 0, kForwards},
      {{{10, -4}}, 36, kBackwards},
      {{{10, 0}}, 0, kMixed},
      {{{1, 0}}, 0, kForwards},
      {{{1, -4}}, 0, kForwards},
      {{{3, 40}, {10, 4}}, 0, kForwards},
      {{{3, 37}, {10, 4}}, 0, kForwards},
      {{{3, 36}, {10, 4}}, 0, kMixed},
      {{{3, 100}, {10, 4}}, 0, kForwards},
      {{{10, 4}, {3, 40}}, 0, kMixed},
      {{{3, -40}, {10, 4}}, 80, kMixed},
      {{{3, 40}, {10, -4}}, 36, kMixed},
      {{{3, -40}, {10, -4}}, 116, kBackwards},
      {{{3, -36}, {10, -4}}, 116, kMixed},
      {{{2, 200}, {1, -8}, {5, 8}}, 0, kForwards},
      {{{0, -4}, {3, 4}}, 0, kForwards},
  };
  for (const Row& row : rows) {
    const View view({bytes.data(), std::ssize(bytes), true}, 1, row.axes, row.offset);
    CAPTURE(&row - rows);
    CHECK(direction_of(view) == row.direction);
    // And so they do.
    bool rises = true;
    bool falls = view.size() > 1;
    for (std::int64_t n = 1; n < view.size(); ++n) {
      rises = rises && view.offset_of(n) > view.offset_of(n - 1);
      falls = falls && view.offset_of(n) < view.offset_of(n - 1);
    }
    CHECK((rises ? kForwards : falls ? kBackwards : kMixed) == row.direction);
  }
}

TEST_CASE("runs are scattered when they are short and far apart") {
  std::vector<std::byte> bytes(1);
  const auto scattered = [&](std::vector<Axis> axes, std::int64_t run) {
    const Bytes much{bytes.data(), std::int64_t{1} << 40, true};  // never looked at
    return are_scattered({View(much, 1, std::move(axes), std::int64_t{1} << 39), {{0, run}}});
  };
  CHECK(scattered({{100, 65536}}, 8));
  CHECK(scattered({{100, -65536}}, 8));
  CHECK(scattered({{100, 1 << 20}, {3, 65536}}, 4096));
  CHECK_FALSE(scattered({{100, 65535}}, 8));
  CHECK_FALSE(scattered({{100, 65536}}, 4097));
  CHECK_FALSE(scattered({{100, 1 << 20}, {3, 8}}, 8));
  CHECK_FALSE(scattered({}, 8));
}

}  // namespace
}  // namespace bview
