// SPDX-License-Identifier: MIT

#include "app/suggest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include <bview/core/nearest.hpp>

namespace bview {
std::string did_you_mean(std::string_view word, std::span<const std::string> known) {
  constexpr std::size_t kLongestWord = 64;
  constexpr std::size_t kFewWords = 13;
  constexpr std::size_t kClearBeginning = 4;  // of an option, with its dashes, or a name
  const auto begins = [&](const std::string& name) { return name.starts_with(word); };
  const bool clear = word.size() >= kClearBeginning && word.size() <= kLongestWord;
  if (clear && std::count_if(known.begin(), known.end(), begins) == 1) {
    return fmt::format("; did you mean '{}'?", *std::find_if(known.begin(), known.end(), begins));
  }
  if (word.size() <= kLongestWord && !known.empty()) {
    const std::string nearest = nearest_words(word, known, 1).front();
    // So one or two letters have to be the same; all options have their dashes in common.
    const std::size_t letters =
        nearest.size() - std::min(nearest.find_first_not_of('-'), nearest.size());
    const std::size_t near = letters / 3;
    if (word_distance(word, nearest) <= near) return fmt::format("; did you mean '{}'?", nearest);
  }
  if (known.empty() || known.size() > kFewWords) return "";
  return fmt::format("; there are {}", fmt::join(known, ", "));
}

}  // namespace bview
