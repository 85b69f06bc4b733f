// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/questions/names.hpp>
#include <bview/formats/syntax/project.hpp>
#include <bview/formats/syntax/words.hpp>
#include <bview/formats/text/reading_cells.hpp>

namespace bview {
namespace {

constexpr std::string_view kIndex = "index";
constexpr std::string_view kOffset = "offset";
constexpr std::string_view kValue = "value";
constexpr std::string_view kTrue = "true";
constexpr std::string_view kFalse = "false";

/// What no field is called, and other languages know.
struct ForeignWord {
  std::string_view word;
  const char* hint;
};
constexpr const char* kNoNull =
    "nothing is null; isnan(x) asks for NaN, len(x) == 0 for an empty text";
constexpr const char* kAboveAll =
    "infinity is what is above 1.7976931348623157e308, or below its negative";
constexpr ForeignWord kForeign[] = {
    {"nan", "nothing equals NaN; isnan(x) holds where x is NaN"},
    {"NaN", "nothing equals NaN; isnan(x) holds where x is NaN"},
    {"inf", kAboveAll},
    {"Inf", kAboveAll},
    {"True", "'true' is written small"},
    {"TRUE", "'true' is written small"},
    {"False", "'false' is written small"},
    {"FALSE", "'false' is written small"},
    {"null", kNoNull},
    {"NULL", kNoNull},
    {"None", kNoNull},
};

/// As a text that was copied out of a letter does.
bool begins_with_curly_quote(std::string_view name) {
  constexpr std::string_view kCurly[] = {"\u201c", "\u201d", "\u201e", "\u2018", "\u2019"};
  return std::any_of(std::begin(kCurly), std::end(kCurly),
                     [&](std::string_view quote) { return name.starts_with(quote); });
}

[[noreturn]] void fail(const Formula& question, const FormulaNode& node, const std::string& why) {
  throw notation_error("question", question.text, node.where, why);
}

/// The position of a field, behind '$'.
std::optional<std::size_t> position_in(std::string_view text) {
  std::size_t position = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), position);
  if (status != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return position;
}

/// Whether a name is one of those that every question knows, unless a field is called so.
bool is_known(const FormulaNode& node, const Layout& layout) {
  const FormulaNode::Step& step = node.steps.front();
  const std::string& name = step.name;
  const std::size_t most = name == kIndex ? 1 : 0;  // index[0]
  if (node.steps.size() > 1 || step.indices.size() > most) return false;
  if (name != kIndex && name != kOffset) return false;
  if (node.scope == NameScope::BuiltIn) return true;
  const std::vector<std::string> names = shown_names(layout);
  return std::count(names.begin(), names.end(), name) == 0;
}

}  // namespace

/// "hdr.v[0,2]", as --fields has it.
std::string QuestionNames::path_of(const Formula& question, const FormulaNode& node) const {
  std::string path;
  for (const FormulaNode::Step& step : node.steps) {
    if (!path.empty()) path += '.';
    path += step.name;
    if (step.indices.empty()) continue;
    std::string indices;
    for (const std::size_t index : step.indices) {
      const FormulaNode& number = question.nodes[index];
      if (number.op != FormulaOp::Constant) {
        fail(question, number, "an index is a number here");
      }
      indices += fmt::format("{}{}", indices.empty() ? "" : ",", number.number);
    }
    path += fmt::format("[{}]", indices);
  }
  return path;
}

std::string QuestionNames::selector(const Formula& question, const FormulaNode& node) const {
  std::string path = path_of(question, node);
  if (node.scope == NameScope::BuiltIn) {
    const std::string& digits = node.steps.front().name;
    const auto position = position_in(digits);
    if (!position) {
      fail(question, node,
           "behind '$' stands the position of a field, $0, or one of $index and $offset");
    }
    // Parts of a field are known by its name; and another field may be called "0". Values that a
    // count spreads have positions of their own, and names only here.
    const std::vector<std::string> names = shown_names(layout_);
    const bool spread = std::any_of(layout_.fields.begin(), layout_.fields.end(),
                                    [](const Field& field) { return field.spread; });
    const bool known = !spread && !layout_.is_bare() && *position < names.size() &&
                       std::count(names.begin(), names.end(), names[*position]) == 1;
    if (known) path.replace(0, digits.size(), names[*position]);
  }
  const bool own = node.scope == NameScope::Field && path == kValue && layout_.is_bare();
  return own ? "0" : path;
}

