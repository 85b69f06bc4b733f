// SPDX-License-Identifier: MIT
// app/explore/pointer.hpp - where a number in the file leads.

#pragma once

#include <cstdint>

#include <bview/core/layout.hpp>

#include "app/explore/document.hpp"

namespace bview {

struct Pointer {
  std::uint64_t value;
  std::int64_t offset;      ///< in the file
  bool is_address = false;  ///< the value is one of a program
};

/// The value of a field: an offset, if the file is so long, else an address.
/// \throws Error where it is neither.
[[nodiscard]] Pointer pointer_in(Document& document, const Field& field, std::int64_t offset);

/// Of bytes that nobody said the type of: 8 of them in little-endian order, else 4, else the same
/// in the other order.
[[nodiscard]] Pointer pointer_at(Document& document, std::int64_t offset);

/// An item that is one value.
[[nodiscard]] Layout layout_of_value(const Field& field);

}  // namespace bview
