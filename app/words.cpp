// SPDX-License-Identifier: MIT

#include "app/words.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include <bview/core/quote.hpp>

#include "app/habits.hpp"
#include "app/suggest.hpp"

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

void refuse_type_as_form(std::string_view form) {
  struct Type {
    char letter;
    const char* options[4];  ///< for 1, 2, 4 and 8 bytes
    const char* rest;
  };
  constexpr Type kTypes[] = {
      {'x', {"B", "'<H'", "'<I'", "'<Q'"}, " --base 16"},
      {'o', {"B", "'<H'", "'<I'", "'<Q'"}, " --base 8"},
      {'u', {"B", "'<H'", "'<I'", "'<Q'"}, ""},
      {'d', {"b", "'<h'", "'<i'", "'<q'"}, ""},
      {'f', {"", "'<e'", "'<f'", "'<d'"}, ""},
  };
  if (form.size() < 2) return;
  constexpr std::string_view kSizes = "1248";
  const std::size_t size = kSizes.find(form[1]);
  for (const Type& type : kTypes) {
    const bool same = type.letter == form[0] && size != std::string_view::npos &&
                      form.find_first_not_of('z', 2) == std::string_view::npos;
    if (!same || *type.options[size] == '\0') continue;
    throw Error(Errc::BadUsage, fmt::format("{} is no output form but a type: -f {}{}",
                                            quoted(form), type.options[size], type.rest));
  }
}

void refuse_name(std::string_view name, const char* what, const std::vector<std::string>& names) {
  constexpr std::size_t kFewNames = 24;  // forms are more than options one would list
  const std::string usual = usual_name(std::string(name));
  const bool known = std::find(names.begin(), names.end(), usual) != names.end();
  throw Error(Errc::BadUsage, fmt::format("there is no {} {}{}", what, quoted(name),
                                          known ? fmt::format("; did you mean '{}'?", usual)
                                                : did_you_mean(name, names, kFewNames)));
}

bool is_file(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && !S_ISDIR(status.st_mode);
}

}  // namespace bview
