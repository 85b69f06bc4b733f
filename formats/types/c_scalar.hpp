// SPDX-License-Identifier: MIT
// formats/types/c_scalar.hpp - which type of bview's table one of C is.

#pragma once

#include <optional>

#include <bview/core/scalar.hpp>
#include <bview/formats/types/c_type.hpp>

namespace bview {

/// `has_x87`: its long double is the 80-bit number of x86. Nothing where no type of the table has
/// those bytes. Enums are the integers that they are stored as, pointers without a sign.
[[nodiscard]] std::optional<ScalarType> scalar_of(const CType& type, bool has_x87);

/// The smallest unsigned integer of a power of two of bytes that has so many bits, 1 to 128.
[[nodiscard]] ScalarType holder_of_bits(int width);

}  // namespace bview
