// SPDX-License-Identifier: MIT
// formats/input/limits.hpp - how long the text of a value may be.
//
// Who reads values from an input without an end must not keep more of it than a value can
// hold.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include <bview/core/layout.hpp>

namespace bview {

/// The text of one value is held whole while it is read, and no longer one is: memory stays small
/// whatever the item is.
inline constexpr std::size_t kLongestText = std::size_t{8} << 20;

/// Characters of a row that is kept until all its cells have been seen.
inline constexpr std::size_t kMostKeptRow = std::size_t{24} << 20;

/// More characters than the text of a value of so many bytes has, in any notation: room for
/// numbers written with all their digits, and for texts with each byte as \xnn whose four
/// characters are four \unnnn of JSON. But no more than kLongestText.
[[nodiscard]] constexpr std::size_t longest_text(std::int64_t bytes) {
  constexpr std::size_t kNumber = std::size_t{256} << 10;
  constexpr std::size_t kEscapes = 24;
  if (static_cast<std::size_t>(bytes) > kLongestText) return kLongestText;
  return std::min(kNumber + kEscapes * static_cast<std::size_t>(bytes), kLongestText);
}

/// The same for the longest value, or name, of a record.
[[nodiscard]] std::size_t longest_text(const Layout& layout);

/// What is wrong with a text of more than `most` characters.
[[nodiscard]] std::string why_too_long(std::size_t most);

}  // namespace bview
