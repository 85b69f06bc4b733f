// SPDX-License-Identifier: MIT
// formats/output/patch_lines.hpp - changes as text that a patch is made of: `bview diff -t patch`.
//
//     bview-patch 1 4096 4096       version; bytes of the file, and of the one it shall be like
//     0x0000001c 00ff 01fe          offset, old bytes, new bytes; in the order of offsets
//     end 1                         how many lines there are between the first and this
//
// The last line tells a whole patch from one whose writer was stopped.
// formats/input/patch_lines.hpp reads it.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <bview/core/sink.hpp>

namespace bview {

inline constexpr std::string_view kPatchWord = "bview-patch";
inline constexpr int kPatchVersion = 1;

/// The bytes of the longest line, old or new.
inline constexpr std::int64_t kLongestPatchLine = std::int64_t{32} << 10;

[[nodiscard]] std::string patch_header(std::int64_t size, std::int64_t new_size);
[[nodiscard]] std::string patch_end(std::int64_t lines);

/// Lines for as many bytes as are given, which all are changed.
void append_patch_lines(std::int64_t offset, std::span<const std::byte> before,
                        std::span<const std::byte> after, TextBuffer& out);

}  // namespace bview
