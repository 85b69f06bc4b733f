// SPDX-License-Identifier: MIT
// app/explore/record_lines.hpp - one item with all of its fields, a line for each.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/explore/document.hpp"
#include "app/explore/items.hpp"

namespace bview {

/// Under a line of titles: name, type, offset, value, how that is stored if it has a reading,
/// bytes.
[[nodiscard]] std::vector<std::string> record_lines(const Document& document, Items& items,
                                                    std::int64_t n);

}  // namespace bview
