// SPDX-License-Identifier: MIT

#include <algorithm>

#include <bview/formats/search/item_starts.hpp>

namespace bview {

std::optional<Lengths> item_at(const View& items, std::int64_t offset) {
  Lengths index;
  for (const Axis& axis : items.axes()) {
    const bool alone = axis.extent <= 1 || axis.stride <= 0;
    index.push_back(alone ? 0 : std::min(offset / axis.stride, axis.extent - 1));
    offset -= index.back() * axis.stride;
  }
  const bool begins = offset == 0 && items.size() > 0;
  return begins ? std::optional(std::move(index)) : std::nullopt;
}

}  // namespace bview
