// SPDX-License-Identifier: MIT
// formats/questions/summed_fields.hpp - the fields of items whose values are summed up.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include <bview/core/public.hpp>
#include <bview/formats/questions/array_values.hpp>
#include <bview/formats/questions/field_summary.hpp>
#include <bview/formats/questions/fields.hpp>

namespace BVIEW_PUBLIC bview {

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
  std::shared_ptr<const ArrayValues> array{};  ///< instead, of an array in records that vary
};

/// The fields of which stat has something to say: all but complex numbers and arrays of packed
/// bits, and of records that vary those that are one value, or an array of numbers. Those of nested
/// records have dotted names.
[[nodiscard]] std::vector<SummedField> summed_fields(const Layout& layout, bool plain);

}  // namespace bview
