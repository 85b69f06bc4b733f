// SPDX-License-Identifier: MIT
// formats/input/byte_items.hpp - items made of their bytes.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/core/layout.hpp>
#include <bview/formats/input/reader.hpp>

namespace bview {

/// Puts bytes where they belong in an item, a piece at a time; these are the selected bytes of item
/// after item.
class ByteItems {
 public:
  /// `sink` outlives it.
  /// \throws Error{Errc::BadShape} for items without bytes.
  ByteItems(const Layout& layout, const ItemSink& sink);

  void add(std::span<const std::byte> bytes);

  /// \throws Error{Errc::BadValue} where the last item is not whole.
  void finish() const;

 private:
  void end_extent();

  std::vector<Extent> extents_;
  const ItemSink& sink_;
  Buffer item_;
  std::int64_t size_ = 0;   // selected bytes of an item
  bool is_whole_ = false;   // all bytes of an item are selected
  std::int64_t total_ = 0;  // bytes that were added
  std::size_t at_ = 0;      // of the extents
  std::int64_t done_ = 0;   // bytes of it
  std::size_t in_memory_ = 0;
};

}  // namespace bview
