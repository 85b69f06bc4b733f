// SPDX-License-Identifier: MIT
// formats/syntax/quoted_text.hpp - bytes in quotes: "PK\x03\x04".

#pragma once

#include <string>

#include <bview/formats/syntax/scanner.hpp>

namespace bview {

/// The text between the quotes, double or single, that `text` stands in front of, and steps behind
/// them. A backslash begins \" \' \\ \0 \t \n \r or \xNN, a byte.
/// \throws the scanner's error where the text has no end, or for another escape.
[[nodiscard]] std::string read_quoted(Scanner& text);

}  // namespace bview
