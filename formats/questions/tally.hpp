// SPDX-License-Identifier: MIT
// formats/questions/tally.hpp - numbers of one or two bytes, counted by their bits.
//
// There are so few of these that their sums need not be made value by value: what is asked of
// all values is asked of the different ones, with how often each stands.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <bview/core/public.hpp>
#include <bview/formats/questions/parts.hpp>
#include <bview/formats/questions/summed_fields.hpp>

namespace BVIEW_PUBLIC bview {

class Tally {
 public:
  /// Whether it has a place for each number that the field may hold.
  [[nodiscard]] static bool fits(const SummedField& field);

  explicit Tally(const SummedField& field);

  /// Counts the field's values in the items, or in those of them that are picked.
  void add(const ItemBlock& block, const std::vector<std::size_t>* picks);
  void merge(const Tally& other);
  /// Adds all that was counted.
  void add_to(FieldSummary& summary) const;

 private:
  void add_bytes(const std::byte* first, std::int64_t step, std::int64_t count);
  void add_pairs(const std::byte* first, std::int64_t step, std::int64_t count);

  Field field_;
  std::vector<std::int64_t> times_;  // by the bits, as the machine reads them
};

}  // namespace bview
