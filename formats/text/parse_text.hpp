// SPDX-License-Identifier: MIT
// formats/text/parse_text.hpp - text values (s p c, u w) from their cells.
//
// The rules are in formats/text/cell_style.hpp. Every function reads the whole cell
// and throws Error{BadValue} where a rule is broken.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <bview/formats/text/cell_style.hpp>

namespace bview {

/// Writes the bytes that a cell of s, p or c means into `to`, as far as there is room,
/// and returns how many bytes it means.
[[nodiscard]] std::size_t read_bytes(std::string_view cell, const CellStyle& style,
                                     std::span<std::byte> to);

/// The text that a cell of our own (a field name) means: what append_text wrote.
[[nodiscard]] std::string read_text(std::string_view cell, Notation notation);

/// Walks the characters of a cell of u or w.
class CharacterReader {
 public:
  CharacterReader(std::string_view cell, Notation notation) : cell_(cell), notation_(notation) {}

  /// The next code point into `code`, or the unit that an escape stands for; false at
  /// the end.
  [[nodiscard]] bool next(std::uint32_t& code);

 private:
  std::string_view cell_;  // what is left of it
  Notation notation_;
};

}  // namespace bview