FoundField QuestionNames::find_whole(const Formula& question, const FormulaNode& node) const {
  const std::string path = selector(question, node);
  try {
    const Layout found = project(layout_, {path});
    FoundField result{found.fields.front(), {}};
    if (!found.paths.empty()) result.path = found.paths.front();
    return result;
  } catch (const Error& error) {
    const auto* const foreign =
        std::find_if(std::begin(kForeign), std::end(kForeign),
                     [&](const ForeignWord& each) { return each.word == path; });
    fail(question, node,
         foreign != std::end(kForeign)   ? foreign->hint
         : begins_with_curly_quote(path) ? "a text stands in straight quotes: \"abc\""
                                         : error.what());
  }
}

std::optional<FoundField> QuestionNames::find(const Formula& question,
                                              const FormulaNode& node) const {
  if (is_known(node, layout_)) return std::nullopt;
  FoundField found = find_whole(question, node);
  found.plain = plain_;
  Field& field = found.field;
  const std::string name = text_of(node);
  if (!field.shape.empty() && !field.spread) {
    const bool varies = std::count(field.shape.begin(), field.shape.end(), kVaries) > 0;
    const bool own_sign = node.scope == NameScope::BuiltIn && node.steps.size() == 1;
    std::string zeros = "0";
    for (std::size_t k = 1; k < field.shape.size(); ++k) zeros += ",0";
    const std::string last = (own_sign ? "$" : "") + node.steps.back().name;
    fail(question, node,
         varies ? fmt::format("{} has as many values as each record says; len({}) counts them",
                              name, last)
                : fmt::format("{} has several values; one of them is {}[{}]", name, last, zeros));
  }
  if (field.record && !field.reading) {
    fail(
        question, node,
        fmt::format("{} is a record; one of its fields is {}.{}", name, node.steps.back().name,
                    shown_names(*field.record).empty() ? "x" : shown_names(*field.record).front()));
  }
  if (field.record) {
    // An integer that was taken apart.
    field.record = nullptr;
    field.reading = nullptr;
  }
  if (plain_) field.reading = nullptr;
  if (info(field.type).kind == Kind::Complex) {
    fail(question, node, fmt::format("{} is complex, and questions are about other numbers", name));
  }
  return found;
}

Formula QuestionNames::with_truths(Formula question) const {
  const std::vector<std::string> names = shown_names(layout_);
  for (FormulaNode& node : question.nodes) {
    if (node.op != FormulaOp::Name || node.scope != NameScope::Field) continue;
    const FormulaNode::Step& step = node.steps.front();
    const bool word = step.name == kTrue || step.name == kFalse;
    const bool plain_word = word && node.steps.size() == 1 && step.indices.empty();
    if (!plain_word || std::count(names.begin(), names.end(), step.name) > 0) continue;
    node.op = FormulaOp::Constant;
    node.number = step.name == kTrue ? 1 : 0;
    node.steps.clear();
  }
  return question;
}

bool QuestionNames::is_text(const Field& field) {
  const Kind kind = shown_kind(field);
  return kind == Kind::Bytes || kind == Kind::Characters;
}

bool QuestionNames::has_words(const Field& field) {
  if (!field.reading || !is_text(field)) return false;
  const auto& steps = field.reading->steps;
  unsigned made = given_by(field.type);
  bool leads = false;
  for (const ReadingStep& step : steps) {
    made = made_by(row_of(step.kind), made);
    leads = leads || step.kind == ReadingKind::At;
  }
  return (made & reads::kWords) != 0 && !leads;
}

bool QuestionNames::is_offset(const FormulaNode& node) {
  return node.steps.front().name == kOffset;
}

std::optional<std::size_t> QuestionNames::axis_of(const Formula& question,
                                                  const FormulaNode& node) {
  const std::vector<std::size_t>& indices = node.steps.front().indices;
  if (indices.empty()) return std::nullopt;
  const FormulaNode& axis = question.nodes[indices.front()];
  if (axis.op != FormulaOp::Constant || axis.number < 0) {
    fail(question, axis, "an axis is a number, from 0 on");
  }
  return static_cast<std::size_t>(axis.number);
}

std::string QuestionNames::text_of(const FormulaNode& node) {
  std::string text;
  for (const FormulaNode::Step& step : node.steps) {
    if (!text.empty()) text += '.';
    text += step.name;
  }
  return quoted((node.scope == NameScope::BuiltIn ? "$" : "") + text);
}

std::string_view QuestionNames::spelling(const Formula& question, const FormulaNode& node) {
  const std::string_view rest = std::string_view(question.text).substr(node.where);
  const std::string_view word = leading_run(rest);
  if (!word.empty()) return word;
  return rest.substr(0, rest.find_first_not_of("<>/*+-%&|^~"));
}

}  // namespace bview
