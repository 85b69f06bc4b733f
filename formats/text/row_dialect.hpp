// SPDX-License-Identifier: MIT
// formats/text/row_dialect.hpp - what tsv and csv are where others write them in another way.

#pragma once

#include <optional>
#include <string>

#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

struct RowDialect {
  char delimiter = '\0';              ///< between cells; NUL: the form's own
  char decimal = '.';                 ///< in numbers
  std::optional<std::string> null{};  ///< the cell of what is not there; without: an empty one
  bool crlf = false;                  ///< at the ends of lines; written only, as any end is read
  bool bom = false;                   ///< a mark of UTF-8 in front; written only

  /// Whether cells are other ones than usual, and not only what is around them.
  [[nodiscard]] bool changes_cells() const {
    return delimiter != '\0' || decimal != '.' || null.has_value();
  }
};

}  // namespace bview
