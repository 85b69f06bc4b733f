// SPDX-License-Identifier: MIT
// formats/input/unmarked.hpp - text without the byte order mark that some editors put first.

#pragma once

#include <bview/core/source.hpp>

namespace bview {

/// Another source, which outlives it, without a mark of UTF-8 at its beginning; that is read
/// now. What dump prints never begins with one: there it is escaped.
[[nodiscard]] TastedSource unmarked(Source& source);

}  // namespace bview
