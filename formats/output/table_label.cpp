// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include <bview/formats/output/table_label.hpp>

namespace bview {

int offset_digits(std::int64_t size) {
  return std::max(8, static_cast<int>(fmt::formatted_size("{:x}", size)));
}

std::string offset_text(std::int64_t offset, int digits) {
  return fmt::format("{:0{}x}", offset, digits);
}

std::string bracketed(std::span<const std::int64_t> index) {
  return fmt::format("[{}]", fmt::join(index, ","));
}

std::int64_t index_width(std::span<const Axis> axes) {
  Lengths last;
  for (const Axis& axis : axes) last.push_back(axis.extent - 1);
  return static_cast<std::int64_t>(bracketed(last).size());
}

std::int64_t index_width(const View& view) {
  std::vector<Axis> axes(view.axes().begin(), view.axes().end());
  if (view.list()) axes.front().extent = std::max<std::int64_t>(1, view.list()->extent);
  if (!axes.empty()) axes.front().extent += view.first_step();
  return index_width(axes);
}

}  // namespace bview
