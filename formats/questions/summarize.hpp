// SPDX-License-Identifier: MIT
// formats/questions/summarize.hpp - what the fields of many items are like, all together or in
// groups.

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include <bview/core/public.hpp>
#include <bview/formats/questions/blocks.hpp>
#include <bview/formats/questions/field_summary.hpp>
#include <bview/formats/questions/summed_fields.hpp>
#include <bview/formats/questions/tally.hpp>

namespace BVIEW_PUBLIC bview {

/// What was found, of each field.
using Summary = std::vector<FieldSummary>;

struct GroupOrder {
  bool operator()(const OrderedValue& a, const OrderedValue& b) const { return comes_before(a, b); }
};
/// By the group's value; without groups there is one, of nothing.
using Groups = std::map<OrderedValue, Summary, GroupOrder>;
/// Of each field, where its values are counted by their bits.
using Tallies = std::vector<std::optional<Tally>>;

/// What is asked about the items.
struct SummaryRequest {
  std::vector<SummedField> fields;
  const Condition* where = nullptr;  ///< null: of all items
  const Operand* by = nullptr;       ///< null: no groups
};

/// Groups at most.
inline constexpr std::size_t kMostGroups = 1000;
/// What is kept of a field in each of them: there may be many groups.
inline constexpr SummaryLimits kLimitsInGroup = {256, 512};

/// What is kept of each of so many fields outside of groups: together they take no more than some
/// MiB in each part of the items that is in work. It does not depend on the threads, and what is
/// found does not, therefore.
[[nodiscard]] SummaryLimits limits_among(std::size_t fields);

/// What was found in some of the items.
struct Found {
  Groups groups{};
  Tallies tallies{};
};

/// Sums items up, some of them at a time; the result is the same for any number of threads.
class Summarizer {
 public:
  /// The request outlives it.
  Summarizer(const SummaryRequest& request, int threads);

  /// Adds the items [first, first + count), in C order. `on_part` hears how many of them are done.
  /// \throws Error{Errc::BadUsage} where there are more than kMostGroups.
  void add(const ItemSource& items, std::int64_t first, std::int64_t count,
           const std::function<void(std::int64_t)>& on_part);

  /// What was found in all of them; nothing is added any more.
  [[nodiscard]] Groups finish();

 private:
  const SummaryRequest& request_;
  int threads_;
  Found found_;
};

}  // namespace bview
