// SPDX-License-Identifier: MIT
// formats/questions/varying_columns.hpp - fields of records that vary in size, and values that are
// worked out of them.

#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/formats/questions/computed_columns.hpp>

namespace bview {

struct VaryingColumns {
  Layout layout;  ///< the fields among them, as they are called

  struct Computed {
    std::size_t position;  ///< among all columns
    std::string name;
    std::shared_ptr<const ComputedColumns> value;  ///< it alone
  };
  std::vector<Computed> computed{};  ///< in the order of their positions
};

/// \throws Error for what is no field and no expression over the fields of `asked.layout`.
[[nodiscard]] VaryingColumns varying_columns(std::span<const ColumnText> columns,
                                             const Asked& asked, bool wide);

}  // namespace bview
