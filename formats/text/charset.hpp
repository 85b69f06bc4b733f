// SPDX-License-Identifier: MIT
// formats/text/charset.hpp - text in any charset that iconv knows, as UTF-8 and back.

#pragma once

#include <string>
#include <string_view>

namespace bview {

/// Whether iconv knows the charset, or it is a short name of one: ebcdic, utf16le.
[[nodiscard]] bool is_charset(const std::string& name);

/// Bytes of its units: 2 of UTF-16, 4 of UTF-32, else 1.
[[nodiscard]] int unit_of_charset(std::string_view name);

/// The text in UTF-8. A byte that is none in the charset stays as it is, where that is no UTF-8.
[[nodiscard]] std::string from_charset(const std::string& name, std::string_view bytes);

/// The way back.
/// \throws Error{Errc::BadValue} for a character that the charset lacks.
[[nodiscard]] std::string to_charset(const std::string& name, std::string_view text);

}  // namespace bview
