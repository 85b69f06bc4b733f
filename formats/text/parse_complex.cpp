// SPDX-License-Identifier: MIT

#include <cstddef>

#include <bview/formats/text/parse_complex.hpp>

namespace bview {
namespace {

/// Where the first part ends: at a sign that does not belong to an exponent.
std::size_t end_of_first_part(std::string_view text) {
  const bool hex = text.find_first_of("xX") <= 2;  // then e is a digit
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] != '+' && text[at] != '-') continue;
    const char before = text[at - 1];
    const bool exponent =
        before == 'p' || before == 'P' || (!hex && (before == 'e' || before == 'E'));
    if (!exponent) return at;
  }
  return text.size();
}

/// The factor of a bare j is 1.
std::string_view or_one(std::string_view factor) {
  if (factor.empty() || factor == "+") return "1";
  return factor == "-" ? "-1" : factor;
}

}  // namespace

ComplexText split_complex(std::string_view text) {
  if (text.size() > 2 && text.starts_with('(') && text.ends_with(')')) {
    text = text.substr(1, text.size() - 2);
  }
  if (!text.ends_with('j') && !text.ends_with('J')) return {.re = text};
  text.remove_suffix(1);
  const std::size_t split = end_of_first_part(text);
  if (split == text.size()) return {.im = or_one(text)};
  return {.re = text.substr(0, split), .im = or_one(text.substr(split))};
}

}  // namespace bview
