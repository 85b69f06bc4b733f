// SPDX-License-Identifier: MIT

#include "app/needles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/questions/names.hpp>
#include <bview/formats/questions/question.hpp>
#include <bview/formats/syntax/needle_text.hpp>
#include <bview/formats/syntax/question_text.hpp>

#include "app/terminal.hpp"
#include "app/values.hpp"

namespace bview {
namespace {

/// The one value that an item has.
struct OnlyValue {
  Field field{};
  std::int64_t offset = 0;  ///< in the item
};
OnlyValue only_value(const Layout& layout) {
  if (leaf_count(layout) != 1) {
    throw Error(Errc::BadUsage,
                fmt::format("a value to find is of one field, and the items have {}; --fields "
                            "takes one, and 'bview dump --where' asks about several",
                            count_text(leaf_count(layout), "value")));
  }
  OnlyValue only;
  for_each_leaf(layout, [&](const Leaf& leaf) { only = {leaf.field, leaf.offset}; });
  return only;
}

bool is_text(const Field& field) {
  const Kind kind = info(field.type).kind;
  return kind == Kind::Bytes || kind == Kind::Characters;
}

class ValueNeedles {
 public:
  ValueNeedles(const Layout& layout, const Options& options)
      : layout_(layout), options_(options), only_(only_value(layout)) {}

  [[nodiscard]] NeedlePtr needle(const NeedleText& text, const std::string& typed) const {
    if (text.is == NeedleText::Is::Range && !is_text(only_.field)) return range(text);
    const std::vector<std::byte> item = packed(typed);
    if (is_nan(typed)) return asked(fmt::format("isnan({})", name()));
    if (has_several_forms(typed)) return asked(fmt::format("{} == {}", name(), typed));
    return pattern_needle(pattern(item));
  }

  [[nodiscard]] bool is_range(const NeedleText& text, const std::string& typed) const {
    return (text.is == NeedleText::Is::Range && !is_text(only_.field)) || is_nan(typed);
  }

 private:
  [[nodiscard]] std::string name() const { return layout_.is_bare() ? "value" : "$0"; }

  [[nodiscard]] NeedlePtr asked(const std::string& question) const {
    return value_needle(condition_of(parse_question(question), {layout_}), layout_.itemsize);
  }

  [[nodiscard]] NeedlePtr range(const NeedleText& text) const {
    std::string question = bound(text.text, ">=");
    const std::string most = bound(text.most, "<=");
    if (!question.empty() && !most.empty()) refuse_reversed(question, text);
    if (!question.empty() && !most.empty()) question += " and ";
    question += most;
    // Without bounds all numbers are left.
    return asked(question.empty() ? fmt::format("not isnan({})", name()) : question);
  }

  /// A range whose end is not at or above its beginning has nothing in it.
  void refuse_reversed(const std::string& at_least, const NeedleText& text) const {
    const std::vector<std::byte> end = packed(text.most);
    ItemBlock block;
    block.count = 1;
    block.data = end.data();
    std::uint8_t above = 1;
    condition_of(parse_question(at_least), {layout_})->narrow(block, &above);
    if (above != 0) return;
    throw Error(
        Errc::BadValue,
        fmt::format("the range {}..{} has nothing in it; the lesser end stands first: {}..{}",
                    text.text, text.most, text.most, text.text));
  }

  /// "value >= 5"; empty where all numbers are above or below.
  [[nodiscard]] std::string bound(const std::string& text, const char* comparison) const {
    if (text.empty()) return "";
    static_cast<void>(packed(text));  // it is a value, and nothing else
    const double number = is_float() ? std::strtod(text.c_str(), nullptr) : 0;
    if (std::isnan(number)) {
      throw Error(Errc::BadValue, "a range is one of numbers, and nan is none");
    }
    if (!std::isinf(number)) return fmt::format("{} {} {}", name(), comparison, operand(text));
    if ((number > 0) == (*comparison == '<')) return "";
    throw Error(Errc::BadValue,
                "a range has numbers between its ends; inf and -inf are found as values");
  }

