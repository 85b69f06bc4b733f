// SPDX-License-Identifier: MIT
// formats/picture/number_column.hpp - the values of one field as doubles, wherever they lie.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <bview/formats/columns/columns.hpp>

namespace bview {

struct NumberRange {
  double low;
  double high;
};

class NumberColumn {
 public:
  /// Of integers of so many bits, if they have not all that the type has.
  /// \throws Error{Errc::BadValue} where the column is texts.
  NumberColumn(std::string name, ColumnLeaf leaf, std::int64_t rows, int bits = 0);

  [[nodiscard]] const std::string& name() const { return name_; }
  /// Rows, and the lists in them.
  [[nodiscard]] const Lengths& lists() const { return leaf_.lists; }
  [[nodiscard]] std::int64_t size() const { return size_; }  ///< values
  [[nodiscard]] ColumnType type() const { return leaf_.source.type; }
  /// Whether some values may be none.
  [[nodiscard]] bool may_miss() const;
  /// All that an integer of the type holds, with true as 1; nothing of floats.
  [[nodiscard]] std::optional<NumberRange> range() const;
  /// Values that can only be made together: those of a packed array.
  [[nodiscard]] std::int64_t together() const { return leaf_.per_item; }

  /// Values from the first on, in C order, `step` apart in `to`; NaN where there is none.
  void read(std::int64_t first, std::int64_t count, double* to, std::int64_t step = 1) const;

 private:
  std::string name_;
  ColumnLeaf leaf_;
  std::int64_t size_;
  int bits_;  // 0: as many as the type has
};

/// The columns of a selection, each as numbers. \throws Error as columns_of() and NumberColumn do,
/// and Error{Errc::BadUsage} for items that --where chose, of which a part alone is in memory.
[[nodiscard]] std::vector<NumberColumn> number_columns(const Selection& selection);

}  // namespace bview
