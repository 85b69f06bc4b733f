// SPDX-License-Identifier: MIT
// core/cursor.hpp - the walk over a View.
//
// A Cursor hands out the items of a view in C order, as runs of equally spaced
// items that a kernel takes in one call. ByteRuns tells which bytes a view selects,
// for those who move bytes and do not look at items.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/core/public.hpp>
#include <bview/core/view.hpp>

namespace BVIEW_PUBLIC bview {

/// Neighbouring items along the innermost axis.
struct ItemRun {
  const std::byte* data;  ///< the first item
  std::int64_t step;      ///< bytes from one to the next
  std::int64_t count;     ///< items
  std::int64_t position;  ///< of the first item along the axis
  std::size_t wrapped;    ///< innermost axes that begin anew at the first item; 0: inside a row
};

/// Walks the items [first, first + count) of a view in C order. The view's bytes must
/// outlive the cursor.
class Cursor {
 public:
  Cursor(const View& view, std::int64_t first, std::int64_t count);

  /// The next run into `run`; false when all items were handed out.
  [[nodiscard]] bool next(ItemRun& run) {
    return list_ == nullptr || axes_.size() > 1 ? next_row(run) : next_listed(run);
  }

 private:
  [[nodiscard]] bool next_row(ItemRun& run);
  [[nodiscard]] bool next_listed(ItemRun& run);

  const std::byte* bytes_;
  std::vector<Axis> axes_;
  Lengths index_;         // of the item that comes next
  std::int64_t offset_;   // of that item from bytes_ on; of a list without what that says
  std::int64_t left_;     // items
  const ItemList* list_;  // that of the first axis, which the view keeps
};

/// The same items in the same order with as few axes as possible. Gives up the shape.
[[nodiscard]] View coalesce(const View& view);

/// The bytes that a view selects: at each item of `starts`, the stretches `extents`.
/// In selection order.
struct ByteRuns {
  View starts;
  std::vector<Extent> extents;  ///< relative to an item of `starts`; none empty
  std::int64_t per_item = 0;    ///< bytes that each item of the view has in them
};
[[nodiscard]] ByteRuns byte_runs(const View& view, const Layout& layout);

/// How items lie that are read in C order.
enum class Direction {
  Forwards,   ///< each at a higher offset than the one before it
  Backwards,  ///< each at a lower one
  Mixed
};
[[nodiscard]] Direction direction_of(const View& view);

/// Whether the runs are short and far apart: pages of the file in between are not needed.
[[nodiscard]] bool are_scattered(const ByteRuns& runs);

/// ByteRuns cut into blocks of at most `block` bytes, addressed by number, so that
/// any part can be handled alone.
class Blocks {
 public:
  struct Block {
    std::int64_t offset;  ///< from the start of the view's bytes
    std::int64_t size;    ///< bytes, >= 1
    bool continues;       ///< the block before it ends where this one begins
  };

  Blocks(ByteRuns runs, std::int64_t block);

  [[nodiscard]] const ByteRuns& runs() const { return runs_; }
  [[nodiscard]] std::int64_t count() const { return runs_.starts.size() * per_start_; }
  /// How many of them the first `items` items fill, whatever the others are.
  [[nodiscard]] std::int64_t of_items(std::int64_t items) const;
  [[nodiscard]] Block at(std::int64_t n) const;

  /// Block n and those behind it that continue it, in one piece, but at most `most` blocks.
  [[nodiscard]] Block stretch(std::int64_t n, std::int64_t most) const;
  [[nodiscard]] const std::byte* data(const Block& block) const {
    return runs_.starts.bytes().at(block.offset);
  }

 private:
  [[nodiscard]] std::int64_t blocks_in(const Extent& extent) const {
    return (extent.size + block_ - 1) / block_;
  }

  ByteRuns runs_;
  std::int64_t block_;
  std::int64_t per_start_ = 0;  // blocks
  std::int64_t bytes_per_start_ = 0;
};

}  // namespace bview
