#include "app/words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/suggest.hpp"
#include "core/quote.hpp"

namespace bview {

std::size_t choose(const std::string& word, const char* option,
                   const std::vector<std::string>& words) {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) {
    throw Error(Errc::BadUsage,
                fmt::format("{} cannot be {}{}", option, quoted(word), did_you_mean(word, words)));
  }
  return static_cast<std::size_t>(found - words.begin());
}

void refuse_name(std::string_view name, const char* what, const std::vector<std::string>& names) {
  throw Error(Errc::BadUsage,
              fmt::format("there is no {} {}{}", what, quoted(name), did_you_mean(name, names)));
}

}  // namespace bview
