// SPDX-License-Identifier: MIT
// Types that stand elsewhere: "[ehdr]", "struct ehdr".

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include <bview/core/quote.hpp>
#include <bview/formats/syntax/format_parser.hpp>
#include <bview/formats/syntax/format_types.hpp>
#include <bview/formats/syntax/words.hpp>

namespace bview {
namespace {

/// Words of C in front of a name. None is a format.
constexpr std::string_view kTags[] = {"struct", "union", "enum", "typedef"};

/// "ehdr", "a::b" at the start of a text.
std::string_view leading_type_name(std::string_view text) {
  std::string_view rest = text;
  while (true) {
    rest.remove_prefix(leading_run(rest).size());
    if (!rest.starts_with("::") || leading_run(rest.substr(2)).empty()) break;
    rest.remove_prefix(2);
  }
  return text.substr(0, text.size() - rest.size());
}

/// "struct ehdr" at the start of a text; empty where none stands there. Looks no further than it
/// has to: formats ask at every item of theirs, and may be long.
std::string_view leading_tagged(std::string_view text) {
  const auto begins = [&](std::string_view tag) { return text.starts_with(tag); };
  const auto* const tag = std::find_if(std::begin(kTags), std::end(kTags), begins);
  if (tag == std::end(kTags)) return "";
  const std::size_t from = text.find_first_not_of(" \t\n", tag->size());
  if (from == tag->size() || from == std::string_view::npos) return "";
  const std::string_view name = leading_type_name(text.substr(from));
  return name.empty() ? "" : text.substr(0, from + name.size());
}

/// "struct   ehdr" with one blank.
std::string one_blank(std::string_view text) {
  const std::size_t blank = text.find_first_of(" \t\n");
  if (blank == std::string_view::npos) return std::string(text);
  const std::size_t name = text.find_first_not_of(" \t\n", blank);
  return fmt::format("{} {}", text.substr(0, blank), text.substr(name));
}

}  // namespace

bool is_type_name(std::string_view text) {
  return !text.empty() && leading_type_name(text).size() == text.size();
}

/// "struct ehdr"
bool FormatParser::read_tagged_type(Item& item) {
  const std::string_view name = leading_tagged(text_.rest());
  if (name.empty()) return false;
  const std::size_t where = text_.at();
  if (book_ == nullptr) {
    text_.fail(where, fmt::format("where {} is declared is said by --types FILE: a program with "
                                  "debug information, a .h or .c",
                                  quoted(name)));
  }
  read_booked(item, one_blank(name), where);
  text_.skip(name.size());
  types_.restart();
  return true;
}

/// "[ehdr]", the text in the brackets being no type of the language.
bool FormatParser::read_bracketed_type(Item& item, std::string_view name) {
  if (book_ == nullptr || find_bracket(name) || find_name(name) != nullptr) return false;
  read_booked(item, one_blank(name), text_.at());
  text_.skip(name.size() + 2);
  types_.restart();
  return true;
}

void FormatParser::read_booked(Item& item, const std::string& name, std::size_t where) {
  const auto type = book_->find(name);
  if (!type) text_.fail(where, book_->why_not(name));
  const Field& field = type->field;
  item.record = field.record;
  item.record_leaves = type->leaves;
  item.own_reading = field.reading;
  if (!field.record) {
    item.type.scalar = &info(field.type);
    item.type.order = field.order;
  }
  const bool text = item.is_text();
  if (!text && field.shape.empty()) return;
  if (item.extent) {
    text_.fail(where, fmt::format("{} is an array itself, and is repeated by a number alone",
                                  quoted(name)));
  }
  // What stands in front of the type counts such arrays.
  Lengths shape = item.shape ? item.shape->value : Lengths{};
  if (item.count) shape.push_back(item.count->value);
  shape.insert(shape.end(), field.shape.begin(), field.shape.end());
  item.count = text ? std::optional(Typed<std::int64_t>{field.length, where}) : std::nullopt;
  item.shape =
      shape.empty() ? std::nullopt : std::optional(Typed<Lengths>{std::move(shape), where});
}

}  // namespace bview
