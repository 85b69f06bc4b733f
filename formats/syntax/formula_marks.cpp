// SPDX-License-Identifier: MIT

#include <bview/formats/syntax/formula_marks.hpp>
#include <bview/formats/syntax/words.hpp>

namespace bview {
namespace {

bool is_word_character(char c) { return !leading_run(std::string_view(&c, 1)).empty(); }

/// Whether the '+' or '-' at `at` stands between two numbers: not as a sign, and not in "3x-1".
bool is_between(std::string_view text, std::size_t at) {
  const std::size_t before = text.find_last_not_of(" \t\n\r\v\f", at == 0 ? 0 : at - 1);
  if (at == 0 || before == std::string_view::npos) return false;
  const char c = text[before];
  return (is_word_character(c) && c != 'x' && c != 'X') || c == ')' || c == ']';
}

}  // namespace

bool is_formula(std::string_view text) {
  constexpr std::string_view kMarks = "@$*/%<>&|^~?=!";
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (kMarks.find(text[at]) != std::string_view::npos) return true;
    if ((text[at] == '+' || text[at] == '-') && is_between(text, at)) return true;
    const std::string_view run = leading_run(text.substr(at));
    if (run.empty()) continue;
    const bool called = text.substr(at + run.size()).starts_with('(');
    if (run == "size" || called) return true;
    at += run.size() - 1;
  }
  return false;
}

std::size_t find_outside(std::string_view text, std::string_view separators, std::size_t from) {
  std::size_t depth = 0;
  for (std::size_t at = from; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') {
      for (++at; at < text.size() && text[at] != '"'; ++at) at += text[at] == '\\' ? 1U : 0U;
      continue;
    }
    if (depth == 0 && separators.find(c) != std::string_view::npos) return at;
    if (c == '(' || c == '[') ++depth;
    if ((c == ')' || c == ']') && depth > 0) --depth;
  }
  return std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kFormatBlanks);
  if (first == std::string_view::npos) return "";
  return text.substr(first, text.find_last_not_of(kFormatBlanks) + 1 - first);
}

}  // namespace bview
