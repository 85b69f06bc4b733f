// SPDX-License-Identifier: MIT
// formats/columns/columns.hpp - the columns that a selection makes, for files that keep values
// by columns.
//
// Rows are the items of the first axis. Each field is a column; axes behind the first, sub-arrays
// and arrays of records are lists of fixed lengths around its values. Complex numbers are records
// of two. Whatever is nested, values lie in leaves, each with a view of its own: so a leaf is
// gathered in one walk, of any rows, whatever stands around them.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <bview/core/view.hpp>
#include <bview/formats/columns/gather.hpp>
#include <bview/formats/columns/text_dictionary.hpp>
#include <bview/formats/output/renderer.hpp>

namespace bview {

/// A leaf; or, with a length, a list of so many of its only field; or else a record of its fields.
struct ColumnNode {
  std::string name;
  std::vector<ColumnNode> fields{};
  std::optional<std::int64_t> length{};
  std::size_t leaf = 0;  ///< its number, where there are no fields
};

struct ColumnLeaf {
  ColumnSource source;
  Lengths lists{};            ///< around its values, outermost first
  View values{};              ///< where they lie, rows and lists being its axes
  std::int64_t per_item = 1;  ///< values that each item of that view has
  std::int64_t per_row = 1;   ///< values

  /// Bytes that a row's values take, or may.
  [[nodiscard]] std::int64_t row_size() const;

  /// Puts the values of `count` items of the view from the first on behind those in `to`.
  void gather(std::int64_t first, std::int64_t count, GatheredValues& to) const;

  /// The same as numbers of names; `source` has to have some. False where that does not pay.
  [[nodiscard]] bool gather_names(std::int64_t first, std::int64_t count, TextDictionary& to) const;
};

struct Columns {
  std::int64_t rows = 0;
  std::vector<ColumnNode> nodes{};
  std::vector<ColumnLeaf> leaves{};
};

/// No two names beside each other differ in case only, as engines fold it: of "a" and "A" the
/// second is "A_2". One value without a name is "value". \throws Error{Errc::BadValue} where there
/// are no values, or more columns than anyone looks for.
[[nodiscard]] Columns columns_of(const Selection& selection);

}  // namespace bview
