// SPDX-License-Identifier: MIT

#include <bview/core/quote.hpp>
#include <bview/formats/syntax/column_text.hpp>
#include <bview/formats/syntax/question_text.hpp>

namespace bview {
namespace {

constexpr std::string_view kBlank = " \t\n\r";

/// Where the column ends that begins at `from`: at a comma outside of brackets and quotes.
std::size_t column_end(std::string_view list, std::size_t from) {
  constexpr std::string_view kQuotes = "\"'`";
  int depth = 0;
  char quote = '\0';
  for (std::size_t at = from; at < list.size(); ++at) {
    const char c = list[at];
    if (quote != '\0') {
      if (c == '\\' && quote != '`') ++at;
      if (c == quote) quote = '\0';
    } else if (kQuotes.find(c) != std::string_view::npos) {
      quote = c;
    } else if (c == '(' || c == '[') {
      ++depth;
    } else if (c == ')' || c == ']') {
      --depth;
    } else if (c == ',' && depth <= 0) {
      return at;
    }
  }
  return list.size();
}

/// The part of the list between two places, without blanks around it.
std::string_view text_between(std::string_view list, std::size_t from, std::size_t end) {
  while (from < end && kBlank.find(list[from]) != std::string_view::npos) ++from;
  while (from < end && kBlank.find(list[end - 1]) != std::string_view::npos) --end;
  return list.substr(from, end - from);
}

std::string_view without_backticks(std::string_view name) {
  const bool quoted = name.size() > 2 && name.front() == '`' && name.back() == '`';
  return quoted ? name.substr(1, name.size() - 2) : name;
}

ColumnText column_between(std::string_view list, std::size_t from, std::size_t end) {
  const std::string typed(text_between(list, from, end));
  const auto need = [&](bool given, std::size_t where, const char* reason) {
    if (!given) throw notation_error("list of fields", list, where, reason);
  };
  need(!typed.empty(), from, "here a field is missing, or 'name = expression'");
  const std::size_t sign = equals_sign(list.substr(from, end - from));
  if (sign == std::string_view::npos) return {"", typed, typed};
  const std::size_t at = from + sign;
  const std::string_view name = text_between(list, from, at);
  const std::string_view text = text_between(list, at + 1, end);
  need(!name.empty(), at, "in front of '=' stands the name of the column: mb=size/1048576");
  need(!text.empty(), at + 1, "behind '=' stands what the column is: mb=size/1048576");
  return {std::string(without_backticks(name)), std::string(text), typed};
}

}  // namespace

std::optional<std::vector<ColumnText>> parse_columns(std::string_view list) {
  std::vector<std::size_t> ends;
  for (std::size_t from = 0; from <= list.size(); from = ends.back() + 1) {
    ends.push_back(column_end(list, from));
  }
  bool computed = false;
  std::vector<ColumnText> columns;
  for (std::size_t from = 0; const std::size_t end : ends) {
    computed = computed || equals_sign(list.substr(from, end - from)) != std::string_view::npos;
    from = end + 1;
  }
  if (!computed) return std::nullopt;
  for (std::size_t from = 0; const std::size_t end : ends) {
    columns.push_back(column_between(list, from, end));
    from = end + 1;
  }
  return columns;
}

}  // namespace bview
