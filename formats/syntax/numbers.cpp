// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/syntax/formula_marks.hpp>
#include <bview/formats/syntax/integer.hpp>
#include <bview/formats/syntax/numbers.hpp>

namespace bview {
namespace {

struct Unit {
  std::string_view suffix;
  std::int64_t bytes;
};

constexpr std::int64_t kOne = 1;
constexpr Unit kUnits[] = {
    {"", 1},
    {"K", kOne << 10},
    {"k", kOne << 10},
    {"M", kOne << 20},
    {"G", kOne << 30},
    {"T", kOne << 40},
    {"KiB", kOne << 10},
    {"MiB", kOne << 20},
    {"GiB", kOne << 30},
    {"TiB", kOne << 40},
    {"kB", 1'000},
    {"MB", 1'000'000},
    {"GB", 1'000'000'000},
    {"TB", 1'000'000'000'000},
};

Error bad_value(std::string_view text, std::string_view what) {
  return {Errc::BadValue, fmt::format("{} {}", quoted(text), what)};
}

/// An integer and what follows it.
struct Number {
  std::int64_t value;
  std::string_view rest;
};

/// `kind` is what the whole text should have been.
Number read_number(std::string_view text, std::string_view kind) {
  std::string_view digits = trimmed(text);
  const bool negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.remove_prefix(1);
  const Digits number = read_digits(digits);
  if (number.size == 0) throw bad_value(text, fmt::format("is no {}", kind));
  if (!fits(number.magnitude, negative)) throw bad_value(text, "does not fit 64 bits");
  return {clipped(number.magnitude, negative), digits.substr(number.size)};
}

/// The first of `separators` that stands in no brackets.
std::size_t find_separator(std::string_view text, std::string_view separators) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (separators.find(text[at]) != std::string_view::npos) return at;
    const std::size_t close = text[at] == '[' ? text.find(']', at) : std::string_view::npos;
    if (close != std::string_view::npos) at = close;
  }
  return std::string_view::npos;
}

/// What stands between commas; nothing at all is an empty list.
std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  if (trimmed(text).empty()) return parts;
  for (std::size_t comma = 0; comma != std::string_view::npos;) {
    comma = find_separator(text, ",");
    parts.push_back(text.substr(0, comma));
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  }
  return parts;
}

/// `parse_one` for each part; an empty part is an error of the whole list.
template <class Parse>
auto parse_list(std::string_view text, Parse parse_one) {
  std::vector<decltype(parse_one(text))> list;
  for (const std::string_view part : split(text)) {
    if (trimmed(part).empty()) throw bad_value(text, "has a comma with nothing beside it");
    list.push_back(parse_one(part));
  }
  return list;
}

/// "[48, 64]" and "(48,)", as shapes are printed, without what is around the numbers.
std::string_view without_brackets(std::string_view text) {
  std::string_view inside = trimmed(text);
  const bool around = inside.size() >= 2 && ((inside.front() == '[' && inside.back() == ']') ||
                                             (inside.front() == '(' && inside.back() == ')'));
  if (!around) return text;
  inside = trimmed(inside.substr(1, inside.size() - 2));
  if (inside.ends_with(',')) inside.remove_suffix(1);
  return inside;
}

/// "3x4" as "3,4"; the x of "0x4" belongs to its number.
std::string with_commas(std::string_view text) {
  std::string lengths;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t number = read_digits(rest).size;
    const std::size_t size = std::max<std::size_t>(1, number);
    lengths += rest.substr(0, size);
    rest.remove_prefix(size);
    const bool times = number > 0 && rest.size() > 1 && (rest[0] == 'x' || rest[0] == 'X') &&
                       (rest[1] == '-' || (rest[1] >= '0' && rest[1] <= '9'));
    if (!times) continue;
    lengths += ',';
    rest.remove_prefix(1);
  }
  return lengths;
}

std::size_t parse_axis(std::string_view text) {
  const std::int64_t axis = parse_int(text);
  if (axis < 0) throw bad_value(text, "is no axis; they count from 0");
  return static_cast<std::size_t>(axis);
}

}  // namespace

std::int64_t parse_int(std::string_view text) {
  constexpr std::string_view kKind = "integer; they are decimal, 0x, 0o or 0b";
  const Number number = read_number(text, kKind);
  if (!number.rest.empty()) throw bad_value(text, fmt::format("is no {}", kKind));
  return number.value;
}

std::optional<std::int64_t> unit_bytes(std::string_view suffix) {
  const auto* const unit = std::find_if(std::begin(kUnits), std::end(kUnits),
                                        [&](const Unit& each) { return each.suffix == suffix; });
  return unit == std::end(kUnits) ? std::nullopt : std::optional(unit->bytes);
}

std::int64_t parse_byte_count(std::string_view text) {
  constexpr std::string_view kKind = "number of bytes; write 4096, 0x1000, 4K or 4kB";
  const Number number = read_number(text, kKind);
  const auto unit = unit_bytes(number.rest);
  if (!unit) {
    const auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
    const bool word = std::all_of(number.rest.begin(), number.rest.end(), is_letter);
    if (!word) throw bad_value(text, fmt::format("is no {}", kKind));
    throw bad_value(text, "has no known unit; there are K M G T (1024) and kB MB GB TB (1000)");
  }
  const auto bytes = checked_mul(number.value, *unit);
  if (!bytes) throw bad_value(text, "does not fit 64 bits");
  return *bytes;
}

Lengths parse_lengths(std::string_view text) {
  const std::string_view lengths = without_brackets(text);
  return parse_list(with_commas(lengths), parse_int);
}

Lengths parse_byte_counts(std::string_view text) { return parse_list(text, parse_byte_count); }

std::vector<std::size_t> parse_axes(std::string_view text) { return parse_list(text, parse_axis); }

std::vector<std::string> parse_names(std::string_view text) {
  auto names = parse_list(text, [](std::string_view name) { return std::string(trimmed(name)); });
  if (names.empty()) throw bad_value(text, "lists no name; separate names by commas");
  return names;
}

}  // namespace bview
