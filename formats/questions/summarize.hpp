// SPDX-License-Identifier: MIT
// formats/questions/summarize.hpp - what the fields of many items are like, all together or in
// groups.

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <bview/formats/questions/blocks.hpp>
#include <bview/formats/questions/field_summary.hpp>
#include <bview/formats/questions/fields.hpp>

namespace bview {

/// A field whose values are summed up; of an array each value is one.
struct SummedField {
  std::string name;
  Field field;  ///< one value of it, for who shows its least and greatest
  bool text;    ///< no numbers
  ValueKind kind{};
  Lengths shape{};  ///< of an array, which `field` is the first value of
  Lengths strides{};
  std::shared_ptr<const FieldReader> reader{};
  std::shared_ptr<const Operand> values{};
};

/// The fields of which stat has something to say: all but complex numbers and arrays of packed
/// bits, and of records that vary those that are one value. Those of nested records have dotted
/// names.
[[nodiscard]] std::vector<SummedField> summed_fields(const Layout& layout, bool plain);

/// What was found, of each field.
using Summary = std::vector<FieldSummary>;

struct GroupOrder {
  bool operator()(const OrderedValue& a, const OrderedValue& b) const { return comes_before(a, b); }
};
/// By the group's value; without groups there is one, of nothing.
using Groups = std::map<OrderedValue, Summary, GroupOrder>;

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

/// Adds the items [first, first + count), in C order, to `groups`; the result is the same for any
/// number of threads. `on_part` hears how many of them are done.
/// \throws Error{Errc::BadUsage} where there are more than kMostGroups.
void summarize(const SummaryRequest& request, const ItemSource& items, std::int64_t first,
               std::int64_t count, int threads, Groups& groups,
               const std::function<void(std::int64_t)>& on_part);

}  // namespace bview
