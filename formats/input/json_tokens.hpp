// SPDX-License-Identifier: MIT
// formats/input/json_tokens.hpp - JSON cut into tokens.
//
// Numbers stay text, so that none is too large or too long: who knows the type reads
// them. Strings come without quotes and escapes. Only one token is kept at a time.
//
// Source: RFC 8259.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/source.hpp>
#include <bview/formats/text/quick_digits.hpp>

namespace bview {

enum class JsonKind : std::uint8_t {
  BeginArray,
  EndArray,
  BeginObject,
  EndObject,
  Comma,
  Colon,
  String,
  Number,
  True,
  False,
  Null,
  TooLong,  ///< what has no end, as far as anybody looks; its text says so
  End,      ///< of the input
};

struct JsonToken {
  JsonKind kind;
  std::string_view text;  ///< as it stands; of a string, what it means in UTF-8
};

class JsonTokens {
 public:
  /// Strings, numbers and words of more than `longest` characters are no tokens of use.
  JsonTokens(Source& source, std::size_t longest) : source_(source), longest_(longest) {}

  /// The token that comes next, which stays; its text is valid until it is taken and
  /// peek() called again. Behind the last there is End, again and again.
  /// \throws Error{Errc::BadValue} naming the line where the input is no JSON.
  [[nodiscard]] const JsonToken& peek() {
    if (!ready_) read();
    return token_;
  }

  /// Steps over the token that peek() gave.
  void skip() { ready_ = false; }

  /// The line that the present token begins in, from 1.
  [[nodiscard]] std::int64_t line() const { return line_; }

  /// Behind skip(): the text of the tokens to come that was read by now. Behind it is the slack of
  /// quick_digits.hpp.
  [[nodiscard]] std::string_view unread() const { return {buffer_.data() + at_, end_ - at_}; }
  /// Steps over whole tokens of it, with so many ends of lines among them.
  void skip_text(std::size_t characters, std::int64_t lines) {
    at_ += characters;
    line_ += lines;
  }

  /// How many bytes of the input end with the token that peek() gave last.
  [[nodiscard]] std::int64_t offset() const {
    return taken_ - static_cast<std::int64_t>(end_ - at_);
  }

 private:
  [[noreturn]] void fail(const std::string& reason) const;
  [[nodiscard]] bool fill();
  [[nodiscard]] bool at_end() { return at_ == end_ && !fill(); }
  [[nodiscard]] char take();
  [[nodiscard]] bool collect(std::size_t count);
  [[nodiscard]] JsonToken too_long();

  void read();
  void skip_space();
  [[nodiscard]] JsonToken read_string();
  void read_escape();
  [[nodiscard]] std::uint32_t read_unit();
  [[nodiscard]] JsonToken read_word();

  Source& source_;
  std::size_t longest_;
  std::vector<char> buffer_ = std::vector<char>(kQuickSlack);  // and the slack
  std::size_t at_ = 0;                                         // in the buffer: the next character
  std::size_t end_ = 0;     // in the buffer: behind the last character read
  std::int64_t taken_ = 0;  // from the source, by now
  std::int64_t line_ = 1;
  std::string text_{};  // of a token that was put together
  JsonToken token_{JsonKind::End, ""};
  bool ready_ = false;  // token_ has not been skipped
};

}  // namespace bview
