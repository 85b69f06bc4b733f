// SPDX-License-Identifier: MIT

#include <string>
#include <utility>

#include <bview/core/quote.hpp>
#include <bview/formats/syntax/format_item.hpp>

namespace bview {

void add_lengths(Item& item, Lengths lengths, std::size_t where, const FormatLexer& text) {
  const bool char_word = item.type.is_word && item.type.scalar != nullptr &&
                         item.type.scalar->type == ScalarType::Char;
  if (char_word && (item.count || !lengths.empty())) item.type.scalar = &info(ScalarType::String);
  if (lengths.empty()) return;
  if (item.shape) text.fail(where, "an item has one shape, in front of its type or behind it");
  if (item.is_text() && !item.count) {
    item.count = Typed<std::int64_t>{lengths.back(), where};
    lengths.pop_back();
  } else if (item.count && !item.is_text()) {
    text.fail(where, "an item has a count in front of its type, or lengths behind it");
  }
  if (!lengths.empty()) item.shape = Typed<Lengths>{std::move(lengths), where};
}

void add_readings(Item& item, FormatLexer& text) {
  ReadingTarget target{item.type.scalar};
  target.bits = item.type.bits;
  if (item.record) target.scalar = nullptr;
  const bool bytes =
      target.scalar != nullptr && !target.bits &&
      (target.scalar->type == ScalarType::UInt8 || target.scalar->type == ScalarType::Int8 ||
       target.scalar->type == ScalarType::Char);
  const bool shaped = item.shape && !item.shape->value.empty();
  const bool counted_by_formula =
      item.extent && item.extent->repeat != PlanNode::Repeat::Once && !item.shape_of_formulas;
  target.bytes = bytes && (item.count || shaped || counted_by_formula);
  if (item.is_text()) target.length = item.times();
  if (target.bytes) target.length = shaped ? item.shape->value.back() : item.times();
  item.readings = read_readings(text, target);
  if (!item.readings.takes_bytes) return;
  // The bytes are then one text; of a shape those along its last axis.
  item.type.scalar = &info(ScalarType::String);
  if (!shaped) return;
  item.count = Typed<std::int64_t>{item.shape->value.back(), item.shape->where};
  item.shape->value.pop_back();
  if (item.shape->value.empty()) item.shape = std::nullopt;
}

namespace {

/// The record that bits make of an integer.
std::shared_ptr<const Layout> record_of_bits(std::vector<Field> fields, const Field& whole) {
  Layout layout;
  for (Field& field : fields) {
    field.type = whole.type;
    field.order = whole.order;
  }
  layout.fields = std::move(fields);
  layout.itemsize = info(whole.type).size;
  layout.alignment = 1;  // of the integer, which was aligned itself
  layout.record = true;
  return std::make_shared<const Layout>(std::move(layout));
}

}  // namespace

void check_item(const Item& item, const FormatLexer& text) {
  if (item.shape && item.count && !item.is_text()) {
    text.fail(item.count->where, "behind a shape there is no count: lengths are in the shape");
  }
  if (item.is_padding() && item.name) {
    std::string kept(text.since(item.where));
    kept[kept.find('x')] = 's';
    text.fail(item.name->where, "padding has no name; to keep the bytes write " + quoted(kept));
  }
}

Field field_of(Item item, ByteOrder order) {
  Field field;
  if (item.name) field.name = item.name->value;
  if (item.record == nullptr) {
    field.type = item.type.scalar->type;
    field.order = item.type.order.value_or(order);
    if (item.type.mid) field.order = with_mid(field.order);
    field.bits = item.type.bits;
  }
  if (item.shape) field.shape = std::move(item.shape->value);
  if (item.is_text()) {
    field.length = item.times();
  } else if (item.count && (item.name || item.times() > 1)) {
    field.shape = {item.times()};
    field.spread = !item.name;
  }
  field.record = std::move(item.record);
  field.reading = std::move(item.readings.reading);
  if (!item.readings.bit_fields.empty()) {
    field.record = record_of_bits(std::move(item.readings.bit_fields), field);
  }
  return field;
}

}  // namespace bview
