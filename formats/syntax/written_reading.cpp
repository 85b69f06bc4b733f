// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <vector>

#include <bview/core/integers.hpp>
#include <bview/formats/syntax/reading_arguments.hpp>
#include <bview/formats/syntax/reading_text.hpp>
#include <bview/formats/text/readings.hpp>

namespace bview {
namespace {

std::string numbers_text(const ReadingChoice& choice) {
  const std::string low = ratio_text(choice.low, false);
  return choice.low == choice.high ? low
                                   : fmt::format("{}..{}", low, ratio_text(choice.high, false));
}

std::string choice_text(const ReadingChoice& choice, bool flags) {
  const std::string name = argument_text(choice.name, choice.key.has_value());
  const std::string key =
      choice.key ? argument_text(*choice.key, true)
      : flags    ? fmt::format("0x{}", based_text(choice.low.numerator, 16, 0).substr(2))
                 : numbers_text(choice);
  return flags ? fmt::format("{}={}", name, key) : fmt::format("{}={}", key, name);
}

std::string factor_text(const Ratio& value) {
  std::string text = ratio_text(value, false);
  const auto read = ratio_in(text);
  if (read && *read == value) return text;
  return fmt::format("{}/{}", decimal_text(value.numerator),
                     decimal_text({value.denominator, false}));
}

std::string bits_text(const Field& field, bool from_top) {
  std::vector<Field> fields = field.record->fields;
  const int whole = 8 * static_cast<int>(info(field.type).size);
  const auto begin = [&](const Field& each) {
    return from_top ? whole - each.bits->offset - each.bits->width : each.bits->offset;
  };
  std::sort(fields.begin(), fields.end(),
            [&](const Field& a, const Field& b) { return begin(a) < begin(b); });
  std::vector<std::string> parts;
  int at = 0;
  for (const Field& each : fields) {
    if (begin(each) > at) parts.push_back(fmt::format(":{}", begin(each) - at));
    parts.push_back(fmt::format("{}:{}{}", argument_text(each.name, false),
                                each.bits->is_signed ? "-" : "", each.bits->width));
    at = begin(each) + each.bits->width;
  }
  return fmt::format("{}", fmt::join(parts, ","));
}

std::string arguments_text(const ReadingStep& step, const Field& field) {
  std::vector<std::string> parts;
  switch (row_of(step.kind).arguments) {
    case ReadingArguments::Names:
    case ReadingArguments::Masks:
      for (const ReadingChoice& choice : step.choices) {
        parts.push_back(choice_text(choice, step.kind == ReadingKind::Flags));
      }
      break;
    case ReadingArguments::Values:
      for (const ReadingChoice& choice : step.choices) {
        parts.push_back(choice.key            ? argument_text(*choice.key, true)
                        : choice.name.empty() ? numbers_text(choice)
                                              : choice.name);
      }
      break;
    case ReadingArguments::Bits:
      parts.push_back(bits_text(field, step.from_top));
      break;
    case ReadingArguments::Base:
      for (const BaseName& base : kBaseNames) {
        if (base.base == step.base) parts.emplace_back(base.name);
      }
      break;
    case ReadingArguments::Charset:
      parts.push_back(argument_text(step.text, true));
      break;
    case ReadingArguments::Scale:
      parts.push_back(factor_text(step.factor));
      if (step.offset.numerator.magnitude != 0) parts.push_back(factor_text(step.offset));
      break;
    case ReadingArguments::Formula:
      parts.push_back(step.text);
      break;
    case ReadingArguments::End:
      if (!step.text.empty()) parts.push_back(argument_text(step.text, true));
      break;
    case ReadingArguments::None:
      break;
  }
  return parts.empty() ? "" : fmt::format("({})", fmt::join(parts, ","));
}

/// latin1 where that is no reading's name, else charset("...").
std::string step_text(const ReadingStep& step, const Field& field) {
  const bool charset = step.kind == ReadingKind::Charset;
  if (charset && find_reading(step.text) == nullptr &&
      step.text.find_first_not_of(kReadingNameCharacters) == std::string::npos) {
    return step.text;
  }
  return fmt::format("{}{}{}", row_of(step.kind).name, step.from_top ? ">" : "",
                     arguments_text(step, field));
}

}  // namespace

std::string reading_text(const Field& field) {
  if (!field.reading) return "";
  std::vector<std::string> steps;
  for (const ReadingStep& step : field.reading->steps) steps.push_back(step_text(step, field));
  return fmt::format("{}", fmt::join(steps, "|"));
}

}  // namespace bview
