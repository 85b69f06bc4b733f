// SPDX-License-Identifier: MIT
// formats/syntax/column_text.hpp - columns that are worked out, in the list of --fields.
//
//     list   = column { "," column }
//     column = selector (project.hpp) | name "=" question (question_text.hpp)

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bview {

struct ColumnText {
  std::string name;   ///< empty: that of the field which `text` selects
  std::string text;   ///< a selector, or behind a name a question
  std::string typed;  ///< all of it
};

/// Nothing where no column is worked out: then the list is one of selectors.
/// \throws Error{Errc::BadFormat} with a caret for a column without a name, or without an end.
[[nodiscard]] std::optional<std::vector<ColumnText>> parse_columns(std::string_view list);

}  // namespace bview
