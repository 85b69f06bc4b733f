// SPDX-License-Identifier: MIT
// formats/text/quick_cells.hpp - plain values read where they stand, before anybody knows where
// they end.
//
// These kernels take what programs write: decimal digits, a point and an exponent; true and false;
// texts without escapes. At anything else they give up, and a kernel of parse_cells.hpp
// reads the value, or says what is wrong with it. What they do read is what that makes of it.

#pragma once

#include <cstdint>

#include <bview/core/layout.hpp>
#include <bview/formats/text/cell_style.hpp>
#include <bview/formats/text/quick_digits.hpp>

namespace bview {

/// Reads the value that `from` begins with, writes it at `to` as a ParseCell does, and gives its
/// end; null where it gave up, and `to` is of no use. It knows the end of a text by `stop`, a
/// control character or a quote; a number may end anywhere, so that its end has to be looked at.
///
/// The text ends with kQuickSlack characters of no meaning, the first of which is NUL.
using QuickCell = const char* (*)(const char* from, std::int64_t length, char stop, std::byte* to);

/// The kernel for the values of a field; null where there is none.
[[nodiscard]] QuickCell quick_cell(const Field& field, const CellStyle& style);

}  // namespace bview
