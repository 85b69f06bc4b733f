// SPDX-License-Identifier: MIT
// formats/columns/gather.hpp - values of a field as values of a column.

#pragma once

#include <memory>

#include <bview/core/cursor.hpp>
#include <bview/core/layout.hpp>
#include <bview/formats/columns/column_values.hpp>

namespace bview {

/// Takes the values of one field, wherever they lie. May be used on several threads.
class ValueGatherer {
 public:
  ValueGatherer() = default;
  ValueGatherer(const ValueGatherer&) = delete;
  ValueGatherer& operator=(const ValueGatherer&) = delete;
  virtual ~ValueGatherer() = default;

  /// Puts the values of a run behind those in `to`; `run.data` is the first value of the field.
  /// \throws FailedCheck where is() does not allow one.
  virtual void gather(const ItemRun& run, GatheredValues& to) const = 0;
};

class NameGatherer;

/// How the values of a field become a column.
struct ColumnSource {
  ColumnType type;
  bool misses = false;  ///< some values may be none: a time of no year that is written
  std::shared_ptr<const ValueGatherer> values;
  std::shared_ptr<const NameGatherer> names{};  ///< another way to texts of few kinds
  bool words = false;  ///< texts of bview's own, whatever the bytes are: an address, a date
};

/// Of one value of a field that is no record and not complex; of a stretch its first.
[[nodiscard]] ColumnSource column_source(const Field& field);

}  // namespace bview
