// SPDX-License-Identifier: MIT
// Types whose values tell their size, and types with names.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include <bview/core/quote.hpp>
#include <bview/formats/syntax/format_parser.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/formula_marks.hpp>
#include <bview/formats/syntax/quoted_text.hpp>
#include <bview/formats/syntax/words.hpp>

namespace bview {
namespace {

/// Types whose values tell their size, by their names in brackets.
struct CodedType {
  std::string_view name;
  NumberCoding coding;
  ScalarType type;
};
constexpr CodedType kCodedTypes[] = {
    {"uleb", NumberCoding::Uleb, ScalarType::UInt64},
    {"sleb", NumberCoding::Sleb, ScalarType::Int64},
    {"vlq", NumberCoding::Vlq, ScalarType::UInt64},
    {"ebml", NumberCoding::Ebml, ScalarType::UInt64},
};

const CodedType* find_coded(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kCodedTypes), std::end(kCodedTypes),
                                         [&](const CodedType& each) { return each.name == name; });
  return found == std::end(kCodedTypes) ? nullptr : found;
}

/// Where the ';' stands that ends the layout of a named type.
std::size_t find_end_of_type(std::string_view text) {
  std::size_t depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') {
      for (++at; at < text.size() && text[at] != '"'; ++at) at += text[at] == '\\' ? 1U : 0U;
    } else if (c == '{' || c == '(' || c == '[') {
      ++depth;
    } else if ((c == '}' || c == ')' || c == ']') && depth > 0) {
      --depth;
    } else if (c == ';' && depth == 0) {
      return at;
    }
  }
  return std::string_view::npos;
}

}  // namespace

/// "z", "z(END)", "[uleb]", "[name]"
bool FormatParser::read_varying_type(Item& item) {
  const std::size_t where = text_.at();
  if (text_.take("z")) {
    item.type.scalar = &info(ScalarType::String);
    item.coding = PlanNode::Coding::Ended;
    item.end = std::string(1, '\0');
    if (!text_.sees("(")) return true;
    text_.skip(1);
    if (text_.sees("\"")) {
      item.end = read_quoted(text_);
      if (item.end.empty()) text_.fail(where, "a text ends with at least one byte");
    } else {
      const std::int64_t byte = read_key();
      if (byte < 0 || byte > 255) text_.fail(where, "a text ends with a byte, 0 to 255");
      item.end = std::string(1, static_cast<char>(byte));
    }
    if (!text_.take(")")) text_.fail(where, "z(0x0a) and z(\"\\r\\n\") say how a text ends");
    return true;
  }
  if (!text_.sees("[")) return false;
  const std::size_t close = text_.rest().find(']');
  if (close == std::string_view::npos) return false;
  const std::string_view name = text_.rest().substr(1, close - 1);
  if (const CodedType* coded = find_coded(name)) {
    text_.skip(name.size() + 2);
    item.type.scalar = &info(coded->type);
    item.coding = PlanNode::Coding::Number;
    item.number = coded->coding;
    return true;
  }
  if (type_places_.count(std::string(name)) == 0) return read_bracketed_type(item, name);
  read_named(item, std::string(name));
  text_.skip(name.size() + 2);
  types_.restart();
  return true;
}

/// "type NAME = LAYOUT;", as often as they stand in front of a format.
void FormatParser::read_type_names() {
  constexpr std::string_view kType = "type";
  for (text_.skip_space(); text_.rest().starts_with(kType); text_.skip_space()) {
    const std::string_view behind = text_.rest().substr(kType.size());
    const std::string_view from =
        behind.substr(std::min(behind.find_first_not_of(kFormatBlanks), behind.size()));
    const std::string name(leading_run(from));
    const std::string_view equals = trimmed(from.substr(name.size()));
    if (from.size() == behind.size() || name.empty() || !equals.starts_with('=')) return;
    const std::size_t where = text_.at() + kType.size() + (behind.size() - from.size());
    if (find_word(name) || find_coded(name) != nullptr || find_bracket(name) || name == "z") {
      text_.fail(where, fmt::format("{} is a type already", quoted(name)));
    }
    text_.seek(where + name.size());
    text_.skip_space();
    text_.skip(1);
    if (!type_places_.emplace(name, text_.at()).second) {
      text_.fail(where, fmt::format("there already is a type {}", quoted(name)));
    }
    const std::size_t end = find_end_of_type(text_.rest());
    if (end == std::string_view::npos) {
      text_.fail(where, "behind the layout of a named type stands a ';'");
    }
    text_.skip(end + 1);
  }
}

void FormatParser::read_named(Item& item, const std::string& name) {
  const TypeKey key{name, text_.mode().sign, text_.follows_file()};
  auto [found, is_new] = named_.try_emplace(key);
  NamedType& type = found->second;
  if (is_new) read_layout_of(type, name);
  // What is being read is kept by nobody but the format as a whole.
  item.record = type.open
                    ? std::shared_ptr<const Layout>(std::shared_ptr<void>(), type.layout.get())
                    : type.layout;
  item.record_leaves = type.leaves;
}

void FormatParser::read_layout_of(NamedType& type, const std::string& name) {
  type.layout = std::make_shared<Layout>();
  if (++depth_ > kMaxRecordDepth) {
    text_.fail(text_.at(), "records lie in one another 64 deep at most");
  }
  const FormatLexer here = text_;
  text_.seek(type_places_.at(name));
  types_.restart();
  const std::string_view ends = std::exchange(ends_, ";");
  const std::size_t from = text_.at();
  RecordBuilder record(text_);
  read_items(record);
  if (!text_.sees(";")) text_.fail(text_.at(), "there is no 'T{' that this '}' would close");
  Layout layout = record.finish(text_.mode().aligned, text_.at());
  layout.record = true;
  layout.format = here.mode().sign + std::string(text_.since(from));
  ends_ = ends;
  text_ = here;
  --depth_;
  *type.layout = std::move(layout);
  type.leaves = record.leaves();
  type.open = false;
}

bool FormatParser::is_open(const Layout& layout) const {
  return std::any_of(named_.begin(), named_.end(), [&](const auto& each) {
    return each.second.open && each.second.layout.get() == &layout;
  });
}

void FormatParser::keep_types(Layout& layout) {
  if (layout.is_fixed() || named_.empty()) return;
  auto plan = std::make_shared<RecordPlan>(*layout.plan);
  for (const auto& [key, type] : named_) plan->types.push_back(type.layout);
  layout.plan = std::move(plan);
}

}  // namespace bview