  /// A value as questions have it: names and times in quotes, floats in decimal.
  [[nodiscard]] std::string operand(const std::string& text) const {
    if (!QuestionNames::has_words(only_.field)) {
      const bool binary = is_float() && text.find_first_of("xX") != std::string::npos;
      return binary ? fmt::format("{}", std::strtod(text.c_str(), nullptr)) : text;
    }
    std::string in_quotes = "\"";
    for (const char c : text) {
      if (c == '"' || c == '\\') in_quotes += '\\';
      in_quotes += c;
    }
    return in_quotes + '"';
  }

  /// The bytes of an item that holds the value.
  [[nodiscard]] std::vector<std::byte> packed(const std::string& value) const {
    std::vector<std::byte> bytes;
    pack(std::span(&value, 1), layout_, options_,
         [&](std::span<const std::byte> item) { bytes.assign(item.begin(), item.end()); });
    return bytes;
  }

  /// Of the item only those bytes count that the value has.
  [[nodiscard]] BytePattern pattern(const std::vector<std::byte>& item) const {
    BytePattern pattern;
    pattern.value.resize(item.size());
    pattern.mask.resize(item.size());
    const std::int64_t end = only_.offset + only_.field.value_size();
    for (std::int64_t k = only_.offset; k < end; ++k) {
      const auto at = static_cast<std::size_t>(k);
      pattern.value[at] = item[at];
      pattern.mask[at] = std::byte{0xff};
    }
    return pattern;
  }

  [[nodiscard]] bool is_float() const { return info(only_.field.type).kind == Kind::Float; }

  [[nodiscard]] bool is_nan(const std::string& value) const {
    return is_float() && std::isnan(std::strtod(value.c_str(), nullptr));
  }

  /// Whether other bytes are the same number: 0.0 and -0.0; bits beside which others stand.
  [[nodiscard]] bool has_several_forms(const std::string& value) const {
    if (only_.field.bits) return true;
    if (!is_float() || only_.field.reading) return false;
    return only_.field.type == ScalarType::LongDouble ||
           std::fpclassify(std::strtod(value.c_str(), nullptr)) == FP_ZERO;
  }

  const Layout& layout_;
  const Options& options_;
  OnlyValue only_;
};

bool is_of_letters(const std::string& typed, bool value) {
  return !value && !typed.starts_with("x\"") && !typed.starts_with("x'");
}

}  // namespace

Needles needles_of(std::span<const std::string> patterns, const Layout& layout,
                   const Options& options) {
  Needles all;
  bool letters = false;
  for (const std::string& typed : patterns) {
    const NeedleText text = parse_needle(typed, options.ignore_case);
    const bool bare = text.is == NeedleText::Is::Value || text.is == NeedleText::Is::Range;
    const bool value = bare && options.format;
    if (value) {
      const ValueNeedles values(layout, options);
      all.needles.push_back(values.needle(text, typed));
      all.any_range = all.any_range || values.is_range(text, typed);
    } else if (bare) {
      all.needles.push_back(pattern_needle(text_pattern(typed, options.ignore_case)));
    } else if (text.is == NeedleText::Is::Regex) {
      all.needles.push_back(regex_needle(Regex(text.text, options.ignore_case)));
    } else {
      all.needles.push_back(pattern_needle(text.pattern));
    }
    all.texts.push_back(typed);
    all.is_value.push_back(value);
    letters = letters || is_of_letters(typed, value);
  }
  if (options.ignore_case && !letters) {
    throw Error(Errc::BadUsage,
                "--ignore-case is about texts in quotes and expressions; bytes and values are what "
                "they are");
  }
  return all;
}

void mention_nothing(std::span<const std::string> patterns, const Options& options) {
  if (options.quiet || options.format) return;
  for (const std::string& each : patterns) {
    const std::string_view digits = std::string_view(each).substr(each.starts_with("0x") ? 2 : 0);
    const bool bytes = digits.size() % 2 == 0 && !digits.empty() &&
                       digits.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
    if (!bytes) continue;
    tell(fmt::format(
        "bview: note: {} was searched for as a text; bytes are written 'x\"{}\"', and a "
        "number with its format, -f '<I' {}",
        quoted(each), digits, each));
  }
}

}  // namespace bview
