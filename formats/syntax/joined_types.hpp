// SPDX-License-Identifier: MIT
// formats/syntax/joined_types.hpp - fields of one name in several layouts of a choice are one: of
// the smallest type that holds the values of all exactly, and shown as that.

#pragma once

#include <optional>
#include <span>

#include <bview/core/layout.hpp>

namespace bview {

/// What a value is stored as.
struct StoredType {
  ScalarType type;
  std::optional<int> width{};  ///< of bits
  bool is_signed = false;      ///< of bits

  bool operator==(const StoredType&) const = default;
};
[[nodiscard]] StoredType stored_type(const Field& field);

/// The smallest type that holds the values of all; integers are held by one. Nothing if none does.
[[nodiscard]] std::optional<ScalarType> joined_type(std::span<const StoredType> types);

/// Makes a value be read and written as its column is, if that is of another type.
void show_as(Field& value, const Field& column);

}  // namespace bview
