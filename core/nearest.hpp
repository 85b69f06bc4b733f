// SPDX-License-Identifier: MIT
// core/nearest.hpp - which known words a mistyped one may have meant.

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bview {

/// Insertions, deletions, replacements and swaps of neighbours that lead from one word to the
/// other (optimal string alignment distance); capitals and small letters are the same.
[[nodiscard]] std::size_t word_distance(std::string_view a, std::string_view b);

/// The known words nearest to `word`, at most `most` of them, the nearest first.
[[nodiscard]] std::vector<std::string> nearest_words(std::string_view word,
                                                     std::span<const std::string> known,
                                                     std::size_t most);

/// "has a, b, c" of a few words, "has 16000 fields; 'ab' and 'ac' are nearest to it" of many:
/// what a message says of a record that lacks a field. Fit for a terminal.
[[nodiscard]] std::string has_fields(std::string_view missing, std::span<const std::string> names);

}  // namespace bview
