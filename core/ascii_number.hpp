// SPDX-License-Identifier: MIT
// core/ascii_number.hpp - numbers that stand in bytes as their digits: in ASCII, or packed.

#pragma once

#include <optional>
#include <string_view>

#include <bview/core/layout.hpp>

namespace bview {

/// A number in ASCII as tar, ar and cpio have it, in its parts.
struct AsciiNumber {
  std::string_view front;   ///< blanks
  std::string_view digits;  ///< perhaps with a sign
  std::string_view behind;  ///< blanks and NULs, if it is a number
};
[[nodiscard]] AsciiNumber split_ascii(std::string_view text);

/// The number, in base 8, 10 or 16; of base 8 also GNU tar's way to write what is too large for
/// octal digits: the first bit is set, the others are the number. Nothing where it is none.
[[nodiscard]] std::optional<WideInteger> ascii_number(std::string_view text, int base);

/// The number whose decimal digits are the hexadecimal ones of `stored`, if those are decimal.
[[nodiscard]] std::optional<WideInteger> packed_decimal(uint128 stored);

/// The number that a field with a reading of text() or bcd stands for; nothing for other fields,
/// and where there is no number.
[[nodiscard]] std::optional<WideInteger> written_number(const Field& field, const std::byte* from);

/// Whether a field has such a reading.
[[nodiscard]] bool is_written_number(const Field& field);

}  // namespace bview
