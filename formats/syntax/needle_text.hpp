// SPDX-License-Identifier: MIT
// formats/syntax/needle_text.hpp - what is to be found, as users write it.
//
//     needle = "x" quoted hex                bytes; ? and _ are any digit: x"7f 45 4? ??"
//            | "~" [ quoted ] regex          what RE2 matches, over bytes: ~"ab+c"
//            | [ charset ] quoted text       utf16le"abc", with the escapes of formats
//            | value | value ".." value | value ".." | ".." value
//
// A word without quotes is a value; where nothing says what values are, it is a text.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <bview/core/byte_pattern.hpp>

namespace bview {

struct NeedleText {
  enum class Is : std::uint8_t { Pattern, Regex, Value, Range };

  Is is = Is::Value;
  BytePattern pattern{};  ///< Pattern
  std::string text{};     ///< Regex: the expression; Value; Range: its lower bound, or nothing
  std::string most{};     ///< Range: its upper bound, or nothing
};

/// `ignore_case`: ASCII letters of texts stand for both of their forms.
/// \throws Error{Errc::BadFormat} with a caret for what is in quotes and no needle;
///         Error{Errc::BadValue} for characters that the charset lacks.
[[nodiscard]] NeedleText parse_needle(std::string_view text, bool ignore_case);

/// A text as it stands, in UTF-8.
[[nodiscard]] BytePattern text_pattern(const std::string& text, bool ignore_case);

}  // namespace bview
