// SPDX-License-Identifier: MIT
// formats/syntax/reading_arguments.hpp - what stands in the parentheses behind a reading's name.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/formats/syntax/scanner.hpp>

namespace bview {

/// A text of an argument, and how it was written.
struct ArgumentText {
  std::string text;
  bool quoted = false;
  std::size_t where = 0;
};

/// What the names of readings are made of.
inline constexpr std::string_view kReadingNameCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

/// The bases that text() names.
struct BaseName {
  std::string_view name;
  int base;
};
inline constexpr BaseName kBaseNames[] = {{"oct", 8}, {"dec", 10}, {"hex", 16}};

/// Reads arguments one after another.
class ReadingArgumentReader {
 public:
  /// `limits`: what the integers are that a choice may be of; nothing where it may be any.
  ReadingArgumentReader(Scanner& text, std::optional<std::pair<WideInteger, WideInteger>> limits)
      : text_(text), limits_(std::move(limits)) {}

  /// key=name or name=key.
  [[nodiscard]] ReadingChoice choice(bool masks, bool texts);
  /// A value, a range, a text.
  [[nodiscard]] ReadingChoice value();
  /// A decimal or a fraction.
  [[nodiscard]] Ratio factor();
  /// A character, or its number.
  [[nodiscard]] std::string character();
  /// A word or a quoted text.
  [[nodiscard]] ArgumentText word();
  /// "a:3", ":3", "a:-3"; a hole has no name.
  [[nodiscard]] Field bits();

 private:
  [[nodiscard]] ArgumentText next(std::string_view ends);
  [[nodiscard]] std::string quoted_text();
  void check_limits(const Ratio& value, std::size_t where) const;

  Scanner& text_;
  std::optional<std::pair<WideInteger, WideInteger>> limits_;
};

/// A text as an argument: bare where that reads as the same, else in quotes.
[[nodiscard]] std::string argument_text(std::string_view text, bool always_quoted);

}  // namespace bview
