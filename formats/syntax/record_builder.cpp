// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include <bview/core/ascii_number.hpp>
#include <bview/core/checked.hpp>
#include <bview/core/integers.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/reading_text.hpp>
#include <bview/formats/syntax/record_builder.hpp>

namespace bview {
namespace {

/// The product of all lengths but 0: Field::count() multiplies from the left, and
/// must not overflow before it meets a 0.
std::optional<std::int64_t> product_without_zeros(Lengths shape) {
  std::erase(shape, 0);
  return checked_product(shape);
}

}  // namespace

void RecordBuilder::align(std::int64_t alignment, std::size_t where) {
  layout_.alignment = std::max(layout_.alignment, alignment);
  const std::int64_t over = layout_.itemsize % alignment;
  if (over > 0) pad(alignment - over, where);
}

void RecordBuilder::pad(std::int64_t bytes, std::size_t where) {
  end_run();
  grow(bytes, where);
  PlanNode node;
  node.op = PlanNode::Op::Skip;
  node.where = where;
  node.length.number = bytes;
  node.plain_size = bytes;
  bodies_.back().push_back(std::move(node));
}

void RecordBuilder::go_back(std::int64_t bytes) {
  end_run();
  back_ = bytes;
  layout_.itemsize -= bytes;
}

void RecordBuilder::grow(std::int64_t bytes, std::size_t where) {
  if (layout_.is_union) {
    largest_ = std::max(largest_, bytes);
    return end_run();
  }
  const auto end = checked_add(layout_.itemsize, bytes);
  if (!end) text_.fail(where, "with this item the record is larger than 2^63-1 bytes");
  layout_.itemsize = *end;
}

void RecordBuilder::add_name(std::string_view name, std::size_t where) {
  const auto column = columns_.find(name);
  if (column != columns_.end() && !is_other_case(column->second)) {
    text_.fail(where, fmt::format("there already is a field {}", quoted(name)));
  }
  if (const auto position = automatic_position(name)) suspects_.emplace_back(*position, where);
}

void RecordBuilder::count_leaves(std::int64_t leaves, std::size_t where) {
  const auto sum = checked_add(leaves_, leaves);
  if (!sum || *sum > kMaxLeaves) {
    text_.fail(where, fmt::format("with this item the record has more than {} fields, those of "
                                  "records in it included; an array of records counts as one",
                                  kMaxLeaves));
  }
  leaves_ = *sum;
}

void RecordBuilder::add(Field field, std::size_t where) {
  const auto value = field.record ? std::optional(field.record->itemsize)
                                  : checked_mul(info(field.type).size, field.length);
  if (!value) text_.fail(where, "this item is larger than 2^63-1 bytes");
  if (field.is_packed()) {
    PlanNode node;
    node.where = where;
    return add_packed(std::move(field), std::move(node), false);
  }
  end_run();
  field.offset = layout_.itemsize;
  grow(bytes_of(field.shape, *value, where), where);
  PlanNode node;
  node.where = where;
  add_constant(std::move(field), std::move(node));
}

/// Adds a field whose size and place no formula says.
void RecordBuilder::add_constant(Field field, PlanNode node) {
  node.length.number = field.length;
  node.shape.clear();
  for (const std::int64_t length : field.shape) node.shape.push_back({length, std::nullopt});
  if (!node.shape.empty()) node.repeat = PlanNode::Repeat::Shape;
  add_value(std::move(field), std::move(node));
}

void RecordBuilder::add_packed(Field field, PlanNode node, bool follows) {
  field = stretched(std::move(field));
  const auto order = follows ? std::nullopt : std::optional(field.order);
  if (order != run_order_) end_run();
  run_order_ = order;
  const int width = field.bits->width;
  const int taken = spare_ == 0 ? 0 : 8 - spare_;
  const std::int64_t bits = bytes_of(field.shape, width, node.where);
  const auto end = checked_add(bits, 16);
  if (!end) text_.fail(node.where, "this item is larger than 2^63-1 bits");
  node.back = taken > 0 ? 1 : 0;
  field.offset = layout_.itemsize - node.back;
  field.bits->offset = taken;
  grow(bytes_of_bits(taken + bits) - node.back, node.where);
  if (!layout_.is_union) spare_ = static_cast<int>((8 - (taken + bits) % 8) % 8);
  if (follows) varying_ = true;
  if (!follows) field = gathered(std::move(field), taken);
  node.follows_order = follows;
  add_constant(std::move(field), std::move(node));
}

void RecordBuilder::add_varying(Field field, PlanNode node) {
  varying_ = true;
  end_run();
  field.offset = 0;
  add_value(std::move(field), std::move(node));
}

void RecordBuilder::add_node(PlanNode node) {
  varying_ = true;
  end_run();
  const bool plain = node.op == PlanNode::Op::Skip && !node.takes_rest && !node.length.formula;
  if (plain) node.plain_size = node.length.number;
  bodies_.back().push_back(std::move(node));
}

/// Adds the column of a field, if there is none yet, and the node that fills it.
void RecordBuilder::add_value(Field field, PlanNode node) {
  node.op = PlanNode::Op::Value;
  node.back += std::exchange(back_, 0);
  node.field = field;
  node.field.shape.clear();
  node.field.spread = false;
  node.field.name.clear();
  const bool single_integer = !field.record && !is_written_number(field) && !field.bits &&
                              node.repeat == PlanNode::Repeat::Once &&
                              node.coding == PlanNode::Coding::Plain &&
                              info(field.type).kind == Kind::Integer;
  for (const ByteOrder order : {ByteOrder::Little, ByteOrder::Big}) {
    const bool mid = is_mid(field.order);
    node.load[is_big(order) ? 1 : 0] =
        single_integer ? integer_loader(field.type, mid ? with_mid(order) : order) : nullptr;
  }
  const bool plain = !field.record && node.repeat == PlanNode::Repeat::Once && !node.takes_rest &&
                     node.coding == PlanNode::Coding::Plain && !node.length.formula;
  if (plain) {
    node.plain_size =
        field.is_stretch()
            ? field.value_size()
            : checked_mul(info(field.type).size, node.length.number).value_or(kVaries);
  }
  node.column = column_of(std::move(field), node.where);
  bodies_.back().push_back(std::move(node));
}

std::size_t RecordBuilder::column_of(Field field, std::size_t where) {
  const auto same = columns_.find(field.name);
  if (!field.name.empty() && same != columns_.end()) {
    merge(same->second, field, where);
    return same->second;
  }
  const auto positions = checked_add(positions_, field.positions());
  if (!positions) text_.fail(where, "with this item the record has more than 2^63-1 values");
  positions_ = *positions;
  const std::size_t column = layout_.fields.size();
  if (!field.name.empty()) columns_.emplace(field.name, column);
  layout_.fields.push_back(std::move(field));
  column_cases_.push_back(cases_);
  return column;
}

// --- groups --------------------------------------------------------------------------------------

void RecordBuilder::begin_group(std::size_t choice, std::size_t number) {
  varying_ = true;
  end_run();
  bodies_.emplace_back();
  cases_.emplace_back(choice, number);
}

std::vector<PlanNode> RecordBuilder::end_group() {
  end_run();
  std::vector<PlanNode> body = std::move(bodies_.back());
  bodies_.pop_back();
  cases_.pop_back();
  return body;
}

/// Whether a column stands in another case of a choice that is being read.
bool RecordBuilder::is_other_case(std::size_t column) const {
  const Cases& cases = column_cases_[column];
  const auto [here, there] =
      std::mismatch(cases_.begin(), cases_.end(), cases.begin(), cases.end());
  return here != cases_.end() && there != cases.end() && here->first != 0 &&
         here->first == there->first && here->second != there->second;
}

namespace {

std::string full_type(const Field& field) {
  return field.reading ? field.type_name() + "|" + reading_text(field) : field.type_name();
}

}  // namespace

/// Makes a column one that holds what it held, and a further field of its name.
void RecordBuilder::merge(std::size_t number, const Field& field, std::size_t where) {
  Field& column = layout_.fields[number];
  const auto fail = [&] {
    text_.fail(where, fmt::format("{} is {} here and {} in another layout, which no type holds",
                                  quoted(field.name), full_type(field), full_type(column)));
  };
  if (column.shape.size() != field.shape.size() || !column.record != !field.record) fail();
  for (std::size_t k = 0; k < column.shape.size(); ++k) {
    if (column.shape[k] != field.shape[k]) column.shape[k] = kVaries;
  }
  if (column.length != field.length) column.length = kVaries;
  if (field.record) {
    const bool alike = field.record->format == column.record->format &&
                       reading_text(field) == reading_text(column);
    if (!alike || (field.reading && field.type != column.type)) fail();
    return;
  }
  std::vector<StoredType>& held = held_.try_emplace(number, 1, stored_type(column)).first->second;
  if (std::find(held.begin(), held.end(), stored_type(field)) != held.end()) return;
  held.push_back(stored_type(field));
  const auto joined = joined_type(held);
  if (!joined) fail();
  column.type = *joined;
  column.bits.reset();
}

std::int64_t RecordBuilder::bytes_of(const Lengths& shape, std::int64_t item,
                                     std::size_t where) const {
  if (!product_without_zeros(shape)) text_.fail(where, "this array has more than 2^63-1 items");
  const auto bytes = checked_mul(*checked_product(shape), item);
  if (!bytes) text_.fail(where, "this item is larger than 2^63-1 bytes");
  return *bytes;
}

Layout RecordBuilder::finish(bool pad_end, std::size_t where) {
  if (std::exchange(layout_.is_union, false)) {
    layout_.itemsize = largest_;
    Layout layout = finish(pad_end, where);
    layout.is_union = true;
    return layout;
  }
  if (pad_end && !varying_) align(layout_.alignment, where);
  if (!suspects_.empty()) check_automatic_names();
  if (varying_) finish_plan();
  return std::move(layout_);
}

Layout as_varying(Layout layout) {
  if (!layout.is_fixed()) return layout;
  const Scanner text("format", layout.format);
  RecordBuilder record(text);
  std::int64_t end = 0;
  for (const Field& field : layout.fields) {
    const std::int64_t begin = first_bit(field);
    if (layout.is_union && end > 0) {
      record.go_back(bytes_of_bits(end));
      end = 0;
    }
    if (begin > end) record.pad((begin - bytes_of_bits(end) * 8) / 8, 0);
    record.add(field, 0);
    end = field.is_packed() ? begin + field.count() * field.bits->width
                            : (field.offset + field.size()) * 8;
  }
  end = bytes_of_bits(end);
  if (layout.itemsize > end) record.pad(layout.itemsize - end, 0);
  PlanNode nothing;
  nothing.op = PlanNode::Op::Skip;
  nothing.length.number = 0;
  record.add_node(std::move(nothing));
  Layout varying = record.finish(false, 0);
  varying.record = layout.record;
  varying.format = layout.format;
  return varying;
}

namespace {

/// Finds out whether a node has a counter.
void find_counter(PlanNode& node) {
  if (node.present || node.back > 0 || node.takes_rest || node.start) return;
  const bool skips = node.op == PlanNode::Op::Skip;
  const bool plain = node.op == PlanNode::Op::Value && !node.field.record &&
                     !node.field.is_stretch() && node.coding == PlanNode::Coding::Plain;
  if (!skips && !plain) return;
  const bool array = node.repeat == PlanNode::Repeat::Shape && node.shape.size() == 1;
  const Amount& count = array ? node.shape.front() : node.length;
  const bool other =
      array ? node.length.formula.has_value() : node.repeat != PlanNode::Repeat::Once;
  if (!count.formula || !count.formula->column || other) return;
  const std::int64_t unit = skips ? 1 : info(node.field.type).size;
  node.unit_size = checked_mul(unit, array ? node.length.number : 1).value_or(0);
  if (node.unit_size > 0) node.counter = count.formula->column;
}

void find_runs(std::vector<PlanNode>& nodes) {
  std::size_t run = 0;
  std::int64_t size = 0;
  for (std::size_t k = nodes.size(); k-- > 0;) {
    PlanNode& node = nodes[k];
    const bool plain =
        node.plain_size >= 0 && !node.present && node.back == 0 && !node.field.is_stretch();
    const auto sum = plain ? checked_add(size, node.plain_size) : std::nullopt;
    run = sum ? run + 1 : 0;
    size = sum.value_or(0);
    node.run = run;
    node.run_size = size;
    find_counter(node);
    find_runs(node.body);
    for (PlanNode::Case& each : node.cases) find_runs(each.body);
  }
}

}  // namespace

void RecordBuilder::finish_plan() {
  auto plan = std::make_shared<RecordPlan>();
  plan->nodes = std::move(bodies_.front());
  find_runs(plan->nodes);
  layout_.itemsize = 0;
  layout_.alignment = 1;
  for (Field& field : layout_.fields) {
    field.offset = 0;
    // Each record tells where its bits begin.
    if (!field.is_packed()) continue;
    field = stretched(std::move(field));
    field.bits->offset = 0;
  }
  plan->columns = layout_.fields;
  plan->looks_elsewhere = looks_elsewhere_;
  const std::vector<std::string> names = shown_names(layout_);
  for_each_node(plan->nodes, [&](PlanNode& node) {
    node.id = plan->node_count++;
    if (node.op == PlanNode::Op::Value) {
      node.label = quoted(names[node.column]);
      show_as(node.field, plan->columns[node.column]);
    }
    const bool inner =
        node.op == PlanNode::Op::Value && node.field.record && !node.field.record->is_fixed();
    plan->looks_elsewhere = plan->looks_elsewhere || node.op == PlanNode::Op::At ||
                            leads_elsewhere(node.field) ||
                            (inner && node.field.record->plan->looks_elsewhere);
  });
  layout_.plan = std::move(plan);
}

void RecordBuilder::check_automatic_names() const {
  std::vector<std::int64_t> ends;  // the position behind each field's last
  for (const Field& field : layout_.fields) {
    ends.push_back((ends.empty() ? 0 : ends.back()) + field.positions());
  }
  for (const auto& [position, where] : suspects_) {
    const auto end = std::upper_bound(ends.begin(), ends.end(), position);
    if (end == ends.end()) continue;
    const Field& there = layout_.fields[static_cast<std::size_t>(end - ends.begin())];
    if (!there.name.empty()) continue;
    text_.fail(
        where,
        fmt::format("'f{0}' is what value {0} is called, as it has no name of its own", position));
  }
}

}  // namespace bview
