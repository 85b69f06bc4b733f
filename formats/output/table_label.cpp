// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include <bview/formats/output/table_label.hpp>
#include <bview/formats/text/hex_digits.hpp>

namespace bview {

int offset_digits(std::int64_t size) {
  return std::max(8, static_cast<int>(fmt::formatted_size("{:x}", size)));
}

OffsetLabel::OffsetLabel(std::int64_t offset, int digits) {
  const int needed = (67 - std::countl_zero(static_cast<std::uint64_t>(offset))) / 4;
  size_ = static_cast<std::size_t>(std::max(digits, needed));
  for (std::size_t k = size_; k-- > 0; offset >>= 4U) text_[k] = kSmallDigits[offset & 15];
}

std::string offset_text(std::int64_t offset, int digits) {
  return std::string(OffsetLabel(offset, digits).text());
}

std::string bracketed(std::span<const std::int64_t> index) {
  std::string text = "[";
  for (const std::int64_t each : index) {
    if (text.size() > 1) text += ',';
    const fmt::format_int digits(each);
    text.append(digits.data(), digits.size());
  }
  text += ']';
  return text;
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
