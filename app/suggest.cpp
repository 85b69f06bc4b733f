// SPDX-License-Identifier: MIT

#include "app/suggest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include <bview/core/nearest.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/output/table_text.hpp>

namespace bview {
std::string did_you_mean(std::string_view word, std::span<const std::string> known,
                         std::size_t few) {
  constexpr std::size_t kLongestWord = 64;
  constexpr std::size_t kClearBeginning = 4;  // of an option, with its dashes, or a name
  const auto begins = [&](const std::string& name) { return name.starts_with(word); };
  const bool clear = word.size() >= kClearBeginning && word.size() <= kLongestWord;
  if (clear && std::count_if(known.begin(), known.end(), begins) == 1) {
    return fmt::format("; did you mean {}?",
                       bview::quoted(*std::find_if(known.begin(), known.end(), begins)));
  }
  if (word.size() <= kLongestWord && !known.empty()) {
    const std::string nearest = nearest_words(word, known, 1).front();
    // So one or two letters have to be the same; all options have their dashes in common.
    const std::size_t letters =
        nearest.size() - std::min(nearest.find_first_not_of('-'), nearest.size());
    const std::size_t near = letters / 3;
    if (word_distance(word, nearest) <= near)
      return fmt::format("; did you mean {}?", bview::quoted(nearest));
  }
  if (known.empty() || known.size() > few) return "";
  std::vector<std::string> shown;
  std::transform(known.begin(), known.end(), std::back_inserter(shown),
                 [](const std::string& each) { return printable(each); });
  return fmt::format("; there are {}", fmt::join(shown, ", "));
}

}  // namespace bview
