// SPDX-License-Identifier: MIT

#include "app/formula_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/formula.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/formula_marks.hpp>
#include <bview/formats/syntax/formula_text.hpp>

#include "app/file_numbers.hpp"
#include "app/type_options.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

/// What a negative number means that is written; one that is worked out cannot mean that.
struct NumberOption {
  const char* name;
  std::optional<std::string> Options::*text;
  const char* negative;  ///< null: it is as good as any
};
constexpr NumberOption kNumbers[] = {
    {"--offset", &Options::offset, "only a number that is typed, -8, counts from the end"},
    {"--length", &Options::length, "a length is 0 or more"},
    {"--shape", &Options::shape, "a length is 0 or more, and only a -1 that is typed is inferred"},
    {"--strides", &Options::strides, nullptr},
    {"--itemsize", &Options::itemsize, "a distance between items is 0 or more"},
};
constexpr const char* kNegativeIndex = "only a number that is typed, -1, counts from the end";

bool has_formula(const std::optional<std::string>& text) { return text && is_formula(*text); }

/// The number that the text has from `begin` on.
std::int64_t number_at(std::string_view text, std::size_t begin, const char* negative,
                       FormulaEnvironment& numbers) {
  const std::int64_t number = evaluate(parse_formula(text, begin), numbers);
  if (number >= 0 || negative == nullptr) return number;
  const std::size_t first = text.find_first_not_of(' ', begin);
  throw notation_error("formula", text, std::min(first, text.size()),
                       fmt::format("this is {}; {}", number, negative));
}

/// The text from `begin` to `end`: as it is, or the number that it is a formula for.
std::string part_of(std::string_view text, std::size_t begin, std::size_t end, const char* negative,
                    FormulaEnvironment& numbers) {
  const std::string_view part = text.substr(begin, end - begin);
  if (!is_formula(part)) return std::string(part);
  return fmt::format("{}", number_at(text.substr(0, end), begin, negative, numbers));
}

/// Where the text in brackets around a list begins, and ends, without the comma of "(48,)"; all
/// of a text without them.
std::pair<std::size_t, std::size_t> inside_brackets(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  const std::size_t last = text.find_last_not_of(' ');
  const auto closes = [&](char open, char close) {
    return first < last && text[first] == open && text[last] == close &&
           find_outside(text, std::string_view(&close, 1), first + 1) == last;
  };
  const bool list =
      first != std::string_view::npos &&
      (closes('[', ']') || (closes('(', ')') && find_outside(text, ",", first + 1) < last));
  if (!list) return {0, text.size()};
  const std::size_t end = text.find_last_not_of(' ', last - 1);
  return {first + 1, end > first && text[end] == ',' ? end : last};
}

/// A list whose parts stand between `separators`, each as part_of() gives it.
template <class Part>
std::string with_parts(std::string_view text, std::string_view separators, const Part& part) {
  const auto [begin, end] = inside_brackets(text);
  const std::string_view list = text.substr(0, end);
  std::string result;
  for (std::size_t at = begin;;) {
    const std::size_t stop = std::min(find_outside(list, separators, at), end);
    result += part(list, at, stop);
    if (stop == end) return result;
    result += list[stop];
    at = stop + 1;
  }
}

std::string with_numbers_in_list(const std::string& text, const char* negative,
                                 FormulaEnvironment& numbers) {
  return with_parts(text, ",", [&](std::string_view list, std::size_t at, std::size_t stop) {
    return part_of(list, at, stop, negative, numbers);
  });
}

/// In an index a step may be negative, whoever made it.
std::string with_numbers_in_index(const std::string& text, FormulaEnvironment& numbers) {
  int colons = 0;
  return with_parts(text, ",:", [&](std::string_view list, std::size_t at, std::size_t stop) {
    colons = at > 0 && list[at - 1] == ':' ? colons + 1 : 0;
    return part_of(list, at, stop, colons == 2 ? nullptr : kNegativeIndex, numbers);
  });
}

/// The colon in 'OFFSET: FORMAT'; npos where there is none.
std::size_t colon_behind_offset(std::string_view text) {
  const std::size_t colon = find_outside(text, ":");
  const bool blank = colon != std::string_view::npos && text.substr(colon + 1).starts_with(' ');
  return blank && colon > 0 ? colon : std::string_view::npos;
}

/// What is a format as a whole is one.
std::optional<Layout> format_of(const std::string& text, const TypeBook* book,
                                FormulaEnvironment& numbers) {
  try {
    return read_format(text, kHostOrder, &numbers, book).layout;
  } catch (const Error&) {
    const std::size_t colon = colon_behind_offset(text);
    const bool digit = text.find_first_of("0123456789") == text.find_first_not_of(" -+");
    const bool offset = colon != std::string::npos &&
                        (digit || is_formula(std::string_view(text).substr(0, colon)));
    if (!offset) throw;
    return std::nullopt;
  }
}

/// Where the record that --read names begins, and what it is.
std::pair<std::int64_t, Layout> record_of(const std::string& text, const TypeBook* book,
                                          FormulaEnvironment& numbers) {
  if (auto layout = format_of(text, book, numbers)) return {0, std::move(*layout)};
  const std::size_t colon = colon_behind_offset(text);
  const std::string_view offset = std::string_view(text).substr(0, colon);
  const std::int64_t start = number_at(offset, 0, "there is nothing in front of a file", numbers);
  const std::string_view format = std::string_view(text).substr(colon + 1);
  return {start, read_format(format, kHostOrder, &numbers, book).layout};
}

}  // namespace

bool has_formulas(const Options& options) {
  return !options.read.empty() ||
         std::any_of(std::begin(kNumbers), std::end(kNumbers),
                     [&](const NumberOption& each) { return has_formula(options.*each.text); }) ||
         std::any_of(options.index.begin(), options.index.end(),
                     [](const std::string& text) { return is_formula(text); });
}

void read_records(const Options& options, FileNumbers& numbers) {
  for (const std::string& text : options.read) {
    static_cast<void>(parsed("--read", text, [&](const std::string& record) {
      auto [offset, layout] = record_of(record, types_of(options), numbers);
      numbers.add_record(std::move(layout), offset);
      return offset;
    }));
  }
}

Numbered with_numbers(const Options& options, Input& input) {
  FileNumbers numbers(input);
  read_records(options, numbers);
  Options result = options;
  result.read.clear();
  for (const NumberOption& each : kNumbers) {
    std::optional<std::string>& text = result.*each.text;
    if (!has_formula(text)) continue;
    text = parsed(each.name, *text, [&](const std::string& list) {
      return with_numbers_in_list(list, each.negative, numbers);
    });
  }
  for (std::string& index : result.index) {
    if (!is_formula(index)) continue;
    index = parsed("--index", index,
                   [&](const std::string& text) { return with_numbers_in_index(text, numbers); });
  }
  ViewRequest request = view_request(result, &numbers);
  return {std::move(result), std::move(request)};
}

}  // namespace bview
