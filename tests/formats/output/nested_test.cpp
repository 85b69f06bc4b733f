// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <bview/formats/output/nested.hpp>

#include "tests/support/selection.hpp"
#include "tests/support/values.hpp"

namespace bview {
namespace {

using testing::bad_split;
using testing::counting_bytes;
using testing::rendered;
using testing::Sample;
using testing::sample;

/// What NestedText says, axis by axis.
std::string slow_text(const View& view, const NestedText& text) {
  Lengths index;
  const auto write = [&](const auto& self) -> std::string {
    const std::size_t axis = index.size();
    if (axis == view.ndim()) {
      return fmt::format("{}", std::to_integer<int>(view.bytes().data[view.offset_of(index)]));
    }
    const Level& level = text.levels[axis];
    const bool wraps = axis + 1 == view.ndim() && text.wrap != 0;
    std::string members;
    for (std::int64_t k = 0; k < view.axes()[axis].extent; ++k) {
      if (k != 0) members += wraps && k % text.wrap == 0 ? text.wrap_separator : level.separator;
      index.push_back(k);
      members += self(self);
      index.pop_back();
    }
    return level.open + members + level.close;
  };
  TextBuffer begin;
  text.begin(begin);
  return std::string(begin.text()) + write(write) + text.end;
}

/// Levels that cannot be taken for one another.
NestedText nested_text(std::size_t ndim, std::int64_t wrap) {
  NestedText text{[](TextBuffer& out) { out.append("begin "); }, {}, " end", wrap, "|\n"};
  for (std::size_t k = 0; k < ndim; ++k) {
    text.levels.push_back({fmt::format("<{}:", k), fmt::format("{}; ", k), fmt::format(":{}>", k)});
  }
  return text;
}

/// A byte as a number.
ItemText byte_text() { return {byte_layout(), kTsvPunctuation, CellStyle{}}; }

TEST_CASE("every view is written level by level, in one go and in parts") {
  Buffer buffer = Buffer::own(counting_bytes(256));
  const Axis axes[] = {{1, 50}, {2, 7}, {3, -5}, {5, 1}, {4, 0}};
  const auto check = [&](const std::vector<Axis>& chosen) {
    const View view(buffer.bytes(), 1, chosen, 128);
    for (const std::int64_t wrap : {0, 1, 2, 3, 12}) {
      const NestedText text = nested_text(view.ndim(), wrap);
      const NestedRenderer renderer(view, byte_text(), text);
      if (rendered(renderer) != slow_text(view, text) || bad_split(renderer) >= 0) {
        FAIL_CHECK(fmt::format("shape {}, wrap {}: {}", view.shape(), wrap, rendered(renderer)));
      }
    }
  };
  check({});
  for (const Axis& a : axes) {
    check({a});
    for (const Axis& b : axes) {
      check({a, b});
      for (const Axis& c : axes) check({a, b, c});
    }
  }
}

TEST_CASE("items that are no single cell are written one by one") {
  const Sample pairs = sample("BB", counting_bytes(24), {3, 4});
  const ItemText item(pairs.selection.layout, kJsonPunctuation, {.notation = Notation::Json});
  const NestedRenderer renderer(pairs.selection.view, item, nested_text(2, 0));
  CHECK(rendered(renderer) ==
        "begin <0:<1:[0,1]1; [2,3]1; [4,5]1; [6,7]:1>0; "
        "<1:[8,9]1; [10,11]1; [12,13]1; [14,15]:1>0; "
        "<1:[16,17]1; [18,19]1; [20,21]1; [22,23]:1>:0> end");
  CHECK(bad_split(renderer) == -1);
}

TEST_CASE("chunks are about as long as 64 KiB of input, and never empty") {
  struct Row {
    std::int64_t itemsize;
    std::int64_t items;
  };
  const Row rows[] = {{0, 65536}, {1, 65536}, {4, 16384}, {65536, 1}, {65537, 1}, {1 << 30, 1}};
  for (const Row& row : rows) {
    const NestedRenderer renderer(View({}, row.itemsize, {{0, row.itemsize}}, 0), byte_text(),
                                  nested_text(1, 0));
    CHECK(renderer.parts_per_chunk() == row.items);
    CHECK(renderer.parts() == 0);
  }
}

TEST_CASE("a format of one sub-array becomes more axes of the view") {
  struct Row {
    std::string_view format;
    Lengths shape;
    Lengths want_shape;
    Lengths want_strides;
    std::int64_t itemsize;
    std::int64_t offset;
  };
  const Row rows[] = {
      {"<(2,3)h", {4}, {4, 2, 3}, {12, 6, 2}, 2, 0},
      {"<(2,3)h", {}, {2, 3}, {6, 2}, 2, 0},
      {"2x<(2)h2x", {2, 2}, {2, 2, 2}, {16, 8, 2}, 2, 2},
      {"(2)4s", {3}, {3, 2}, {8, 4}, 4, 0},
      {"(2,0)h", {3}, {3, 2, 0}, {0, 0, 2}, 2, 0},
      {"(2)T{BB}", {3}, {3, 2}, {4, 2}, 2, 0},
      // these stay
      {"<h", {4}, {4}, {2}, 2, 0},
      {"4h", {4}, {4}, {8}, 8, 0},
      {"(2)B:a:", {4}, {4}, {2}, 2, 0},
      {"T{(2)B}", {4}, {4}, {2}, 2, 0},
      {"B(2)B", {4}, {4}, {3}, 3, 0},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    const Sample given = sample(row.format, counting_bytes(64), row.shape);
    const Selection shown = unfold(given.selection);
    CHECK(shown.view.shape() == row.want_shape);
    if (shown.view.size() > 0) CHECK(shown.view.strides() == row.want_strides);
    CHECK(shown.view.itemsize() == row.itemsize);
    CHECK(shown.view.offset() == row.offset);
    CHECK(shown.layout.itemsize == row.itemsize);
    if (row.want_shape != row.shape) {
      CHECK(shown.layout.is_bare() == (row.format != "(2)T{BB}"));
      CHECK(shown.layout.fields.front().shape.empty());
      CHECK(shown.layout.fields.front().offset == 0);
    }
  }
}

}  // namespace
}  // namespace bview
