// SPDX-License-Identifier: MIT
// formats/syntax/scanner.hpp - a place in a notation, and errors that point at it.

#pragma once

#include <cstddef>
#include <string_view>

#include <bview/core/quote.hpp>

namespace bview {

inline constexpr std::string_view kDecimalDigits = "0123456789";

/// Walks a text from left to right. The text outlives the scanner.
class Scanner {
 public:
  /// `notation` says what the text is, for errors: "format", "index".
  Scanner(std::string_view notation, std::string_view text)
      : Scanner(notation, text, text.size()) {}
  /// The same of a text that goes on behind `end`, as errors show.
  Scanner(std::string_view notation, std::string_view text, std::size_t end)
      : notation_(notation), text_(text), end_(end) {}

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] bool done() const { return at_ == end_; }
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_, end_ - at_); }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::string_view since(std::size_t from) const {
    return text_.substr(from, at_ - from);
  }

  /// True when a character of `set` comes next; false at the end.
  [[nodiscard]] bool sees(std::string_view set) const {
    return !done() && set.find(peek()) != std::string_view::npos;
  }

  /// The character that comes next; there must be one.
  [[nodiscard]] char peek() const { return text_[at_]; }

  /// Steps over `token` if it comes next.
  bool take(std::string_view token) {
    if (!rest().starts_with(token)) return false;
    at_ += token.size();
    return true;
  }

  /// Steps over the characters of `set` that come next, and gives them.
  std::string_view take_all(std::string_view set) {
    const std::size_t from = at_;
    while (sees(set)) ++at_;
    return since(from);
  }

  void skip_space() { take_all(" \t\n\r\v\f"); }
  void skip(std::size_t bytes) { at_ += bytes; }
  /// Goes on at byte `where`.
  void seek(std::size_t where) { at_ = where; }

  /// The caret is under byte `where`.
  [[noreturn]] void fail(std::size_t where, std::string_view reason) const {
    throw notation_error(notation_, text_, where, reason);
  }

 private:
  std::string_view notation_;
  std::string_view text_;
  std::size_t end_;
  std::size_t at_ = 0;
};

}  // namespace bview
