// SPDX-License-Identifier: MIT
// formats/text/hex_lines.hpp - whole lines of `hexdump -C`.

#pragma once

#include <cstddef>
#include <cstdint>

namespace bview {

inline constexpr std::int64_t kHexLineBytes = 16;

/// Room for a line: 16 digits of offset, 62 characters behind them, and what is written
/// too much.
inline constexpr std::size_t kMaxHexLine = 96;

/// Writes the lines of the 16 * `lines` bytes at `data`, the first of which is shown at
/// `offset`, and returns the end. Up to 16 characters behind it are written over, too.
///
/// In vectors, with those instructions of the processor that are known when the program runs.
char* write_hex_lines(char* to, std::int64_t offset, const std::byte* data, std::int64_t lines);

/// The same character by character, for processors without such instructions.
char* write_plain_hex_lines(char* to, std::int64_t offset, const std::byte* data,
                            std::int64_t lines);

/// The same for a last line of `size` bytes, 1 to 15.
char* write_short_hex_line(char* to, std::int64_t offset, const std::byte* data, std::int64_t size);

}  // namespace bview
