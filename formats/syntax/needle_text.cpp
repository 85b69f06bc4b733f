// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/syntax/needle_text.hpp>
#include <bview/formats/syntax/pattern_text.hpp>
#include <bview/formats/syntax/quoted_text.hpp>
#include <bview/formats/syntax/scanner.hpp>
#include <bview/formats/text/charset.hpp>

namespace bview {
namespace {

constexpr std::string_view kNotation = "pattern";
constexpr const char* kUtf8 = "utf8";
constexpr std::string_view kQuotes = "\"'";

NeedleText with_pattern(BytePattern pattern) {
  return {NeedleText::Is::Pattern, std::move(pattern), "", ""};
}

// --- texts ---------------------------------------------------------------------------------------

/// The text with its ASCII letters as `change` has them.
template <class Change>
std::string with_letters(std::string text, char first, const Change& change) {
  for (char& c : text) {
    if (c >= first && c < first + 26) c = change(c);
  }
  return text;
}

BytePattern pattern_of(std::string_view bytes) {
  BytePattern pattern;
  for (const char c : bytes) pattern.value.push_back(static_cast<std::byte>(c));
  pattern.mask.assign(bytes.size(), std::byte{0xff});
  return pattern;
}

/// Bytes that are either form of each letter: charsets tell them apart by one bit.
BytePattern either_case(const std::string& charset, const std::string& text) {
  const auto flipped = [](char c) { return static_cast<char>(c ^ 0x20); };
  const std::string small = to_charset(charset, with_letters(text, 'A', flipped));
  const std::string large = to_charset(charset, with_letters(text, 'a', flipped));
  BytePattern pattern = pattern_of(small);
  for (std::size_t k = 0; k < pattern.size() && small.size() == large.size(); ++k) {
    const auto changed = static_cast<std::byte>(small[k]) ^ static_cast<std::byte>(large[k]);
    if (std::popcount(std::to_integer<unsigned>(changed)) > 1) break;
    pattern.mask[k] = ~changed;
    pattern.value[k] &= ~changed;
    if (k + 1 == pattern.size()) return pattern;
  }
  throw Error(Errc::BadValue, fmt::format("--ignore-case does not know the letters of charset {}",
                                          quoted(charset)));
}

/// What begins with a mark would be found at the beginning of files alone.
void refuse_mark(const std::string& charset) {
  const bool marked = to_charset(charset, "a").size() > to_charset(charset, "aa").size() / 2;
  if (!marked) return;
  throw Error(Errc::BadValue,
              fmt::format("texts in {0} begin with a mark that tells their byte order; those in "
                          "{0}le and {0}be have none",
                          charset));
}

BytePattern pattern_in(const std::string& charset, const std::string& text, bool ignore_case) {
  refuse_mark(charset);
  if (ignore_case) return either_case(charset, text);
  return pattern_of(charset == kUtf8 ? text : to_charset(charset, text));
}

NeedleText read_text(Scanner& text, const std::string& charset, bool ignore_case) {
  const std::size_t begin = text.at();
  const std::string characters = read_quoted(text);
  if (!text.done()) text.fail(text.at(), "behind the text nothing else is expected");
  if (characters.empty()) text.fail(begin, "an empty text stands everywhere");
  return with_pattern(pattern_in(charset, characters, ignore_case));
}

// --- what is written as it is --------------------------------------------------------------------

/// What stands between quotes, the second of which ends the text.
std::string_view between_quotes(Scanner& text) {
  const std::size_t begin = text.at();
  const std::string_view all = text.rest();
  if (all.size() < 2 || all.back() != all.front()) {
    text.fail(begin, fmt::format("this {} is not closed", quoted(all.substr(0, 1))));
  }
  return all.substr(1, all.size() - 2);
}

NeedleText read_regex(Scanner& text) {
  const std::string_view expression = text.sees(kQuotes) ? between_quotes(text) : text.rest();
  if (expression.empty()) text.fail(text.at(), "here the expression is missing: ~\"ab+c\"");
  return {NeedleText::Is::Regex, {}, std::string(expression), ""};
}

NeedleText read_value(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos || text.size() == 2) {
    return {NeedleText::Is::Value, {}, std::string(text), ""};
  }
  return {NeedleText::Is::Range,
          {},
          std::string(text.substr(0, dots)),
          std::string(text.substr(dots + 2))};
}

}  // namespace

NeedleText parse_needle(std::string_view text, bool ignore_case) {
  Scanner scanner(kNotation, text);
  if (scanner.take("~")) return read_regex(scanner);
  const std::size_t quote = text.find_first_of(kQuotes);
  const std::string prefix(text.substr(0, std::min(quote, text.size())));
  const bool closed =
      quote != std::string_view::npos && quote + 1 < text.size() && text.back() == text[quote];
  if (quote == std::string_view::npos || (quote > 0 && !closed)) {
    if (text.empty()) scanner.fail(0, "an empty text stands everywhere");
    return read_value(text);
  }
  scanner.skip(quote);
  if (prefix == "x") return with_pattern(byte_pattern_in(between_quotes(scanner)));
  const std::string charset = prefix.empty() ? kUtf8 : prefix;
  if (!is_charset(charset)) {
    scanner.fail(0, fmt::format("there is no charset {}; x\"...\" are bytes, ~\"...\" an "
                                "expression, utf16le\"...\" a text",
                                quoted(charset)));
  }
  return read_text(scanner, charset, ignore_case);
}

BytePattern text_pattern(const std::string& text, bool ignore_case) {
  return pattern_in(kUtf8, text, ignore_case);
}

}  // namespace bview
