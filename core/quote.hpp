// SPDX-License-Identifier: MIT
// core/quote.hpp - what users typed, as messages show it back.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <bview/core/error.hpp>

namespace bview {

/// `text` in single quotes, fit for one line of a terminal: bytes of what a
/// terminal obeys or hides (core/unicode.hpp) and of what is not UTF-8 become \xNN, and of a text
/// longer than some 200 columns only the beginning is shown, with "..." behind it.
[[nodiscard]] std::string quoted(std::string_view text);
// For these std::quoted, which comes with <filesystem>, would be the better match.
[[nodiscard]] inline std::string quoted(const char* text) { return quoted(std::string_view(text)); }
[[nodiscard]] inline std::string quoted(std::string& text) {
  return quoted(std::string_view(text));
}
[[nodiscard]] inline std::string quoted(const std::string& text) {
  return quoted(std::string_view(text));
}

/// "1 value", "2 values"; "1 index", "2 indices", where `many` says so.
[[nodiscard]] std::string count_text(std::int64_t count, std::string_view what,
                                     std::string_view many = "");

/// The error for a notation that is malformed at byte `where`, which may be the end:
///
///     the format is wrong at character 4:
///       <i k H
///          ^ 'k' is no type letter; 'bview help formats' lists them
///
/// `notation` is what the text is ("format", "index"). What is hidden takes one
/// column; of a long text only the surroundings of the place are shown.
[[nodiscard]] Error notation_error(std::string_view notation, std::string_view text,
                                   std::size_t where, std::string_view reason);

}  // namespace bview
