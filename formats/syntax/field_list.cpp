// SPDX-License-Identifier: MIT

#include <algorithm>
#include <optional>

#include <bview/formats/syntax/field_list.hpp>
#include <bview/formats/syntax/format_types.hpp>
#include <bview/formats/syntax/words.hpp>

namespace bview {
namespace {

/// Gives the characters that stand outside of quotes and brackets, one after another.
class OuterCharacters {
 public:
  /// `plain`: quotes and brackets are characters like all others.
  OuterCharacters(std::string_view text, bool plain) : text_(text), plain_(plain) {}

  /// Where the next one stands; nothing at the end, or at a brace that nothing opened: a name may
  /// have other brackets in it.
  std::optional<std::size_t> next() {
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (plain_) return at_++;
      if (quoted_) {
        if (c == '\\' && at_ + 1 < text_.size()) ++at_;
        quoted_ = c != '"';
      } else if (c == '"') {
        quoted_ = true;
      } else if (c == '(' || c == '[' || c == '{') {
        ++depth_;
      } else if (c == '}' && depth_ == 0) {
        return std::nullopt;
      } else if ((c == ')' || c == ']' || c == '}') && depth_ > 0) {
        --depth_;
      } else if (depth_ == 0) {
        return at_++;
      }
    }
    return std::nullopt;
  }
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] bool open() const { return quoted_ || depth_ > 0; }

 private:
  std::string_view text_;
  bool plain_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  bool quoted_ = false;
};

bool is_separator(char c) { return c == ',' || c == ';' || c == '\n'; }

/// Without byte orders, blanks and a count in front.
std::string_view after_count(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of("@^=<>! 0123456789"), text.size()));
  return text;
}

bool is_letter(char c) {
  return c == 'x' || c == 'Z' || find_letter(c, true) != nullptr ||
         find_letter(c, false) != nullptr;
}

bool reads_as_letters(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == ' ';
  });
}

bool reads_as_types(std::string_view text) {
  text = after_count(text);
  return find_word(text).has_value() || reads_as_letters(text);
}

bool begins_with_type(std::string_view text) {
  text = after_count(text);
  if (text.empty()) return false;
  if (text.front() == '(' || text.front() == '[' || text.starts_with("T{")) return true;
  const std::string_view run = leading_run(text);
  return find_word(run).has_value() || find_complex(run) != nullptr ||
         (run.size() == 1 && is_letter(run.front()));
}

/// Whether a quote or bracket is never closed: a name may have one in it.
bool is_open(std::string_view text) {
  OuterCharacters outer(text, false);
  while (outer.next()) {
  }
  return outer.open();
}

}  // namespace

bool is_field_list(std::string_view text) {
  OuterCharacters outer(text, is_open(text));
  bool colon = false;
  for (auto at = outer.next(); at; at = outer.next()) {
    if (text[*at] == ':' && colon) return false;
    if (text[*at] == ':') colon = true;
    if (is_separator(text[*at]) && colon) return true;
  }
  return colon;
}

std::size_t pair_size(std::string_view text) {
  OuterCharacters outer(text, false);
  for (auto at = outer.next(); at; at = outer.next()) {
    if (is_separator(text[*at])) return *at;
  }
  return outer.at();
}

bool is_swapped(std::string_view name, std::string_view type) {
  return !type.starts_with(' ') && reads_as_types(name) && !begins_with_type(type);
}

}  // namespace bview
