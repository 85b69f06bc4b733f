// SPDX-License-Identifier: MIT
// formats/text/reading_bytes.hpp - bytes as hexadecimal digits, for readings.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bview {

/// "0aff", with `separator` between bytes if there is one.
[[nodiscard]] std::string hex_text(std::string_view bytes, std::string_view separator = "");

/// The bytes that such digits are; 0x in front of them and any of " :-." between bytes are fine.
/// \throws Error{Errc::BadValue} unless there are exactly `size` bytes.
[[nodiscard]] std::string bytes_in_hex(std::string_view text, int size);

}  // namespace bview
