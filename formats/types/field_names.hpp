// SPDX-License-Identifier: MIT
// formats/types/field_names.hpp - names of members as names of fields.

#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

namespace bview {

/// The names of one record, no two of which are the same.
class FieldNames {
 public:
  /// The name itself where it can be one: what no name may hold is '_', and one that is taken has
  /// a number behind it.
  [[nodiscard]] std::string add(std::string_view name);

 private:
  std::unordered_map<std::string, int> taken_;  // and the number for the next one of that name
};

}  // namespace bview
