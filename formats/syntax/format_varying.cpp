// SPDX-License-Identifier: MIT
// Counts that are formulas, and the fields that they make.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include <bview/core/quote.hpp>
#include <bview/core/view.hpp>
#include <bview/formats/syntax/format_parser.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/formula_marks.hpp>
#include <bview/formats/syntax/formula_text.hpp>

namespace bview {

// --- formulas ------------------------------------------------------------------------------------

namespace {

/// The nodes that are compared with a text.
std::set<std::size_t> compared_with_texts(const Formula& formula) {
  std::set<std::size_t> found;
  for (const FormulaNode& node : formula.nodes) {
    const auto is_text = [&](std::size_t k) { return formula.nodes[k].op == FormulaOp::Text; };
    if (node.op != FormulaOp::Compare) continue;
    if (std::any_of(node.operands.begin(), node.operands.end(), is_text)) {
      found.insert(node.operands.begin(), node.operands.end());
    }
  }
  return found;
}

/// The formula, with the numbers and texts that were read before as constants.
Formula with_constants(Formula formula, FormulaEnvironment* numbers) {
  const std::set<std::size_t> texts =
      numbers == nullptr ? std::set<std::size_t>() : compared_with_texts(formula);
  for (std::size_t k = 0; numbers != nullptr && k < formula.nodes.size(); ++k) {
    FormulaNode& node = formula.nodes[k];
    const bool named = node.op == FormulaOp::Name || node.op == FormulaOp::Count;
    if (!named || node.scope != NameScope::Read) continue;
    const Formula name{
        formula.text,
        {formula.nodes.begin(), formula.nodes.begin() + static_cast<std::ptrdiff_t>(k + 1)}};
    FormulaNode constant;
    const bool text = node.op == FormulaOp::Name && texts.count(k) > 0;
    if (text) {
      constant.op = FormulaOp::Text;
      constant.text = evaluate_text(name, *numbers);
    } else {
      constant.number = evaluate(name, *numbers);
    }
    constant.where = node.where;
    node = constant;
  }
  return formula;
}

}  // namespace

Formula record_formula(std::string_view text, const Layout& layout, FormulaEnvironment* numbers) {
  Formula formula = with_constants(parse_formula(text), numbers);
  const Scanner scanner("formula", text);
  RecordBuilder(scanner).bind(formula, 0, &layout);
  return formula;
}

Formula FormatParser::formula_of(std::string_view text, std::size_t where) {
  if (trimmed(text).empty()) text_.fail(where, "here a formula is missing");
  Formula formula = parse_formula(text_.text(), where, where + text.size());
  // A format may be long, and have many formulas; each keeps its own text.
  formula.text = text;
  for (FormulaNode& node : formula.nodes) node.where -= where;
  return with_constants(std::move(formula), numbers_);
}

Formula FormatParser::bound(std::string_view text, std::size_t where, const RecordBuilder& record) {
  Formula formula = formula_of(text, where);
  record.bind(formula, where);
  return formula;
}

namespace {

/// No file has a say in it.
bool is_constant(const Formula& formula) {
  return std::none_of(formula.nodes.begin(), formula.nodes.end(), [](const FormulaNode& node) {
    return node.op == FormulaOp::Name || node.op == FormulaOp::Count || looks_into_file(node.op);
  });
}

class NoNames : public FormulaEnvironment {
 public:
  std::int64_t value_of(const NamePath& /*path*/) override { return 0; }
  std::int64_t count_of(const NamePath& /*path*/) override { return 0; }
  std::int64_t read(const Field& /*field*/, std::int64_t /*offset*/) override { return 0; }
};

}  // namespace

Amount FormatParser::amount_of(std::string_view text, std::size_t where,
                               const RecordBuilder& record) {
  Formula formula = bound(text, where, record);
  if (!is_constant(formula)) return {1, std::move(formula)};
  NoNames none;
  const std::int64_t number = evaluate(formula, none);
  if (number < 0) text_.fail(where, fmt::format("this is {}, and there cannot be so many", number));
  return {number, std::nullopt};
}

/// Says where the texts of at() begin: at one place, or where each record tells.
void FormatParser::bind_start(Item& item, const RecordBuilder& record) {
  if (!item.readings.start) return;
  const auto& [text, where] = *item.readings.start;
  Formula formula = bound(text, where, record);
  Reading reading = *item.readings.reading;
  if (!pointed_) pointed_ = std::make_shared<PointedTexts>();
  NoNames none;
  for (ReadingStep& step : reading.steps) {
    if (step.kind != ReadingKind::At) continue;
    step.pointed.texts = pointed_;
    if (is_constant(formula)) step.start = evaluate(formula, none);
  }
  item.readings.reading = std::make_shared<const Reading>(std::move(reading));
  if (!is_constant(formula)) item.start = std::move(formula);
}

// --- counts and shapes ---------------------------------------------------------------------------

/// Everything in front of the type that says how often it stands here.
void FormatParser::read_extent(Item& item, RecordBuilder& record) {
  if (text_.sees("{")) read_braces(item, record);
  if (text_.sees("(")) {
    const std::string_view inside = text_.rest().substr(0, find_outside(text_.rest(), ")", 1));
    const bool plain = inside.find_first_not_of("(0123456789, \t") == std::string_view::npos;
    const bool empty = trimmed(inside.substr(1)).empty();
    if (plain || empty || inside.size() == text_.rest().size()) {
      item.shape = text_.read_shape();
    } else {
      read_shape_of_formulas(item, record);
    }
    text_.read_orders();
  }
  const auto count = text_.read_count();
  if (count && item.count) text_.fail(count->where, "an item has one count");
  if (count) item.count = count;
}

/// "{F?}", "{F}", "{*}", "{* until F}"
void FormatParser::read_braces(Item& item, RecordBuilder& record) {
  constexpr std::string_view kUntil = "until";
  if (!item.extent) item.extent.emplace();
  const auto [inside, where] = text_.read_bracketed("}");
  const std::string_view text = trimmed(inside);
  if (text.ends_with('?')) {
    item.extent->present = bound(inside.substr(0, inside.rfind('?')), where, record);
    text_.read_orders();
    if (text_.sees("{")) read_braces(item, record);
    return;
  }
  if (text.starts_with('*')) {
    const std::string_view behind = trimmed(text.substr(1));
    item.extent->repeat = behind.empty() ? PlanNode::Repeat::Rest : PlanNode::Repeat::Until;
    if (behind.empty()) return;
    if (!behind.starts_with(kUntil)) {
      text_.fail(where, "'{*}' takes what is left, '{* until FORMULA}' what comes before that");
    }
    item.extent->until = behind.substr(kUntil.size());
    item.extent->until_where =
        where + static_cast<std::size_t>(behind.data() - inside.data()) + kUntil.size();
    return;
  }
  Amount amount = amount_of(inside, where, record);
  if (!amount.formula) {
    item.count = Typed<std::int64_t>{amount.number, where};
    if (!item.extent->present) item.extent.reset();
    return;
  }
  item.extent->repeat = PlanNode::Repeat::Shape;
  item.extent->lengths.push_back(std::move(amount));
}

void FormatParser::read_shape_of_formulas(Item& item, RecordBuilder& record) {
  const auto [inside, where] = text_.read_bracketed(")");
  if (item.extent && item.extent->repeat != PlanNode::Repeat::Once) {
    text_.fail(where - 1, "an item has a count or a shape, and not both");
  }
  if (!item.extent) item.extent.emplace();
  item.shape_of_formulas = true;
  item.extent->repeat = PlanNode::Repeat::Shape;
  for (std::size_t at = 0; at <= inside.size();) {
    const std::size_t end = std::min(find_outside(inside, ",", at), inside.size());
    const std::string_view part = inside.substr(at, end - at);
    if (at == 0 && trimmed(part) == "*") {
      item.extent->repeat = PlanNode::Repeat::Rest;
    } else {
      if (item.extent->lengths.size() == kMaxAxes)
        text_.fail(where, "a shape has 64 lengths at most");
      item.extent->lengths.push_back(amount_of(part, where + at, record));
    }
    at = end + 1;
  }
}

namespace {

/// The end of a text in a charset of larger units is such a unit.
void widen_end(PlanNode& node, const Field& field) {
  if (!field.reading) return;
  for (const ReadingStep& step : field.reading->steps) {
    if (step.kind != ReadingKind::Charset) continue;
    const auto has = [&](std::string_view bits) {
      return step.text.find(bits) != std::string::npos;
    };
    node.unit = has("16") || has("ucs2") ? 2 : has("32") || has("ucs4") ? 4 : 1;
    if (node.unit > 1 && node.bytes.size() == 1) {
      const std::string zeros(node.unit - 1, '\0');
      const bool big = has("be") || has("BE");
      node.bytes = big ? zeros + node.bytes : node.bytes + zeros;
    }
  }
}

}  // namespace

// --- fields --------------------------------------------------------------------------------------

namespace {

/// Whether no formula has a say in how often a value stands here.
bool is_constant(const PlanNode& node) {
  const bool counted =
      node.repeat == PlanNode::Repeat::Once || node.repeat == PlanNode::Repeat::Shape;
  return counted && !node.present &&
         std::none_of(node.shape.begin(), node.shape.end(),
                      [](const Amount& length) { return length.formula.has_value(); });
}

}  // namespace

void FormatParser::place_varying(Item item, RecordBuilder& record) {
  PlanNode node;
  node.where = item.where;
  const bool text = item.is_text();
  VaryingExtent extent = item.extent ? std::move(*item.extent) : VaryingExtent{};
  node.repeat = extent.repeat;
  node.shape = std::move(extent.lengths);
  node.present = std::move(extent.present);
  if (item.shape) {
    for (const std::int64_t length : item.shape->value)
      node.shape.push_back({length, std::nullopt});
    if (node.repeat == PlanNode::Repeat::Once) node.repeat = PlanNode::Repeat::Shape;
  }
  if (item.is_padding()) {
    if (item.shape || node.shape.size() > 1 || node.repeat == PlanNode::Repeat::Until) {
      text_.fail(item.where, "padding has one count");
    }
    node.op = PlanNode::Op::Skip;
    node.takes_rest = node.repeat == PlanNode::Repeat::Rest;
    node.length =
        node.shape.empty() ? Amount{item.times(), std::nullopt} : std::move(node.shape.front());
    node.shape.clear();
    return record.add_node(std::move(node));
  }
  bool spread = false;
  // A text's count is its length, in braces as in digits, but not that of a shape.
  const bool in_braces = text && !item.count && !item.shape_of_formulas;
  if (in_braces && node.repeat == PlanNode::Repeat::Rest && node.shape.empty()) {
    node.takes_rest = true;
    node.repeat = PlanNode::Repeat::Once;
  } else if (in_braces && node.repeat == PlanNode::Repeat::Shape && !item.shape) {
    node.length = std::move(node.shape.front());
    node.shape.clear();
    node.repeat = PlanNode::Repeat::Once;
  } else if (text) {
    node.length.number = item.times();
  } else if (item.count && node.repeat == PlanNode::Repeat::Once) {
    node.shape.push_back({item.times(), std::nullopt});
    node.repeat = PlanNode::Repeat::Shape;
    spread = !item.name;
  } else if (item.count) {
    text_.fail(item.count->where, "an item has one count");
  }
  const bool named = item.name.has_value();
  if (!extent.until.empty()) {
    Formula until = formula_of(extent.until, extent.until_where);
    record.bind(until, extent.until_where, item.record.get(), item.record == nullptr);
    node.until = std::move(until);
  }
  node.coding = item.coding;
  node.start = std::move(item.start);
  node.number = item.number;
  node.bytes = std::move(item.end);
  if (named) record.add_name(item.name->value, item.name->where);
  const bool follows = text_.follows_file() && !item.type.order;
  item.count.reset();
  item.shape.reset();
  Field field = field_of(std::move(item), text_.mode().order.value_or(host_));
  node.follows_order = follows || field.record != nullptr;
  if (field.is_packed() && node.repeat == PlanNode::Repeat::Until) {
    text_.fail(node.where,
               fmt::format("'{{* until ...}}' repeats types of whole bytes, and '{}' is "
                           "none; T{{...}} around it is one",
                           field.type_name()));
  }
  if (field.is_packed() && is_constant(node)) {
    for (const Amount& length : node.shape) field.shape.push_back(length.number);
    field.spread = spread;
    return record.add_packed(std::move(field), std::move(node), follows);
  }
  if (node.coding == PlanNode::Coding::Ended) widen_end(node, field);
  const bool open = node.repeat == PlanNode::Repeat::Rest || node.repeat == PlanNode::Repeat::Until;
  if (open) field.shape.push_back(kVaries);
  for (const Amount& length : node.shape) {
    field.shape.push_back(length.formula ? kVaries : length.number);
  }
  field.spread = spread;
  if (text) field.length = node.length.formula || node.takes_rest ? kVaries : node.length.number;
  record.add_varying(std::move(field), std::move(node));
}

}  // namespace bview
