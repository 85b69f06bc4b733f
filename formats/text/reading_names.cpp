// SPDX-License-Identifier: MIT
// Readings that know some values: enum, flags, is.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include <bview/core/error.hpp>
#include <bview/core/integers.hpp>
#include <bview/core/nearest.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/text/readings.hpp>
#include <bview/formats/text/string_text.hpp>

namespace bview {
namespace {

bool holds(const ReadingChoice& choice, const WideInteger& value) {
  return !choice.key && compare(choice.low, {value, 1}) <= 0 &&
         compare({value, 1}, choice.high) <= 0;
}

std::vector<std::string> names_of(const ReadingStep& step) {
  std::vector<std::string> names;
  for (const ReadingChoice& choice : step.choices) names.push_back(choice.name);
  return names;
}

/// Says what would fit instead of a word that is none.
[[noreturn]] void refuse_name(const ReadingStep& step, std::string_view text,
                              std::string_view or_else) {
  constexpr std::size_t kMost = 12;
  const std::vector<std::string> names = names_of(step);
  const bool all = names.size() <= kMost;
  const std::vector<std::string> shown = all ? names : nearest_words(text, names, 3);
  throw Error(Errc::BadValue,
              fmt::format("{} is no name here; {} {}{}", quoted(text),
                          all ? "there are" : fmt::format("of {} the nearest are", names.size()),
                          fmt::join(shown, ", "), or_else));
}

const ReadingChoice* named(const ReadingStep& step, std::string_view name) {
  const auto found = std::find_if(step.choices.begin(), step.choices.end(),
                                  [&](const ReadingChoice& choice) { return choice.name == name; });
  return found == step.choices.end() ? nullptr : &*found;
}

}  // namespace

// --- enum ----------------------------------------------------------------------------------------

void show_enum(const ReadingStep& step, Datum& datum) {
  const auto fits = [&](const ReadingChoice& choice) {
    if (datum.is == Datum::Is::Integer) return holds(choice, datum.integer);
    return datum.is == Datum::Is::Bytes && choice.key &&
           without_nuls(datum.text) == without_nuls(*choice.key);
  };
  const auto found = std::find_if(step.choices.begin(), step.choices.end(), fits);
  if (found != step.choices.end()) datum.become(Datum::Is::Word, found->name);
}

void take_enum(const ReadingStep& step, Datum& datum) {
  if (datum.is == Datum::Is::Integer) return;
  if (const ReadingChoice* choice = named(step, datum.text)) {
    if (choice->key) return datum.become(Datum::Is::Bytes, *choice->key);
    return datum.become(choice->low.numerator);
  }
  // An unknown value stays as it is.
  if (!datum.wants_integer()) {
    const bool known = std::any_of(step.choices.begin(), step.choices.end(), [&](const auto& each) {
      return each.key && without_nuls(*each.key) == datum.text;
    });
    if (!known && datum.text.size() > static_cast<std::size_t>(datum.size)) {
      refuse_name(step, datum.text, "");
    }
    return datum.become(Datum::Is::Bytes, datum.text);
  }
  const auto number = integer_in(datum.text);
  if (!number && datum.from_other) {
    const auto ratio = ratio_in(datum.text);
    if (ratio && ratio->denominator == 1) return datum.become(ratio->numerator);
  }
  if (!number) refuse_name(step, datum.text, ", and numbers");
  datum.become(*number);
}

// --- flags ---------------------------------------------------------------------------------------

void show_flags(const ReadingStep& step, Datum& datum) {
  if (datum.is != Datum::Is::Integer) return;
  uint128 left = twos_complement(datum.integer) & low_bits(datum.width == 0 ? 128 : datum.width);
  const bool none = left == 0;
  std::string text;
  for (const ReadingChoice& choice : step.choices) {
    const uint128 mask = choice.low.numerator.magnitude;
    if (mask == 0 ? !none : (left & mask) != mask) continue;
    if (!text.empty()) text += '|';
    text += choice.name;
    left &= ~mask;
  }
  if (left != 0 || text.empty()) {
    if (!text.empty()) text += '|';
    text += left == 0 ? "0" : based_text({left, false}, 16, 0);
  }
  datum.become(Datum::Is::Word, std::move(text));
}

void take_flags(const ReadingStep& step, Datum& datum) {
  if (datum.is == Datum::Is::Integer) return;
  if (const auto number = integer_in(datum.text)) return datum.become(*number);
  uint128 value = 0;
  std::string_view rest = datum.text;
  for (bool more = true; more;) {
    const std::size_t end = rest.find('|');
    const std::string_view word = without_blanks(rest.substr(0, end));
    more = end != rest.npos;
    if (more) rest.remove_prefix(end + 1);
    if (const ReadingChoice* choice = named(step, word)) {
      value |= choice->low.numerator.magnitude;
    } else if (const auto number = integer_in(word); number && !number->negative) {
      value |= number->magnitude;
    } else {
      refuse_name(step, word, ", with '|' between them, and numbers");
    }
  }
  // A signed type has its highest bit as its sign.
  const bool negative =
      datum.is_signed && datum.width > 0 && value >> static_cast<unsigned>(datum.width - 1) == 1;
  datum.become(negative ? WideInteger{(0 - value) & low_bits(datum.width), true}
                        : WideInteger{value, false});
}

// --- is ------------------------------------------------------------------------------------------

namespace {

std::string shown_number(const Ratio& value, int base, int width) {
  if (value.denominator == 1) return based_text(value.numerator, base == 0 ? 10 : base, width);
  return ratio_text(value, true);
}

std::string shown_choice(const ReadingChoice& choice, const Datum& datum) {
  if (choice.key) return quoted(*choice.key);
  if (!choice.name.empty()) return choice.name;
  const int width = datum.padded ? datum.width : 0;
  std::string low = shown_number(choice.low, datum.base, width);
  if (choice.low == choice.high) return low;
  return fmt::format("{}..{}", low, shown_number(choice.high, datum.base, width));
}

std::string shown_datum(const Datum& datum) {
  if (datum.is != Datum::Is::Integer) {
    return datum.is == Datum::Is::Bytes ? quoted(without_nuls(datum.text)) : datum.text;
  }
  return based_text(datum.integer, datum.base == 0 ? 10 : datum.base,
                    datum.padded ? datum.width : 0);
}

bool allows(const ReadingChoice& choice, const Datum& datum) {
  if (datum.is_text()) {
    const std::string_view text = without_nuls(datum.text);
    return text == (choice.key ? without_nuls(*choice.key) : std::string_view(choice.name));
  }
  if (choice.key || !choice.name.empty()) return false;
  const auto value = datum.is == Datum::Is::Integer ? std::optional(Ratio{datum.integer, 1})
                                                    : ratio_in(datum.text);
  return value && compare(choice.low, *value) <= 0 && compare(*value, choice.high) <= 0;
}

}  // namespace

/// There and back alike, so that nothing is written that dump refuses.
void check_is(const ReadingStep& step, Datum& datum) {
  if (!datum.checks) return;
  const bool fits = std::any_of(step.choices.begin(), step.choices.end(),
                                [&](const ReadingChoice& choice) { return allows(choice, datum); });
  if (fits) return;
  std::vector<std::string> allowed;
  for (const ReadingChoice& choice : step.choices) allowed.push_back(shown_choice(choice, datum));
  throw Error(Errc::BadValue,
              fmt::format("expected {}, found {}", fmt::join(allowed, ", "), shown_datum(datum)));
}

}  // namespace bview
