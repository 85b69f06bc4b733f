// SPDX-License-Identifier: MIT
// formats/columns/proof.hpp - what the values of a column have to show before it is said of them.

#pragma once

#include <bview/formats/columns/column_values.hpp>

namespace bview {

/// Whether each text is UTF-8.
[[nodiscard]] bool are_utf8(const GatheredValues& texts);

/// Whether each integer of 128 bits has 38 digits at most, as decimals of engines have.
[[nodiscard]] bool are_decimals(const GatheredValues& integers, bool is_signed);

}  // namespace bview
