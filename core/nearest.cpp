// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include <bview/core/nearest.hpp>
#include <bview/core/quote.hpp>

namespace bview {
namespace {

constexpr std::size_t kLongestWord = 64;  // longer ones are compared by their beginning

std::string lower(std::string_view word) {
  std::string text(word.substr(0, kLongestWord));
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

/// As it is where it can stand in a list, else in quotes.
std::string listed(const std::string& name) {
  std::string in_quotes = quoted(name);
  const bool plain = in_quotes == "'" + name + "'" && name.find_first_of(", '") == name.npos;
  return plain && !name.empty() ? name : in_quotes;
}

}  // namespace

std::size_t word_distance(std::string_view a, std::string_view b) {
  const std::string one = lower(a);
  const std::string other = lower(b);
  std::vector<std::size_t> before(other.size() + 1);
  std::vector<std::size_t> last(other.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= one.size(); ++i) {
    std::vector<std::size_t> row(other.size() + 1, i);
    for (std::size_t j = 1; j <= other.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped =
          i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = std::exchange(last, std::move(row));
  }
  return last.back();
}

std::vector<std::string> nearest_words(std::string_view word, std::span<const std::string> known,
                                       std::size_t most) {
  std::vector<std::pair<std::size_t, std::size_t>> ranked;  // distance, place in the list
  for (std::size_t k = 0; k < known.size(); ++k) {
    ranked.emplace_back(word_distance(word, known[k]), k);
  }
  const std::size_t count = std::min(most, ranked.size());
  const auto end = ranked.begin() + static_cast<std::ptrdiff_t>(count);
  std::partial_sort(ranked.begin(), end, ranked.end());
  std::vector<std::string> nearest;
  for (auto rank = ranked.begin(); rank != end; ++rank) nearest.push_back(known[rank->second]);
  return nearest;
}

std::string has_fields(std::string_view missing, std::span<const std::string> names) {
  constexpr std::size_t kFew = 12;
  constexpr std::size_t kNearest = 3;
  const bool few = names.size() <= kFew;
  std::vector<std::string> shown(names.begin(), few ? names.end() : names.begin());
  if (!few) shown = nearest_words(missing, names, kNearest);
  for (std::string& name : shown) name = listed(name);
  if (few) return fmt::format("has {}", fmt::join(shown, ", "));
  return fmt::format("has {} fields, of which {} are nearest to that", names.size(),
                     fmt::join(shown, ", "));
}

}  // namespace bview
