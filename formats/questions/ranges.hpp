// SPDX-License-Identifier: MIT
// formats/questions/ranges.hpp - whether a number that stands in the file lies in a range, or in
// a set.
//
// Every comparison of a field with a number is one: x < 5 is "from the least value of the type to
// 4". The range is worked out once, in what the type stores; then one kernel for each type reads
// the bytes as they lie and marks. NaN lies in none.

#pragma once

#include <optional>
#include <span>
#include <string>

#include <bview/formats/questions/fields.hpp>

namespace bview {

/// A number in a question. One with a point is rounded to the width of the float that it is
/// compared with; others, and those beyond what that holds, are compared as they are.
struct Literal {
  std::optional<Ratio> exact{};  ///< nothing: it takes more than 128 bits
  double nearest = 0;
  bool rounds = false;
  bool beyond = false;  ///< further from 0 than any double, of which `nearest` is the last
  std::string text{};   ///< as it was typed
};

/// Null where the field's values are not plain numbers of 64 bits at most, to which the kernels go.
[[nodiscard]] ConditionPtr range_condition(const FieldReader& reader, Comparison comparison,
                                           const Literal& literal);

/// Whether it is one of many, of which a search finds it. Null where it is no integer as above.
[[nodiscard]] ConditionPtr member_condition(const FieldReader& reader,
                                            std::span<const Literal> literals);

}  // namespace bview
