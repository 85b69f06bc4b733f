// SPDX-License-Identifier: MIT
// formats/questions/array_values.hpp - the numbers of an array in records that vary in size.

#pragma once

#include <functional>
#include <vector>

#include <bview/core/public.hpp>
#include <bview/core/walk.hpp>
#include <bview/formats/questions/fields.hpp>
#include <bview/formats/questions/parts.hpp>

namespace BVIEW_PUBLIC bview {

class ArrayValues {
 public:
  /// Whether an array's values are numbers of one type that lie one behind the other.
  [[nodiscard]] static bool fits(const FieldReader& reader);

  explicit ArrayValues(FieldReader reader);

  /// Calls `visit` with all numbers of one record's array, some thousand at a time; not at all
  /// where it does not stand.
  void each(Walker& walker, const Frame& frame,
            const std::function<void(const Column&)>& visit) const;

 private:
  FieldReader reader_;
  std::vector<OperandPtr> numbers_;  // of each field that may fill it
};

}  // namespace bview
