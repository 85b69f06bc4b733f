// SPDX-License-Identifier: MIT
// formats/input/header_columns.hpp - which value each column of a file is, by its name.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace bview {

/// For each column of a header the number of the value of that name; -1: of none, and then the
/// column does not count.
/// \throws Error{Errc::BadValue} where a value has no column, or two.
[[nodiscard]] std::vector<std::int64_t> columns_by_name(std::span<const std::string> header,
                                                        std::span<const std::string> values);

}  // namespace bview
