// SPDX-License-Identifier: MIT
// app/words.hpp - words that are typed: one of a few, a name in a table, a notation.

#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>

namespace bview {

/// What `parse` reads behind an option; its errors name the option.
template <class Parse>
[[nodiscard]] auto parsed(const char* option, const std::string& text, const Parse& parse) {
  try {
    return parse(text);
  } catch (const Error& error) {
    throw Error(error.code(), std::string(option) + ": " + error.what(), error.where());
  }
}

/// One of a few words; `option` is for the message.
/// \throws Error{Errc::BadUsage} with a suggestion.
[[nodiscard]] std::size_t choose(const std::string& word, const char* option,
                                 const std::vector<std::string>& words);

/// Refuses a type of od's as an output form, x1 or u4z, with what it is here.
void refuse_type_as_form(std::string_view form);

/// Says that there is no `what` of that name, and suggests one of `names`.
[[noreturn]] void refuse_name(std::string_view name, const char* what,
                              const std::vector<std::string>& names);

/// The names of a table.
template <class Table>
[[nodiscard]] std::vector<std::string> names_of(const Table& table) {
  std::vector<std::string> names;
  names.reserve(std::size(table));
  for (const auto& line : table) names.emplace_back(line.name);
  return names;
}

/// Whether a word that is typed is the path of something that can be read.
[[nodiscard]] bool is_file(const std::string& path);

}  // namespace bview
