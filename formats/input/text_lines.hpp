// SPDX-License-Identifier: MIT
// formats/input/text_lines.hpp - a text, a line at a time.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <bview/core/source.hpp>
#include <bview/formats/input/characters.hpp>

namespace bview {

/// Lines end with LF, CR or both, or with the text.
class TextLines {
 public:
  /// No more than `longest` characters of a line are held.
  TextLines(Source& source, std::size_t longest) : characters_(source), longest_(longest) {}

  /// Goes on to the next line; false behind the last.
  [[nodiscard]] bool next();

  /// The line without its end, valid until the next one; nothing where it is too long, and then
  /// nothing can come behind it.
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] bool too_long() const { return too_long_; }
  /// Its number, from 1; behind the last, that of one more.
  [[nodiscard]] std::int64_t number() const { return number_; }

 private:
  Characters characters_;
  std::size_t longest_;
  std::string_view text_{};
  std::int64_t number_ = 0;
  bool too_long_ = false;
  bool after_return_ = false;  // the line ended with CR, which an LF may belong to
};

}  // namespace bview
