#include "app/suggest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace bview {
namespace {

std::string lower(std::string_view word) {
  std::string text(word);
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

/// Insertions, deletions, replacements and swaps of neighbours between two words
/// (optimal string alignment distance).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::vector<std::size_t> row(b.size() + 1, i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = std::exchange(last, std::move(row));
  }
  return last.back();
}

}  // namespace

std::string did_you_mean(std::string_view word, std::span<const std::string> known) {
  constexpr std::size_t kLongestWord = 64;
  constexpr std::size_t kFewWords = 12;
  if (word.size() <= kLongestWord && !known.empty()) {
    const auto from_word = [typed = lower(word)](const std::string& one) {
      return distance(typed, lower(one));
    };
    const auto nearest = std::min_element(
        known.begin(), known.end(),
        [&](const std::string& a, const std::string& b) { return from_word(a) < from_word(b); });
    const std::size_t near = nearest->size() / 3;  // so one or two letters have to be the same
    if (from_word(*nearest) <= near) return fmt::format("; did you mean '{}'?", *nearest);
  }
  if (known.empty() || known.size() > kFewWords) return "";
  return fmt::format("; there are {}", fmt::join(known, ", "));
}

}  // namespace bview
