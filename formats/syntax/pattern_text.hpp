// SPDX-License-Identifier: MIT
// formats/syntax/pattern_text.hpp - what is searched for, as users write it.

#pragma once

#include <string_view>

#include <bview/core/byte_pattern.hpp>

namespace bview {

/// What stands between the quotes of x"de ad ?? 4_": two hex digits a byte, with blanks between
/// bytes or without; '?' and '_' are a digit that may be anything.
/// \throws Error{Errc::BadFormat} with a caret for what is no such byte, or no byte at all.
[[nodiscard]] BytePattern byte_pattern_in(std::string_view text);

}  // namespace bview
