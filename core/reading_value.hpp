// SPDX-License-Identifier: MIT
// core/reading_value.hpp - what formulas see of a value that has a reading.
//
// They see what is stored, but for numbers in ASCII or packed decimals, and texts up to their end.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <bview/core/reading.hpp>

namespace bview {

/// Whether the reading makes a number of what is stored: text() and bcd.
[[nodiscard]] bool reads_number(const Reading& reading);

/// The number that it makes of a text, or of the bytes of an integer, the most significant one
/// first; nothing where it is none, or does not fit.
[[nodiscard]] std::optional<std::int64_t> number_read(const Reading& reading,
                                                      std::string_view bytes);

/// The part of a text that it shows: cstr and trim.
[[nodiscard]] std::string_view text_read(const Reading& reading, std::string_view bytes);

}  // namespace bview
