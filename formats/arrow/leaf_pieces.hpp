// SPDX-License-Identifier: MIT
// formats/arrow/leaf_pieces.hpp - a walk over many values of a column, some at a time.

#pragma once

#include <algorithm>
#include <cstdint>

#include <bview/formats/columns/columns.hpp>

namespace bview {

/// Calls `visit` with `count` values of a leaf from the `first` on, which fit in a cache; all but
/// the last time with a multiple of 8. Both are multiples of leaf.per_item.
template <class Visit>
void for_each_piece(const ColumnLeaf& leaf, std::int64_t first, std::int64_t count,
                    const Visit& visit) {
  constexpr std::int64_t kPieceBytes = std::int64_t{64} << 10;
  constexpr std::int64_t kEight = 8;
  if (count == 0) return;
  const std::int64_t item_size = std::max<std::int64_t>(1, leaf.row_size() / leaf.per_row);
  const std::int64_t fitting = kPieceBytes / item_size / leaf.per_item / kEight;
  const std::int64_t piece = std::max<std::int64_t>(1, fitting) * kEight * leaf.per_item;
  GatheredValues values;
  for (std::int64_t done = 0; done < count; done += piece) {
    const std::int64_t more = std::min(piece, count - done);
    values.clear();
    leaf.gather((first + done) / leaf.per_item, more / leaf.per_item, values);
    visit(values);
  }
}

/// The same with names, and which of them the values are; the leaf's source has to have some. False
/// where these are too many, or `visit` gives false.
template <class Visit>
[[nodiscard]] bool for_each_names(const ColumnLeaf& leaf, std::int64_t first, std::int64_t count,
                                  const Visit& visit) {
  constexpr std::int64_t kPieceValues = std::int64_t{64} << 10;
  for (std::int64_t done = 0; done < count; done += kPieceValues) {
    TextDictionary named;
    const std::int64_t more = std::min(kPieceValues, count - done);
    if (!leaf.gather_names(first + done, more, named) || !visit(named)) return false;
  }
  return true;
}

}  // namespace bview
