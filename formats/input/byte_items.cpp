// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include <bview/core/error.hpp>
#include <bview/core/mapping.hpp>
#include <bview/formats/input/byte_items.hpp>
#include <bview/formats/input/item_writer.hpp>

namespace bview {

ByteItems::ByteItems(const Layout& layout, const ItemSink& sink)
    : extents_(selected_bytes(layout)), sink_(sink), item_(blank_item(layout)) {
  for (const Extent& extent : extents_) size_ += extent.size;
  is_whole_ = extents_.size() == 1 && size_ == layout.itemsize;
  if (size_ == 0) throw Error(Errc::BadShape, "items of 0 bytes cannot be read as raw bytes");
}

void ByteItems::add(std::span<const std::byte> bytes) {
  constexpr std::size_t kMostInMemory = std::size_t{8} << 20;
  total_ += std::ssize(bytes);
  while (!bytes.empty()) {
    if (done_ == 0 && is_whole_) {
      // Items that are there need not be put together.
      const auto size = static_cast<std::size_t>(size_);
      const auto items = bytes.first(bytes.size() / size * size);
      if (!items.empty()) sink_(items);
      bytes = bytes.subspan(items.size());
      if (bytes.empty()) break;
    }
    const Extent& extent = extents_[at_];
    const auto taken = std::min(bytes.size(), static_cast<std::size_t>(extent.size - done_));
    std::memcpy(item_.bytes().at(extent.offset + done_), bytes.data(), taken);
    bytes = bytes.subspan(taken);
    done_ += static_cast<std::int64_t>(taken);
    in_memory_ += taken;
    if (in_memory_ > kMostInMemory) {
      give_back(item_);
      in_memory_ = 0;
    }
    if (done_ == extent.size) end_extent();
  }
}

void ByteItems::end_extent() {
  done_ = 0;
  if (++at_ < extents_.size()) return;
  at_ = 0;
  sink_(bytes_of(item_));
}

void ByteItems::finish() const {
  if (at_ == 0 && done_ == 0) return;
  throw Error(Errc::BadValue, fmt::format("the input has {} bytes, which is no whole number of "
                                          "items of {}",
                                          total_, size_));
}

}  // namespace bview
