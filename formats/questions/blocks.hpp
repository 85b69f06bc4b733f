// SPDX-License-Identifier: MIT
// formats/questions/blocks.hpp - the items of a view, some thousand at a time, as questions are
// asked about them.

#pragma once

#include <cstdint>
#include <functional>

#include <bview/core/public.hpp>
#include <bview/core/record_list.hpp>
#include <bview/core/view.hpp>
#include <bview/formats/questions/parts.hpp>

namespace BVIEW_PUBLIC bview {

/// Items at most in a block.
inline constexpr std::int64_t kBlockItems = 4096;

/// Items of a view, or records that vary in size.
struct ItemSource {
  const View& view;  ///< of records that vary in size, of their numbers
  const Layout& layout;
  const RecordList* records = nullptr;  ///< those that vary; the ones asked about are in memory
  bool placed = true;  ///< where items lie makes a difference; else blocks may have copies of them
};

using VisitBlock = std::function<void(const ItemBlock& block)>;

/// Calls `visit` with the items [first, first + count), in C order. A record that cannot be walked
/// once more is left out.
void for_each_block(const ItemSource& items, std::int64_t first, std::int64_t count,
                    const VisitBlock& visit);

}  // namespace bview
