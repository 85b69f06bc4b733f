// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/utf8.hpp>
#include <bview/formats/input/json_tokens.hpp>
#include <bview/formats/input/limits.hpp>
#include <bview/formats/text/parse_integer.hpp>

namespace bview {
namespace {

struct Mark {
  char character;
  JsonKind kind;
};
constexpr Mark kMarks[] = {{'[', JsonKind::BeginArray},  {']', JsonKind::EndArray},
                           {'{', JsonKind::BeginObject}, {'}', JsonKind::EndObject},
                           {',', JsonKind::Comma},       {':', JsonKind::Colon}};

struct Literal {
  std::string_view text;
  JsonKind kind;
};
constexpr Literal kLiterals[] = {
    {"true", JsonKind::True}, {"false", JsonKind::False}, {"null", JsonKind::Null}};

struct EscapeLetter {
  char letter;
  char meaning;
};
constexpr EscapeLetter kEscapes[] = {{'"', '"'},  {'\\', '\\'}, {'/', '/'},  {'b', '\b'},
                                     {'f', '\f'}, {'n', '\n'},  {'r', '\r'}, {'t', '\t'}};

/// Letters, digits, and what else a number has.
bool is_word_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
         c == '+' || c == '.';
}

/// A character that a string may hold as it is.
bool is_plain(char c) { return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// Steps over digits; false when there are none.
bool take_digits(std::string_view& text) {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  text.remove_prefix(count);
  return count > 0;
}

bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.starts_with('0')) {
    text.remove_prefix(1);
  } else if (!take_digits(text)) {
    return false;
  }
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (!take_digits(text)) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    take_sign(text);
    if (!take_digits(text)) return false;
  }
  return text.empty();
}

std::string why_no_word(std::string_view word) {
  for (const std::string_view special : {"NaN", "Infinity", "-Infinity"}) {
    if (word == special) return fmt::format("{0} is no JSON; write null or \"{0}\"", word);
  }
  return fmt::format("{} is no JSON", quoted(word));
}

}  // namespace

// --- characters ----------------------------------------------------------------------------------

void JsonTokens::fail(const std::string& reason) const {
  throw Error(Errc::BadValue, fmt::format("line {}: {}", line_, reason));
}

bool JsonTokens::fill() {
  constexpr std::size_t kChunk = std::size_t{64} << 10U;
  buffer_.resize(kChunk + kQuickSlack);
  at_ = 0;
  end_ = source_.read(std::span(buffer_).first(kChunk));
  buffer_[end_] = '\0';
  taken_ += static_cast<std::int64_t>(end_);
  return end_ > 0;
}

/// The next character, inside a string.
char JsonTokens::take() {
  if (at_end()) fail("the input ends inside a string");
  return buffer_[at_++];
}

/// Moves characters into the text of the token; false when it gets too long.
bool JsonTokens::collect(std::size_t count) {
  if (text_.size() + count > longest_) return false;
  text_ += unread().substr(0, count);
  at_ += count;
  return true;
}

JsonToken JsonTokens::too_long() {
  text_ = longest_ < kLongestText ? fmt::format("a text of more than {} characters", longest_)
                                  : why_too_long(longest_);
  return {JsonKind::TooLong, text_};
}

// --- tokens --------------------------------------------------------------------------------------

void JsonTokens::skip_space() {
  for (; !at_end() && is_space(buffer_[at_]); ++at_) {
    if (buffer_[at_] == '\n') ++line_;
  }
}

void JsonTokens::read() {
  text_.clear();
  skip_space();
  if (at_end()) {
    token_ = {JsonKind::End, "the end of the input"};
  } else if (const char c = buffer_[at_]; c == '"') {
    token_ = read_string();
  } else if (is_word_character(c)) {
    token_ = read_word();
  } else {
    const auto* const mark = std::find_if(std::begin(kMarks), std::end(kMarks),
                                          [&](const Mark& row) { return row.character == c; });
    if (mark == std::end(kMarks))
      fail(fmt::format("{} is no JSON", quoted(std::string_view(&c, 1))));
    token_ = {mark->kind, {&mark->character, 1}};
    ++at_;
  }
  ready_ = true;
}

/// A number or a literal.
JsonToken JsonTokens::read_word() {
  while (!at_end()) {
    const std::string_view rest = unread();
    const auto end = std::find_if_not(rest.begin(), rest.end(), is_word_character);
    if (!collect(static_cast<std::size_t>(end - rest.begin()))) return too_long();
    if (end != rest.end()) break;
  }
  for (const Literal& literal : kLiterals) {
    if (text_ == literal.text) return {literal.kind, literal.text};
  }
  if (!is_number(text_)) fail(why_no_word(text_));
  return {JsonKind::Number, text_};
}

JsonToken JsonTokens::read_string() {
  ++at_;
  for (;;) {
    if (at_end()) fail("the input ends inside a string");
    const std::string_view rest = unread();
    const auto end = std::find_if_not(rest.begin(), rest.end(), is_plain);
    if (!collect(static_cast<std::size_t>(end - rest.begin()))) return too_long();
    if (end == rest.end()) continue;
    const char c = take();
    if (c == '"') break;
    if (c != '\\') fail("a control character in a string has to be escaped");
    read_escape();
  }
  if (!utf8::is_valid(text_)) fail("a string is not UTF-8");
  return {JsonKind::String, text_};
}

/// What stands behind a backslash.
void JsonTokens::read_escape() {
  const char letter = take();
  for (const EscapeLetter& row : kEscapes) {
    if (row.letter != letter) continue;
    text_ += row.meaning;
    return;
  }
  if (letter != 'u')
    fail(fmt::format("{} is no escape of JSON", quoted(std::string{'\\', letter})));
  char32_t code = read_unit();
  if (code >= 0xd800 && code < 0xdc00) {
    const bool paired = take() == '\\' && take() == 'u';
    const std::uint32_t low = paired ? read_unit() : 0;
    if (low < 0xdc00 || low > 0xdfff) fail("half a surrogate pair is no character");
    code = 0x10000 + ((code - 0xd800) << 10U) + (low - 0xdc00);
  } else if (code >= 0xdc00 && code <= 0xdfff) {
    fail("half a surrogate pair is no character");
  }
  std::array<char, 4> encoded;
  text_.append(encoded.data(), utf8::encode(code, encoded.data()));
}

/// The four hex digits of \uXXXX.
std::uint32_t JsonTokens::read_unit() {
  std::uint32_t unit = 0;
  for (int k = 0; k < 4; ++k) {
    const unsigned digit = digit_value(take());
    if (digit > 15) fail("\\u wants four hex digits behind it");
    unit = unit << 4U | digit;
  }
  return unit;
}

}  // namespace bview
