// SPDX-License-Identifier: MIT
// formats/text/flash_lines.hpp - bytes with their addresses, as programmers of flash take them:
// Intel HEX and Motorola S-records. A line holds up to 16 bytes, and a checksum.
//
// Source: Intel, Hexadecimal Object File Format Specification, revision A, 1988; Motorola, M68000
// Family Programmer's Reference Manual, appendix C.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <bview/core/sink.hpp>

namespace bview {

inline constexpr std::int64_t kFlashLineBytes = 16;
/// Addresses have 32 bits.
inline constexpr std::int64_t kFlashEnd = std::int64_t{1} << 32;

struct FlashNotation {
  std::string_view name;
  std::string_view begin;  ///< lines in front of all others, and behind them
  std::string_view end;
  /// A line with the bytes at `offset`, at most kFlashLineBytes. `above`: the upper half of the
  /// addresses that the lines in front end with, which changes with those of this line.
  void (*append)(std::int64_t offset, std::span<const std::byte> bytes, std::int64_t& above,
                 TextBuffer& out);
};

/// With extended linear addresses.
[[nodiscard]] const FlashNotation& intel_hex();
/// With addresses of 32 bits: S3.
[[nodiscard]] const FlashNotation& s_records();

/// All lines of the bytes at `offset`, however many.
/// \throws Error{Errc::BadValue} where addresses end.
void append_flash_lines(const FlashNotation& notation, std::int64_t offset,
                        std::span<const std::byte> bytes, std::int64_t& above, TextBuffer& out);

}  // namespace bview
