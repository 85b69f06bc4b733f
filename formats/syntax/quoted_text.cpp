// SPDX-License-Identifier: MIT

#include <algorithm>
#include <charconv>
#include <iterator>

#include <bview/formats/syntax/quoted_text.hpp>

namespace bview {
namespace {

struct QuotedEscape {
  char letter;
  char byte;
};
constexpr QuotedEscape kQuotedEscapes[] = {{'"', '"'},  {'\'', '\''}, {'\\', '\\'}, {'0', '\0'},
                                           {'t', '\t'}, {'n', '\n'},  {'r', '\r'}};

/// What stands behind a backslash.
char read_escape(Scanner& text, std::size_t where) {
  constexpr std::size_t kHexDigits = 2;
  if (text.take("x")) {
    const std::string_view digits = text.rest().substr(0, kHexDigits);
    unsigned char byte = 0;
    constexpr int kHex = 16;
    const auto [end, status] =
        std::from_chars(digits.data(), digits.data() + digits.size(), byte, kHex);
    if (status != std::errc{} || end != digits.data() + kHexDigits) {
      text.fail(where, "a byte is written \\x and two hex digits");
    }
    text.skip(kHexDigits);
    return static_cast<char>(byte);
  }
  const auto* const found =
      text.done()
          ? std::end(kQuotedEscapes)
          : std::find_if(std::begin(kQuotedEscapes), std::end(kQuotedEscapes),
                         [&](const QuotedEscape& each) { return each.letter == text.peek(); });
  if (found == std::end(kQuotedEscapes)) {
    text.fail(where, "a backslash begins \\\" \\\\ \\0 \\t \\n \\r or \\xNN");
  }
  text.skip(1);
  return found->byte;
}

}  // namespace

std::string read_quoted(Scanner& text) {
  const std::size_t begin = text.at();
  const char quote = text.peek();
  text.skip(1);
  std::string bytes;
  while (!text.done() && text.peek() != quote) {
    const std::size_t where = text.at();
    const char c = text.peek();
    text.skip(1);
    bytes += c == '\\' ? read_escape(text, where) : c;
  }
  if (text.done())
    text.fail(begin, quote == '"' ? "this '\"' is not closed" : "this \"'\" is not closed");
  text.skip(1);
  return bytes;
}

}  // namespace bview
