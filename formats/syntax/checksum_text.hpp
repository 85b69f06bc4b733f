// SPDX-License-Identifier: MIT
// formats/syntax/checksum_text.hpp - which checksum stands where, and of what it is.
//
//     checksum = target "=" algorithm "(" [ part { "," part } ] ")"
//     target   = the name of a field | TYPE "@" place
//     part     = range | "zero" "(" range ")"
//     range    = [ formula ] ":" [ formula ]
//
// What stands on either side of a ':' is a formula (formula_text.hpp); one with a ':' of its own
// stands in parentheses.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bview {

/// Bytes [start, stop) of the file. Empty: from its start, to its end.
struct RangeText {
  std::string start{};
  std::string stop{};
  bool zero = false;  ///< they count as 0
  std::size_t where = 0;
};

struct ChecksumText {
  std::string text;
  std::string target;
  std::string algorithm;
  std::vector<RangeText> ranges;
};

/// \throws Error{Errc::BadFormat} with a caret under the place.
[[nodiscard]] ChecksumText parse_checksum(std::string_view text);

}  // namespace bview
