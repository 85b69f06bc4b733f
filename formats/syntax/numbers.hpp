// SPDX-License-Identifier: MIT
// formats/syntax/numbers.hpp - numbers and lists that options hold.
//
// Integers are decimal, 0x, 0o or 0b, with a sign; white space around a number or
// name does not count. Every function throws Error{Errc::BadValue}, quoting the text.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/layout.hpp>

namespace bview {

[[nodiscard]] std::int64_t parse_int(std::string_view text);

/// How many bytes a unit is, "K" or "kB"; 1 without one, nothing for what is none.
[[nodiscard]] std::optional<std::int64_t> unit_bytes(std::string_view suffix);

/// A number of bytes: an integer, and K M G T (or KiB MiB GiB TiB) for powers of
/// 1024, kB MB GB TB for powers of 1000.
[[nodiscard]] std::int64_t parse_byte_count(std::string_view text);

/// Integers between commas, as for --shape: "2,-1". Nothing at all is no length. Also as shapes
/// are printed and spoken: "[48, 64]", "(48,)", "48x64".
[[nodiscard]] Lengths parse_lengths(std::string_view text);

/// Byte counts between commas, as for --strides.
[[nodiscard]] Lengths parse_byte_counts(std::string_view text);

/// Axes between commas, each from 0 on.
[[nodiscard]] std::vector<std::size_t> parse_axes(std::string_view text);

/// Names between commas that stand in no brackets; there is at least one, and none is empty.
[[nodiscard]] std::vector<std::string> parse_names(std::string_view text);

}  // namespace bview
