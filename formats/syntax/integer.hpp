// SPDX-License-Identifier: MIT
// formats/syntax/integer.hpp - integers as Python writes them, read as far as they go.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace bview {

/// The digits a text begins with: decimal (leading zeros are fine) or behind 0x, 0o,
/// 0b; single underscores may stand between digits.
struct Digits {
  std::uint64_t magnitude = 0;  ///< UINT64_MAX when it does not fit
  std::size_t size = 0;         ///< bytes read; 0: there is no number here
};
[[nodiscard]] Digits read_digits(std::string_view text);

/// The number with its sign; the nearest one when it does not fit.
[[nodiscard]] std::int64_t clipped(std::uint64_t magnitude, bool negative);

/// Whether clipped() leaves it as it is.
[[nodiscard]] bool fits(std::uint64_t magnitude, bool negative);

}  // namespace bview
