// SPDX-License-Identifier: MIT
// formats/text/leaf_text.hpp - one value of a record as text, for messages and previews.

#pragma once

#include <cstddef>
#include <string>

#include <bview/core/layout.hpp>
#include <bview/formats/text/cell_style.hpp>

namespace bview {

/// The value of `leaf` in the item at `item`, as a cell.
[[nodiscard]] std::string leaf_text(const Leaf& leaf, const std::byte* item,
                                    const CellStyle& style);

}  // namespace bview
