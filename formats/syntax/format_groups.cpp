// SPDX-License-Identifier: MIT
// Groups, whose fields are those of the record around them: S M A E, and quoted bytes.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include <bview/core/quote.hpp>
#include <bview/formats/syntax/format_parser.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/formula_marks.hpp>
#include <bview/formats/syntax/integer.hpp>
#include <bview/formats/syntax/quoted_text.hpp>

namespace bview {
namespace {}  // namespace

/// Quoted bytes and S M A E, with "{F?}" in front or not; false where none comes next.
bool FormatParser::read_group(RecordBuilder& record) {
  using Read = bool (FormatParser::*)(RecordBuilder&, PlanNode);
  struct Row {
    std::string_view begin;
    Read read;
  };
  constexpr Row kGroups[] = {{"\"", &FormatParser::read_matched},
                             {"E(", &FormatParser::read_order},
                             {"M(", &FormatParser::read_body},
                             {"A(", &FormatParser::read_body},
                             {"S(", &FormatParser::read_choice}};
  const auto find = [&](std::string_view text) {
    return std::find_if(std::begin(kGroups), std::end(kGroups),
                        [&](const Row& row) { return text.starts_with(row.begin); });
  };
  PlanNode node;
  node.where = text_.at();
  const auto* found = find(text_.rest());
  if (found == std::end(kGroups) && text_.sees("{")) {
    const std::size_t end = find_outside(text_.rest(), "}", 1);
    const std::string_view inside = text_.rest().substr(1, end - 1);
    const std::string_view behind =
        end == std::string_view::npos ? "" : text_.rest().substr(end + 1);
    found = find(behind.substr(std::min(behind.find_first_not_of(kFormatBlanks), behind.size())));
    if (found == std::end(kGroups)) return false;
    if (!trimmed(inside).ends_with('?')) {
      text_.fail(node.where,
                 "a group stands once, or with '{FORMULA?}' in front not at all; "
                 "T{...} around it can repeat");
    }
    node.present = bound(inside.substr(0, inside.rfind('?')), node.where + 1, record);
    text_.skip(end + 1);
    text_.skip_space();
  }
  if (found == std::end(kGroups)) return false;
  node.label = found->begin.front() == '"' ? "" : std::string(found->begin) + "...)";
  return (this->*found->read)(record, std::move(node));
}

bool FormatParser::read_matched(RecordBuilder& record, PlanNode node) {
  node.op = PlanNode::Op::Match;
  node.bytes = read_quoted(text_);
  record.add_node(std::move(node));
  types_.restart();
  return true;
}

bool FormatParser::read_order(RecordBuilder& record, PlanNode node) {
  text_.skip(1);
  const auto [inside, where] = text_.read_bracketed(")");
  node.op = PlanNode::Op::Order;
  node.formula = bound(inside, where, record);
  record.add_node(std::move(node));
  text_.set_follows_file(true);
  types_.restart();
  return true;
}

bool FormatParser::read_body(RecordBuilder& record, PlanNode node) {
  node.op = text_.peek() == 'M' ? PlanNode::Op::Inside : PlanNode::Op::At;
  text_.skip(1);
  const auto [inside, where] = text_.read_bracketed(")");
  node.formula = bound(inside, where, record);
  if (!text_.take("{")) text_.fail(text_.at(), "behind M(...) and A(...) stands a '{', and fields");
  node.body = read_group_body(record, 0, 0, "}");
  if (!text_.take("}")) text_.fail(node.where, "this group is not closed");
  record.add_node(std::move(node));
  return true;
}

std::vector<PlanNode> FormatParser::read_group_body(RecordBuilder& record, std::size_t choice,
                                                    std::size_t number, std::string_view ends) {
  const std::size_t where = text_.at();
  if (++depth_ > kMaxRecordDepth) text_.fail(where, "groups lie in one another 64 deep at most");
  const bool follows = text_.follows_file();
  const Mode& mode = text_.mode();
  const std::string_view before = std::exchange(ends_, ends);
  types_.restart();
  record.begin_group(choice, number);
  read_items(record);
  ends_ = before;
  text_.set_mode(mode);
  text_.set_follows_file(follows);
  types_.restart();
  --depth_;
  return record.end_group();
}

/// "S(F){1=H:n:, 7|8=I:n:, "OB"=2x, *=}"
bool FormatParser::read_choice(RecordBuilder& record, PlanNode node) {
  text_.skip(1);
  const auto [inside, where] = text_.read_bracketed(")");
  node.op = PlanNode::Op::Choose;
  node.formula = bound(inside, where, record);
  if (!text_.take("{")) text_.fail(text_.at(), "behind S(...) stands a '{', and VALUE=LAYOUT");
  const std::size_t choice = ++choices_;
  std::size_t number = 0;
  do {
    text_.skip_space();
    if (text_.sees("}")) break;
    read_case(node, record, choice, number++);
  } while (text_.take(","));
  if (!text_.take("}")) {
    text_.fail(text_.done() ? node.where : text_.at(), "a ',' or '}' is missing here");
  }
  record.add_node(std::move(node));
  return true;
}

void FormatParser::read_case(PlanNode& choice, RecordBuilder& record, std::size_t group,
                             std::size_t number) {
  PlanNode::Case each;
  read_keys(choice, each);
  text_.skip_space();
  if (!text_.take("=")) text_.fail(text_.at(), "here the '=' in front of a layout is missing");
  text_.read_orders();
  each.body = read_group_body(record, group, number, "},");
  choice.cases.push_back(std::move(each));
}

/// "1", "7|8", "3..6", ""OB"", "*"
void FormatParser::read_keys(PlanNode& choice, PlanNode::Case& each) {
  do {
    text_.skip_space();
    const std::size_t where = text_.at();
    if (text_.take("*")) {
      each.otherwise = true;
    } else if (text_.sees("\"")) {
      choice.by_text = true;
      each.texts.push_back(read_quoted(text_));
    } else {
      const std::int64_t first = read_key();
      const std::int64_t last = text_.take("..") ? read_key() : first;
      if (last < first) text_.fail(where, "this range ends before it begins");
      each.ranges.emplace_back(first, last);
    }
    const auto has_numbers = [](const PlanNode::Case& other) { return !other.ranges.empty(); };
    if (choice.by_text &&
        (has_numbers(each) || std::any_of(choice.cases.begin(), choice.cases.end(), has_numbers))) {
      text_.fail(where, "the values of one choice are all numbers or all texts");
    }
    text_.skip_space();
  } while (text_.take("|"));
}

std::int64_t FormatParser::read_key() {
  text_.skip_space();
  const std::size_t where = text_.at();
  const bool negative = text_.take("-");
  if (!text_.sees(kDecimalDigits)) {
    text_.fail(where, "here stands a number, a range 3..6, a text in quotes, or * for all others");
  }
  const Digits digits = read_digits(text_.rest());
  text_.skip(digits.size);
  if (!fits(digits.magnitude, negative)) text_.fail(where, "this number does not fit 64 bits");
  return clipped(digits.magnitude, negative);
}

}  // namespace bview
