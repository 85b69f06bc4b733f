// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include <bview/core/integers.hpp>
#include <bview/formats/output/record_parts.hpp>
#include <bview/formats/text/reading_cells.hpp>
#include <bview/formats/text/row_column.hpp>
#include <bview/formats/text/string_text.hpp>

namespace bview {
namespace {

/// Whether messages speak of its values: those of records that vary tell where, and no name.
bool is_checked(const Field& field) {
  const auto checks = [](const ReadingStep& step) { return step.kind == ReadingKind::Is; };
  return field.reading &&
         std::any_of(field.reading->steps.begin(), field.reading->steps.end(), checks);
}

bool is_text_kind(Kind kind) { return kind == Kind::Bytes || kind == Kind::Characters; }

/// Of the leaves of a field, as they are shown.
std::vector<Kind> kinds_of(Field field) {
  std::vector<Kind> kinds;
  field.length = 1;
  for_each_leaf(bare_layout(std::move(field)),
                [&](const Leaf& leaf) { kinds.push_back(shown_kind(leaf.field)); });
  return kinds;
}

}  // namespace

RecordText::RecordText(const Layout& layout, const Punctuation& punctuation, const CellStyle& style,
                       const CellStyle& json, std::shared_ptr<const VaryingColumns> columns)
    : layout_(layout),
      computed_(std::move(columns)),
      punctuation_(punctuation),
      style_(style),
      json_(json) {
  Known known;
  compile(known);
}

RecordText::RecordText(const Layout& layout, const Punctuation& punctuation, const CellStyle& style,
                       const CellStyle& json, Known& known)
    : layout_(layout), punctuation_(punctuation), style_(style), json_(json) {
  known.emplace(&layout, this);
  compile(known);
}

RecordText::~RecordText() = default;

void RecordText::compile(Known& known) {
  named_ = layout_.has_names() || computed_;
  bare_ = layout_.is_bare();
  const RecordPlan& plan = *layout_.plan;
  parts_.resize(plan.node_count);
  for_each_node(plan.nodes, [&](const PlanNode& node) {
    if (node.op != PlanNode::Op::Value) return;
    Field value = node.field;
    // Coded numbers are worked out in the order of this machine.
    const bool number = node.coding != PlanNode::Coding::Plain && !is_text_type(value.type);
    if (number) value.order = kHostOrder;
    parts_[node.id] = part_of(value, node.follows_order && !number, known);
  });
  compile_fields();
  if (computed_) insert_computed();
  for (std::size_t k = 0; k < columns_.size(); ++k) {
    Column& column = columns_[k];
    column.lead = lead_of(k);
    if (!named_ || column.field.spread) continue;
    TextBuffer key;
    append_text(column.name, json_, key);
    column.lead += std::string(key.text()) + ":";
  }
  compile_segments();
}

void RecordText::compile_fields() {
  const std::vector<std::string> names = shown_names(layout_);
  std::int64_t position = 0;
  for (std::size_t k = 0; k < layout_.fields.size(); ++k) {
    Column column;
    column.name = names[k];
    column.field = layout_.fields[k];
    column.position = position;
    position += column.field.positions();
    const ColumnPath path = layout_.paths.empty() ? ColumnPath{{k}} : layout_.paths[k];
    column.path = path.columns;
    column.first = path.columns.front();
    const RowColumn row = row_column(column.field);
    column.one_cell = row.one_cell;
    column.cells = row.cells;
    if (!path.whole) {
      compile_part(column);
    } else if (path.columns.size() == 1) {
      find_plain(column);
    }
    columns_.push_back(std::move(column));
  }
}

void RecordText::insert_computed() {
  for (const VaryingColumns::Computed& each : computed_->computed) {
    Layout value = each.value->layout();
    value.record = false;
    value.fields.front().name.clear();
    Column column;
    column.name = each.name;
    column.field = value.fields.front();
    column.computed = std::make_unique<Computed>(each, value, *this);
    columns_.insert(columns_.begin() + static_cast<std::ptrdiff_t>(each.position),
                    std::move(column));
  }
}

/// In JSON, in front of the n-th column.
std::string_view RecordText::lead_of(std::size_t n) const {
  return n > 0 ? "," : named_ ? "{" : "[";
}

/// Those that fill it, in one layout of a choice or another.
std::vector<const PlanNode*> RecordText::nodes_of(const Column& column) const {
  const RecordPlan* plan = layout_.plan.get();
  for (std::size_t k = 0; k + 1 < column.path.size(); ++k) {
    plan = plan->columns[column.path[k]].record->plan.get();
  }
  std::vector<const PlanNode*> nodes;
  for_each_node(plan->nodes, [&](const PlanNode& node) {
    if (node.op == PlanNode::Op::Value && node.column == column.path.back()) nodes.push_back(&node);
  });
  return nodes;
}

/// What most columns are that are in no segment: a text or an array whose length varies.
void RecordText::find_plain(Column& column) const {
  const std::vector<const PlanNode*> nodes = nodes_of(column);
  const PlanNode& node = *nodes.front();
  if (nodes.size() > 1 || node.field.record || node.start || column.field.spread) return;
  if (!node.has_plain_values() || node.field.is_stretch() || node.ndim() > 1) return;
  if (!punctuation_.keys && column.one_cell && node.ndim() > 0) return;  // a cell with JSON
  column.plain = &parts_[node.id];
  column.unit = info(node.field.type).size;
}

void RecordText::compile_part(Column& column) const {
  for (const PlanNode* each : nodes_of(column)) {
    const PlanNode& node = *each;
    for (const bool big : {false, true}) {
      const ByteOrder order =
          node.follows_order ? big ? ByteOrder::Big : ByteOrder::Little : node.field.order;
      const bool mid = node.follows_order && is_mid(node.field.order);
      column.parts[node.id].text[big] = std::make_unique<ItemText>(
          bare_layout(part_as_filled(column.field, node, mid ? with_mid(order) : order)),
          punctuation_, style_);
    }
  }
}

/// Where a column lies in a run of nodes.
struct RecordText::Fixed {
  const PlanNode* node = nullptr;  // null: in none
  std::size_t run = 0;             // its number
  std::int64_t offset = 0;         // in it
};

void RecordText::compile_segments() {
  const RecordPlan& plan = *layout_.plan;
  std::vector<Fixed> fixed(plan.columns.size());
  Fixed at;
  for (const PlanNode& node : plan.nodes) {
    const bool value = node.op == PlanNode::Op::Value && !node.follows_order;
    if (node.run > 0 && value && !leads_elsewhere(node.field) && !is_checked(node.field)) {
      fixed[node.column] = {&node, at.run, at.offset};
    }
    at.offset += node.run > 0 ? node.plain_size : 0;
    if (node.run <= 1) at = {nullptr, at.run + 1, 0};
  }
  const auto fixed_of = [&](std::size_t column) {
    if (columns_[column].computed) return Fixed{};
    const std::vector<std::size_t>& path = columns_[column].path;
    return path.size() == 1 && columns_[column].parts.empty() ? fixed[path.front()] : Fixed{};
  };
  for (std::size_t k = 0; k < columns_.size();) {
    const Fixed first = fixed_of(k);
    std::size_t end = k + 1;
    if (first.node != nullptr) {
      const auto goes_on = [&](const Fixed& next) {
        return next.node != nullptr && next.run == first.run;
      };
      while (end < columns_.size() && goes_on(fixed_of(end))) ++end;
      columns_[k].segment = segment_of(k, end, fixed);
    }
    k = end;
  }
}

std::unique_ptr<RecordText::Segment> RecordText::segment_of(std::size_t first, std::size_t end,
                                                            const std::vector<Fixed>& fixed) const {
  Layout layout;
  layout.record = true;
  for (std::size_t k = first; k < end; ++k) {
    const Fixed& found = fixed[columns_[k].path.front()];
    Field field = found.node->field;
    field.offset = found.offset;
    if (named_) field.name = columns_[k].name;
    layout.fields.push_back(std::move(field));
  }
  // What is around the columns is the record's own.
  const auto text = [&](Punctuation punctuation, const CellStyle& style) {
    punctuation.array_open = punctuation.record_open = punctuation.keys ? lead_of(first) : "";
    punctuation.array_close = punctuation.record_close = "";
    return std::make_unique<ItemText>(layout, punctuation, style);
  };
  auto segment = std::make_unique<Segment>();
  segment->columns = end - first;
  segment->offset = layout.fields.front().offset;
  segment->json = text(kJsonPunctuation, json_);
  if (!punctuation_.keys) segment->cells = text(punctuation_, style_);
  return segment;
}

RecordText::Part RecordText::part_of(const Field& value, bool follows, Known& known) {
  Part part;
  if (!value.record) {
    for (const bool big : {false, true}) {
      Field field = value;
      if (follows) field.order = big ? ByteOrder::Big : ByteOrder::Little;
      if (follows && is_mid(value.order)) field.order = with_mid(field.order);
      part.values[kJson][big] = cell_writer(field, json_);
      part.values[kCells][big] = cell_writer(field, style_);
      for (const Way way : {kJson, kCells}) {
        part.single[way][big] = value_writer(field, part.values[way][big]);
      }
    }
    return part;
  }
  if (value.record->is_fixed()) {
    Layout record = *value.record;
    record.record = true;
    part.json = std::make_unique<ItemText>(record, kJsonPunctuation, json_);
    part.cells = std::make_unique<ItemText>(record, punctuation_, style_);
    return part;
  }
  const auto found = known.find(value.record.get());
  if (found != known.end()) {
    part.json_record = found->second;
    return part;
  }
  inner_.push_back(std::unique_ptr<RecordText>(
      new RecordText(*value.record, punctuation_, style_, json_, known)));
  part.json_record = inner_.back().get();
  return part;
}

std::vector<std::string> RecordText::column_names() const {
  std::vector<std::string> names;
  for (const Column& column : columns_) {
    if (column.computed) {
      names.push_back(column.name);
      continue;
    }
    for (std::string& name : cell_names(column.field, column.name, column.position)) {
      names.push_back(std::move(name));
    }
  }
  return names;
}

std::vector<Kind> RecordText::column_kinds() const {
  std::vector<Kind> kinds;
  for (const Column& column : columns_) {
    if (column.computed) {
      kinds.push_back(info(column.field.type).kind);
      continue;
    }
    const bool json = column.one_cell && (column.field.record || !column.field.shape.empty());
    if (json) {
      kinds.push_back(Kind::Bytes);
      continue;
    }
    std::vector<std::vector<Kind>> by_node;
    for (const PlanNode* node : nodes_of(column)) {
      by_node.push_back(kinds_of(part_as_filled(column.field, *node, node->field.order)));
    }
    // Cells that are numbers in one record and texts in another are texts.
    for (std::size_t k = 0; k < by_node.front().size(); ++k) {
      const auto text =
          std::find_if(by_node.begin(), by_node.end(),
                       [k](const std::vector<Kind>& each) { return is_text_kind(each[k]); });
      kinds.push_back((text == by_node.end() ? by_node.front() : *text)[k]);
    }
  }
  return kinds;
}

}  // namespace bview
