// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include <bview/core/utf8.hpp>
#include <bview/formats/syntax/reading_arguments.hpp>
#include <bview/formats/text/datum.hpp>
#include <bview/formats/text/parse_integer.hpp>

namespace bview {
namespace {

struct ArgumentEscape {
  char letter;
  char byte;
};
constexpr ArgumentEscape kArgumentEscapes[] = {{'n', '\n'}, {'r', '\r'}, {'t', '\t'},
                                               {'0', '\0'}, {'"', '"'},  {'\\', '\\'}};

/// A number, or a range of them.
struct NumbersIn {
  Ratio low;
  Ratio high;
};

std::optional<NumbersIn> numbers_in(std::string_view text) {
  const std::size_t dots = text.find("..");
  const auto low = ratio_in(text.substr(0, dots));
  if (!low || dots == text.npos) return low ? std::optional(NumbersIn{*low, *low}) : std::nullopt;
  const auto high = ratio_in(text.substr(dots + 2));
  return high ? std::optional(NumbersIn{*low, *high}) : std::nullopt;
}

bool is_number(const ArgumentText& part) { return !part.quoted && numbers_in(part.text); }

}  // namespace

/// Behind the opening quote.
std::string ReadingArgumentReader::quoted_text() {
  const std::size_t begin = text_.at() - 1;
  std::string text;
  while (!text_.take("\"")) {
    if (text_.done()) text_.fail(begin, "this quote is not closed");
    const std::size_t where = text_.at();
    const char c = text_.peek();
    text_.skip(1);
    if (c != '\\') {
      text += c;
      continue;
    }
    const char letter = text_.done() ? '\0' : text_.peek();
    const std::string_view digits = text_.rest().substr(0, 3);
    const auto* escape =
        std::find_if(std::begin(kArgumentEscapes), std::end(kArgumentEscapes),
                     [&](const ArgumentEscape& row) { return row.letter == letter; });
    if (escape != std::end(kArgumentEscapes) && !text_.done()) {
      text += escape->byte;
      text_.skip(1);
    } else if (digits.size() == 3 && letter == 'x' && digit_value(digits[1]) < 16 &&
               digit_value(digits[2]) < 16) {
      text += static_cast<char>(digit_value(digits[1]) << 4U | digit_value(digits[2]));
      text_.skip(3);
    } else {
      text_.fail(where, R"(in quotes a backslash is the start of \" \\ \n \r \t \0 or \xnn)");
    }
  }
  return text;
}

ArgumentText ReadingArgumentReader::next(std::string_view ends) {
  text_.skip_space();
  ArgumentText part{"", false, text_.at()};
  if (text_.take("\"")) {
    part.quoted = true;
    part.text = quoted_text();
    text_.skip_space();
    if (!text_.sees(ends)) text_.fail(text_.at(), "behind a quoted text comes ',' or ')'");
    return part;
  }
  while (!text_.done() && !text_.sees(ends)) {
    const utf8::Decoded character = utf8::decode(text_.rest());
    if (character.size == 0) text_.fail(text_.at(), "this byte is not UTF-8, as a name has to be");
    if (utf8::is_control(character.code) && text_.peek() != '\n' && text_.peek() != '\t') {
      text_.fail(text_.at(), "a name holds no control characters");
    }
    if (text_.sees("()[]{}\"")) text_.fail(text_.at(), "such a character stands in quotes here");
    text_.skip(character.size);
  }
  std::string_view text = text_.since(part.where);
  const std::size_t end = text.find_last_not_of(" \t\n\r\v\f");
  part.text = text.substr(0, end + 1);
  if (text_.done()) text_.fail(part.where, "the parenthesis in front of this is not closed");
  if (part.text.empty()) text_.fail(part.where, "an argument is missing here");
  return part;
}

void ReadingArgumentReader::check_limits(const Ratio& value, std::size_t where) const {
  if (!limits_) return;
  const auto& [least, most] = *limits_;
  if (value.numerator >= least && value.numerator <= most) return;
  text_.fail(where, fmt::format("the type holds {}..{}", decimal_text(least), decimal_text(most)));
}

ReadingChoice ReadingArgumentReader::choice(bool masks, bool texts) {
  const ArgumentText first = next(",=)");
  if (!text_.take("=")) {
    text_.fail(text_.at(), fmt::format("a number and its name have '=' between them: '{}'",
                                       masks ? "flags(exec=1,write=2)" : "enum(0=none,1=file)"));
  }
  const ArgumentText second = next(",)");
  const bool first_is_key = is_number(first) || (texts && first.quoted && !is_number(second));
  const ArgumentText& key = first_is_key ? first : second;
  const ArgumentText& name = first_is_key ? second : first;
  ReadingChoice choice;
  choice.name = name.text;
  if (name.text.empty()) text_.fail(name.where, "a name has characters");
  if (texts) {
    if (!key.quoted)
      text_.fail(key.where, "the values of a text stand in quotes: enum(\"RIFF\"=wav)");
    choice.key = key.text;
    return choice;
  }
  const auto numbers = key.quoted ? std::nullopt : numbers_in(key.text);
  if (!numbers || numbers->low.denominator != 1 || numbers->high.denominator != 1) {
    text_.fail(key.where, "this is no integer, nor is what stands on the other side of the '='");
  }
  choice.low = numbers->low;
  choice.high = numbers->high;
  if (masks && (choice.low != choice.high || choice.low.numerator.negative)) {
    text_.fail(key.where, "a flag is one number from 0 on, the bits that it has");
  }
  if (compare(choice.high, choice.low) < 0)
    text_.fail(key.where, "this range ends before it begins");
  check_limits(choice.low, key.where);
  check_limits(choice.high, key.where);
  return choice;
}

ReadingChoice ReadingArgumentReader::value() {
  const ArgumentText part = next(",)");
  ReadingChoice choice;
  const auto numbers = part.quoted ? std::nullopt : numbers_in(part.text);
  if (part.quoted) {
    choice.key = part.text;
  } else if (!numbers) {
    choice.name = part.text;
  } else {
    choice.low = numbers->low;
    choice.high = numbers->high;
    if (compare(choice.high, choice.low) < 0) {
      text_.fail(part.where, "this range ends before it begins");
    }
  }
  return choice;
}

Ratio ReadingArgumentReader::factor() {
  const ArgumentText part = next(",)");
  const std::size_t slash = part.text.find('/');
  const auto numerator = ratio_in(std::string_view(part.text).substr(0, slash));
  const auto denominator = slash == std::string::npos
                               ? std::optional(Ratio{{1, false}, 1})
                               : ratio_in(std::string_view(part.text).substr(slash + 1));
  const auto value = numerator && denominator ? divided(*numerator, *denominator) : std::nullopt;
  if (!value || part.quoted) {
    text_.fail(part.where, "this is no number of at most 38 digits, like 0.01 or 1/65536");
  }
  return *value;
}

std::string ReadingArgumentReader::character() {
  const ArgumentText part = next(",)");
  if (part.quoted && !part.text.empty()) return part.text;
  const auto number = part.quoted ? std::nullopt : integer_in(part.text);
  if (!number || number->negative || number->magnitude > 255) {
    text_.fail(part.where, "this is neither a byte, 0 to 0xff, nor a character in quotes");
  }
  return std::string(1, static_cast<char>(static_cast<unsigned char>(number->magnitude)));
}

ArgumentText ReadingArgumentReader::word() { return next(",)"); }

Field ReadingArgumentReader::bits() {
  text_.skip_space();
  const std::size_t where = text_.at();
  Field field;
  if (!text_.sees(":")) field.name = next(":,)").text;
  if (!text_.take(":")) {
    text_.fail(text_.at(), "a bit field is a name, ':' and its bits: 'bits(ready:1, :3, mode:4)'");
  }
  const ArgumentText width = next(",)");
  const auto number = width.quoted ? std::nullopt : integer_in(width.text);
  if (!number || number->magnitude == 0 || number->magnitude > 128) {
    text_.fail(width.where, "a bit field has 1 to 128 bits; with '-' in front it is signed");
  }
  if (field.name.find_first_of(".[:") != std::string::npos) {
    text_.fail(where, "the name of a bit field holds no '.', '[' or ':'");
  }
  field.bits = BitRange{0, static_cast<int>(number->magnitude), number->negative};
  return field;
}

std::string argument_text(std::string_view text, bool always_quoted) {
  const bool plain = text.find_first_of(",=()[]{}\"\\:\n\t") == text.npos &&
                     !text.starts_with(' ') && !text.ends_with(' ') && !numbers_in(text) &&
                     std::none_of(text.begin(), text.end(), [](char c) {
                       const auto byte = static_cast<unsigned char>(c);
                       return byte < 0x20 || byte >= 0x7f;
                     });
  if (plain && !always_quoted) return std::string(text);
  std::string result = "\"";
  for (std::string_view rest = text; !rest.empty();) {
    const utf8::Decoded next = utf8::decode(rest);
    const std::size_t size = std::max<std::size_t>(next.size, 1);
    if (rest.front() == '"' || rest.front() == '\\') {
      result += '\\';
      result += rest.front();
    } else if (next.size == 0 || utf8::is_control(next.code)) {
      for (const char c : rest.substr(0, size)) {
        result += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
      }
    } else {
      result += rest.substr(0, size);
    }
    rest.remove_prefix(size);
  }
  return result + '"';
}

}  // namespace bview
