// SPDX-License-Identifier: MIT
// formats/parquet/statistics.hpp - the least and the greatest value, by which engines skip.
//
// Source: parquet.thrift, Statistics and ColumnOrder.

#pragma once

#include <cstdint>
#include <string>

#include <bview/formats/columns/column_values.hpp>

namespace bview {

/// Of some values of a column, as "plain" has one; texts without their lengths.
///
/// There are none where a float is NaN: the format leaves it out of them, but engines that take it
/// for greater than all numbers would skip it. A zero is -0.0 as the least, and 0.0 as the
/// greatest. Nor are there any of 128 bits, and of long texts.
struct ColumnRange {
  bool has_values = false;
  bool unknown = false;  ///< some value has no place in an order
  std::string least{};
  std::string greatest{};

  [[nodiscard]] bool is_known() const { return has_values && !unknown; }

  /// Makes room for more, none of which is missing.
  void add(ColumnType type, const GatheredValues& values);
};

}  // namespace bview
