// SPDX-License-Identifier: MIT

#include <charconv>
#include <system_error>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/utf8.hpp>
#include <bview/formats/parts/python_literal.hpp>
#include <bview/formats/syntax/scanner.hpp>

namespace bview {
namespace {

using Kind = PythonValue::Kind;

constexpr int kMaxDepth = 64;

struct PythonWord {
  std::string_view text;
  Kind kind;
  std::int64_t number;
};
constexpr PythonWord kPythonWords[] = {
    {"True", Kind::Truth, 1}, {"False", Kind::Truth, 0}, {"None", Kind::None, 0}};

struct Bracket {
  std::string_view open;
  std::string_view close;
  Kind kind;
};
constexpr Bracket kBrackets[] = {
    {"[", "]", Kind::List}, {"(", ")", Kind::Tuple}, {"{", "}", Kind::Dict}};

struct PythonEscape {
  char letter;
  char meaning;
};
constexpr PythonEscape kPythonEscapes[] = {{'\\', '\\'}, {'\'', '\''}, {'"', '"'},
                                           {'n', '\n'},  {'r', '\r'},  {'t', '\t'}};

/// How many hexadecimal digits stand behind \x, \u and \U; 0 for other letters.
int digits_behind(char letter) {
  if (letter == 'x') return 2;
  if (letter == 'u') return 4;
  return letter == 'U' ? 8 : 0;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : scan_("literal", text) {}

  PythonValue parse() {
    PythonValue value = value_at(0);
    scan_.skip_space();
    if (!scan_.done()) fail("nothing may follow the value");
    return value;
  }

 private:
  [[noreturn]] void fail(const char* reason) const {
    throw Error(Errc::BadValue, reason, scan_.at());
  }

  PythonValue value_at(int depth) {
    if (depth > kMaxDepth) fail("values lie too deep in one another");
    scan_.skip_space();
    for (const Bracket& bracket : kBrackets) {
      if (scan_.sees(bracket.open)) return inside(bracket, depth);
    }
    for (const PythonWord& word : kPythonWords) {
      const std::size_t where = scan_.at();
      if (scan_.take(word.text)) return {word.kind, where, word.number};
    }
    return scan_.sees("'\"") ? text_value() : integer();
  }

  PythonValue inside(const Bracket& bracket, int depth) {
    PythonValue value{bracket.kind, scan_.at()};
    scan_.take(bracket.open);
    bool comma = false;
    for (;;) {
      scan_.skip_space();
      if (scan_.take(bracket.close)) break;
      if (!value.values.empty() && !comma) fail("a comma or a bracket is missing");
      value.values.push_back(value_at(depth + 1));
      if (bracket.kind == Kind::Dict) {
        scan_.skip_space();
        if (!scan_.take(":")) fail("a colon is missing");
        value.values.push_back(value_at(depth + 1));
      }
      scan_.skip_space();
      comma = scan_.take(",");
    }
    // (3) is 3, and only (3,) a tuple.
    if (bracket.kind == Kind::Tuple && value.values.size() == 1 && !comma) {
      PythonValue only = std::move(value.values.front());
      return only;
    }
    return value;
  }

  PythonValue integer() {
    PythonValue value{Kind::Integer, scan_.at()};
    const std::string_view rest = scan_.rest();
    const auto [end, problem] =
        std::from_chars(rest.data(), rest.data() + rest.size(), value.number);
    if (problem != std::errc()) fail("no value of Python's stands there");
    scan_.skip(static_cast<std::size_t>(end - rest.data()));
    scan_.take("L");  // as Python 2 wrote them
    return value;
  }

  PythonValue text_value() {
    PythonValue value{Kind::Text, scan_.at()};
    const char quote = scan_.peek();
    scan_.skip(1);
    while (!scan_.done() && scan_.peek() != quote) {
      const char c = scan_.peek();
      scan_.skip(1);
      if (c == '\\') {
        append_escape(value.text);
      } else {
        value.text += c;
      }
    }
    if (scan_.done()) fail("the text has no end");
    scan_.skip(1);
    return value;
  }

  void append_escape(std::string& text) {
    if (scan_.done()) fail("the text has no end");
    const char letter = scan_.peek();
    scan_.skip(1);
    for (const PythonEscape& escape : kPythonEscapes) {
      if (escape.letter == letter) return void(text += escape.meaning);
    }
    const auto digits = static_cast<std::size_t>(digits_behind(letter));
    if (digits == 0) return void((text += '\\') += letter);
    const std::string_view rest = scan_.rest().substr(0, digits);
    std::uint32_t point = 0;
    char encoded[4];
    const auto [end, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), point, 16);
    if (problem != std::errc() || end != rest.data() + digits || point > 0x10ffff ||
        (point >= 0xd800 && point < 0xe000)) {
      fail("no character has this number");
    }
    scan_.skip(digits);
    text.append(encoded, utf8::encode(static_cast<char32_t>(point), encoded));
  }

  Scanner scan_;
};

}  // namespace

const PythonValue* PythonValue::find(std::string_view key) const {
  for (std::size_t k = 0; k + 1 < values.size(); k += 2) {
    if (values[k].kind == Kind::Text && values[k].text == key) return &values[k + 1];
  }
  return nullptr;
}

PythonValue parse_python(std::string_view text) { return Parser(text).parse(); }

}  // namespace bview
