// SPDX-License-Identifier: MIT
// What resolve() (core/view.hpp) makes of a slice.

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/view.hpp>

#include "tests/core/view_model.hpp"
#include "tests/support/errors.hpp"
#include "tests/support/values.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

using testing::code_of;
using testing::python_slice;

constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

/// The positions that resolve() says.
Lengths positions(const Slice& slice, std::int64_t extent) {
  const auto [first, count] = resolve(slice, extent);
  Lengths result;
  for (std::int64_t n = 0; n < count; ++n) result.push_back(first + n * slice.step);
  return result;
}

TEST_CASE("a slice takes what Python takes: all small ones, and bounds beyond reason") {
  std::vector<std::optional<std::int64_t>> bounds = {std::nullopt, kMin, kMin + 1, kMax - 1, kMax};
  for (std::int64_t bound = -8; bound <= 8; ++bound) bounds.emplace_back(bound);
  const std::int64_t steps[] = {kMin, kMin + 1, -3, -2, -1, 1, 2, 3, kMax - 1, kMax};
  for (std::int64_t n = 0; n <= 6; ++n) {
    for (const auto& start : bounds) {
      for (const auto& stop : bounds) {
        for (const std::int64_t step : steps) {
          const Slice slice{start, stop, step};
          if (positions(slice, n) != python_slice(n, slice)) {
            FAIL_CHECK(n << ": " << start.value_or(99) << ":" << stop.value_or(99) << ":" << step);
          }
        }
      }
    }
  }
}

TEST_CASE("slices of Python lists") {
  const auto bound = [](const std::string& cell) {
    return cell.empty() ? std::optional<std::int64_t>() : std::stoll(cell);
  };
  for (const auto& cells : testing::read_vectors("oracle/slice_1d.tsv")) {
    const Slice slice{bound(cells[1]), bound(cells[2]), bound(cells[3]).value_or(1)};
    const std::int64_t n = std::stoll(cells[0]);
    const bool right = positions(slice, n) == testing::numbers(cells[4]) &&
                       resolve(slice, n).count == std::stoll(cells[5]);
    if (!right) FAIL_CHECK(n << ": " << cells[1] << ":" << cells[2] << ":" << cells[3]);
  }
}

TEST_CASE("slices of the longest axis there can be") {
  struct Row {
    Slice slice;
    std::int64_t first;
    std::int64_t count;
  };
  const Row rows[] = {
      {{}, 0, kMax},
      {{std::nullopt, std::nullopt, -1}, kMax - 1, kMax},
      {{kMin}, 0, kMax},
      {{std::nullopt, kMin}, 0, 0},
      {{-1, kMin, -1}, kMax - 1, kMax},
      {{1, kMax, 2}, 1, kMax / 2},
      {{std::nullopt, std::nullopt, kMin}, kMax - 1, 1},
      {{std::nullopt, std::nullopt, kMax}, 0, 1},
      {{kMax, kMin, kMin}, kMax - 1, 1},
  };
  for (const Row& row : rows) {
    const auto [first, count] = resolve(row.slice, kMax);
    CHECK(first == row.first);
    CHECK(count == row.count);
  }
}

TEST_CASE("a step of 0 is an error") {
  CHECK(code_of([] { return resolve({0, 1, 0}, 5); }) == Errc::BadIndex);
  CHECK(code_of([] { return View().slice(0, {{}, {}, 0}); }) == Errc::BadIndex);
}

}  // namespace
}  // namespace bview
