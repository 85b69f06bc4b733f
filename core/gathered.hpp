// SPDX-License-Identifier: MIT
// core/gathered.hpp - items that lie far apart, brought together.
//
// Where an array is read across its rows, each item lies in a line of the processor's cache of its
// own, and what stands beside it there is asked for a whole column later, when the line is gone.
// Some columns are copied at once, therefore.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include <bview/core/cursor.hpp>

namespace bview {

/// Hands out what a Cursor does, to those who look at the bytes of items and not at where they lie.
class GatheredRuns {
 public:
  /// Of each item `size` bytes count. `into`, if not null, has room for those of all, and a copy
  /// stands where it belongs there.
  GatheredRuns(const View& view, std::int64_t size, std::int64_t first, std::int64_t count,
               std::byte* into = nullptr);

  /// The next run into `run`, which is a copy where that pays; it is there until the next is asked
  /// for. False when all items were handed out.
  [[nodiscard]] bool next(ItemRun& run);

  /// Whether the last run is a copy.
  [[nodiscard]] bool copied() const { return used_ > 0; }

  /// How many items a part of the view should have, so that there are columns to copy at once: some
  /// from `least` to `most`, or a column; `least` where that does not pay.
  [[nodiscard]] static std::int64_t items_at_once(const View& view, std::int64_t size,
                                                  std::int64_t least, std::int64_t most);

 private:
  using CopyRows = void (*)(const ItemRun& run, std::int64_t next_row, std::int64_t rows,
                            std::byte* to);

  void gather(const ItemRun& run);

  Cursor cursor_;
  std::int64_t size_;    // bytes
  std::int64_t number_;  // of the item that comes next
  std::int64_t end_;     // of the last item
  std::byte* into_;      // where the next item belongs
  Axis row_{};           // the innermost axis
  Axis rows_{};          // and the one around it
  CopyRows copy_;        // null: it does not pay
  std::unique_ptr<std::byte[]> memory_{};
  const std::byte* copies_ = nullptr;
  std::int64_t gathered_ = 0;  // rows
  std::int64_t used_ = 0;      // of those
};

}  // namespace bview
