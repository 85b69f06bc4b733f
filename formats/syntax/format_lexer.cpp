// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include <bview/core/quote.hpp>
#include <bview/core/utf8.hpp>
#include <bview/core/view.hpp>
#include <bview/formats/syntax/format_lexer.hpp>
#include <bview/formats/syntax/formula_marks.hpp>
#include <bview/formats/syntax/other_notations.hpp>
#include <bview/formats/syntax/words.hpp>

namespace bview {
namespace {

constexpr Mode kModes[] = {
    {'@', std::nullopt, true, true},     {'^', std::nullopt, true, false},
    {'=', std::nullopt, false, false},   {'<', ByteOrder::Little, false, false},
    {'>', ByteOrder::Big, false, false}, {'!', ByteOrder::Big, false, false},
};
constexpr std::string_view kBlanks = " \t\r\v\f";
constexpr std::string_view kSeparators = ",;";
constexpr std::string_view kSigns = "@^=<>!";

}  // namespace

const Mode& mode_of(char sign) {
  return *std::find_if(std::begin(kModes), std::end(kModes),
                       [sign](const Mode& mode) { return mode.sign == sign; });
}

void FormatLexer::read_orders() {
  for (skip_space(); sees(kSigns); skip_space()) {
    mode_ = &mode_of(peek());
    follows_file_ = false;
    ++orders_;
    skip(1);
  }
}

Typed<std::string_view> FormatLexer::read_bracketed(std::string_view close) {
  const std::size_t where = at();
  const std::size_t end = find_outside(rest(), close, 1);
  if (end == std::string_view::npos) fail(where, fmt::format("this '{}' is not closed", peek()));
  const Typed<std::string_view> inside{rest().substr(1, end - 1), where + 1};
  skip(end + 1);
  return inside;
}

std::optional<Typed<Lengths>> FormatLexer::read_shape() {
  const std::size_t where = at();
  if (!take("(")) return std::nullopt;
  Lengths shape;
  do {
    skip_space();
    if (shape.size() == kMaxAxes) fail(at(), "a shape has 64 lengths at most");
    if (!sees(kDecimalDigits)) fail_in_shape(where);
    shape.push_back(read_number());
    skip_space();
  } while (take(","));
  if (!take(")")) fail_in_shape(where);
  return Typed<Lengths>{std::move(shape), where};
}

Lengths FormatLexer::read_lengths() {
  Lengths lengths;
  while (rest().size() > 1 && sees("[") &&
         kDecimalDigits.find(rest()[1]) != std::string_view::npos) {
    const std::size_t where = at();
    do {
      skip(1);  // "[", then ","
      if (lengths.size() == kMaxAxes) fail(at(), "a shape has 64 lengths at most");
      if (!sees(kDecimalDigits)) fail(at(), "lengths behind a type are numbers: '[2][3]'");
      lengths.push_back(read_number());
    } while (sees(","));
    if (!take("]")) fail(where, "this '[' is not closed");
  }
  return lengths;
}

void FormatLexer::fail_in_shape(std::size_t where) const {
  if (done()) fail(where, "this '(' is not closed");
  fail(at(), "a shape is lengths from 0 on: '(2,3)'");
}

std::optional<Typed<std::int64_t>> FormatLexer::read_count() {
  const std::size_t where = at();
  if (!sees(kDecimalDigits)) return std::nullopt;
  return Typed<std::int64_t>{read_number(), where};
}

std::int64_t FormatLexer::read_number() {
  const std::size_t where = at();
  const std::string_view digits = take_all(kDecimalDigits);
  std::int64_t number = 0;
  const auto status = std::from_chars(digits.data(), digits.data() + digits.size(), number).ec;
  if (status != std::errc{}) fail(where, "no number here goes beyond 9223372036854775807");
  return number;
}

std::optional<Typed<std::string_view>> FormatLexer::read_name() {
  skip_space();
  const std::size_t colon = at();
  if (!take(":")) return std::nullopt;
  const Typed<std::string_view> name = take_name();
  if (!take(":")) fail(colon, "the name that begins here ends with another ':'");
  if (name.value.empty()) fail(colon, "this name is empty");
  check_name(name);
  return name;
}

Typed<std::string_view> FormatLexer::read_list_name() {
  Typed<std::string_view> name = take_name();
  const std::size_t end = name.value.find_last_not_of(kBlanks);
  name.value = name.value.substr(0, end + 1);
  if (name.value.empty()) fail(name.where, "the name in front of this ':' is missing");
  check_name(name);
  skip(1);
  return name;
}

void FormatLexer::fail(std::size_t where, std::string_view reason) const {
  const std::string other = why_other_notation(text());
  if (other.empty()) Scanner::fail(where, reason);
  Scanner::fail(std::min(text().find_first_not_of(" \t\n"), text().size()), other);
}

Typed<std::string_view> FormatLexer::take_name() {
  const std::size_t where = at();
  while (!done() && !sees(":")) {
    const utf8::Decoded next = utf8::decode(rest());
    if (next.size == 0) fail(at(), "this byte is not UTF-8, as a name has to be");
    if (utf8::is_control(next.code)) fail(at(), "a name holds no control characters");
    skip(next.size);
  }
  return {since(where), where};
}

void FormatLexer::check_name(const Typed<std::string_view>& part) const {
  const auto& [name, where] = part;
  if (name.front() == ' ' || name.back() == ' ') {
    // Most often a colon behind an item that was to have no name.
    fail(where, fmt::format("{} begins or ends with a blank, as no name does; an item without a "
                            "name has no colon behind it",
                            quoted(name)));
  }
  // "i:f32 d:f32" is an int of the name "f32 d", but hardly meant so.
  const std::string_view word = leading_run(name);
  if (word.size() < name.size() && find_word(word)) {
    const std::string other = why_other_notation(text());
    if (!other.empty()) fail(where, other);
  }
  const std::size_t separator = name.find_first_of(kSeparators);
  if (separator != std::string_view::npos) {
    fail(where + separator, fmt::format("a name holds no '{}'; in a format names stand in colons "
                                        "and nothing between items, 'I:id: d:px:'; a list is "
                                        "'id: u32, px: f64'",
                                        name[separator]));
  }
}

}  // namespace bview
