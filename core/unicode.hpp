// SPDX-License-Identifier: MIT
// core/unicode.hpp - what a terminal does with a character.
//
// Source: utf8proc's tables of the Unicode Character Database.

#pragma once

namespace bview::unicode {

/// True for what a terminal obeys or hides instead of showing it: control and format
/// characters (bidirectional overrides, byte order mark), line and paragraph separators,
/// and what is invisible by default (zero-width spaces and joiners, soft hyphens, variation
/// selectors, tags). Two texts that differ look different only when these are escaped.
[[nodiscard]] bool is_hidden(char32_t code);

/// Columns of a terminal that a character takes: none for marks that stand on the one
/// before, two for the wide ones of East Asia and for pictographs, else one.
[[nodiscard]] int width(char32_t code);

}  // namespace bview::unicode
