// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/index.hpp>
#include <bview/formats/syntax/index_expression.hpp>

#include "tests/support/errors.hpp"
#include "tests/support/values.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

constexpr std::int64_t kItem = 4;

/// The view that a row of numpy_index.tsv indexes.
View view_of(const std::string& shape, const std::string& order, const std::string& axes,
             std::vector<std::byte>& bytes) {
  const Lengths lengths = testing::numbers(shape);
  std::int64_t items = 1;
  for (const std::int64_t length : lengths) items *= length;
  bytes.resize(static_cast<std::size_t>(items * kItem));
  const Bytes seen{bytes.data(), items * kItem, true};
  View view = View::contiguous(seen, kItem, lengths, 0, order == "F" ? Order::F : Order::C);
  if (axes.empty()) return view;
  std::vector<std::size_t> axis_order;
  for (const std::int64_t axis : testing::numbers(axes)) {
    axis_order.push_back(static_cast<std::size_t>(axis));
  }
  return view.transpose(axis_order);
}

/// Strides, but for those marked '*', which numpy could not tell.
bool same_strides(const View& view, const std::string& want) {
  std::string rest = want;
  for (const std::int64_t stride : view.strides()) {
    const std::string cell = rest.substr(0, rest.find(','));
    if (cell != "*" && cell != fmt::format("{}", stride)) return false;
    rest.erase(0, cell.size() + 1);
  }
  return rest.empty();
}

std::string item_numbers(const View& view) {
  Lengths numbers;
  for (std::int64_t n = 0; n < view.size(); ++n) numbers.push_back(view.offset_of(n) / kItem);
  return fmt::format("{}", fmt::join(numbers, ","));
}

TEST_CASE("basic indexing as numpy does it") {
  for (const auto& cells : testing::read_vectors("oracle/numpy_index.tsv")) {
    CAPTURE(cells[0]);
    CAPTURE(cells[3]);
    std::vector<std::byte> bytes;
    const View whole = view_of(cells[0], cells[1], cells[2], bytes);
    if (cells[4] == "error") {
      CHECK(testing::code_of([&] { return select(whole, parse_index(cells[3])); }));
      continue;
    }
    const View part = select(whole, parse_index(cells[3]));
    CHECK(part.shape() == testing::numbers(cells[4]));
    CHECK(same_strides(part, cells[5]));
    if (part.size() > 0) CHECK(fmt::format("{}", part.offset()) == cells[6]);
    CHECK(item_numbers(part) == cells[7]);
  }
}

TEST_CASE("errors of an index") {
  std::vector<std::byte> bytes;
  const View view = view_of("2,3", "C", "", bytes);
  struct Row {
    Index index;
    const char* message;
  };
  const Row rows[] = {
      {{0, 0, 0}, "too many indices: 3 for a view with 2 axes"},
      {{Ellipsis{}, 0, Ellipsis{}}, "an index can hold only one '...'"},
      {{0, 3}, "index 3 is out of range for axis 1 of length 3"},
      {{Ellipsis{}, -4}, "index -4 is out of range for axis 1 of length 3"},
      {{2, 0}, "index 2 is out of range for axis 0 of length 2"},
      {{Slice{{}, {}, 0}}, "slice step cannot be zero"},
  };
  for (const Row& row : rows) {
    const auto apply = [&] { return select(view, row.index); };
    CHECK(testing::message_of(apply) == row.message);
    CHECK(testing::code_of(apply) == Errc::BadIndex);
  }
}

TEST_CASE("nothing selects everything") {
  std::vector<std::byte> bytes;
  const View view = view_of("2,3", "C", "", bytes);
  CHECK(select(view, {}).shape() == Lengths{2, 3});
  CHECK(select(view, {Ellipsis{}}).shape() == Lengths{2, 3});
  CHECK(select(select(view, {1, 2}), {Ellipsis{}}).shape().empty());
}

}  // namespace
}  // namespace bview
