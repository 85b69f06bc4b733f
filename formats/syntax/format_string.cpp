// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <utility>

#include <bview/core/quote.hpp>
#include <bview/formats/syntax/field_list.hpp>
#include <bview/formats/syntax/format_parser.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/formula_marks.hpp>

namespace bview {

Layout FormatParser::parse() {
  read_type_names();
  RecordBuilder record(text_);
  read_record_body(record);
  if (!text_.done()) text_.fail(text_.at(), "there is no 'T{' that this '}' would close");
  Layout layout = record.finish(false, text_.at());
  keep_types(layout);
  layout.pointed = pointed_;
  return layout;
}

void FormatParser::read_record_body(RecordBuilder& record) {
  if (is_field_list(text_.rest())) {
    read_list(record);
  } else {
    read_items(record);
  }
}

void FormatParser::read_items(RecordBuilder& record) {
  for (text_.read_orders(); !text_.done() && !text_.sees(ends_); text_.read_orders()) {
    if (read_group(record)) continue;
    Item item = read_unnamed(record, false);
    const std::string_view unnamed = text_.since(item.where);
    item.name = text_.read_name();
    types_.after_unnamed(item.name ? "" : unnamed);
    check_item(item, text_);
    place(std::move(item), record);
  }
}

void FormatParser::read_list(RecordBuilder& record) {
  for (text_.skip_separators(); !text_.done() && !text_.sees("}"); text_.skip_separators()) {
    read_pair(text_.at() + pair_size(text_.rest()), record);
  }
}

/// "name: type" up to `end`, or a type alone, without a name.
void FormatParser::read_pair(std::size_t end, RecordBuilder& record) {
  std::optional<Typed<std::string_view>> name;
  text_.read_orders();
  if (is_field_list(text_.rest().substr(0, end - text_.at()))) {
    name = text_.read_list_name();
    refuse_swapped(name->value, end);
    text_.read_orders();
  }
  Item item = read_unnamed(record, true);
  item.name = name;
  if (name && item.is_padding()) {
    text_.fail(name->where, "padding has no name: write it alone, or 's' for 'x'");
  }
  text_.skip_space();
  if (text_.at() < end) {
    text_.fail(text_.at(),
               "a name in a list has one type; a comma, a semicolon or a new line "
               "stands between two pairs");
  }
  check_item(item, text_);
  place(std::move(item), record);
}

/// A format whose names lack their second colons looks like a list, too; but in a list a blank
/// stands behind the colon.
void FormatParser::refuse_swapped(std::string_view name, std::size_t end) const {
  const std::size_t colon = text_.at() - 1;
  const std::string_view type = text_.rest().substr(0, end - text_.at());
  if (is_swapped(name, type)) {
    const std::string reason = "the name that begins here ends with another ':'";
    const bool alone = text_.since(0).size() == name.size() + 1 && type == text_.rest();
    if (alone || type.empty()) text_.fail(colon, reason);
    text_.fail(colon, fmt::format("{}, {}; in a list the name comes first, {}", reason,
                                  quoted(fmt::format("{}:{}:", name, type)),
                                  quoted(fmt::format("{}: {}", type, name))));
  }
  if (type.find_first_not_of(" \t") == std::string_view::npos) {
    text_.fail(text_.at(), fmt::format("the type of {} is missing here", quoted(name)));
  }
}

/// All of an item but its name.
Item FormatParser::read_unnamed(RecordBuilder& record, bool single) {
  Item item;
  item.where = text_.at();
  read_extent(item, record);
  read_type(item, record, single);
  const std::size_t where = text_.at();
  add_lengths(item, text_.read_lengths(), where, text_);
  const std::size_t readings = text_.at();
  add_readings(item, text_);
  if (!item.readings.reading) item.readings.reading = item.own_reading;
  if (!item.readings.bit_fields.empty() && item.coding != PlanNode::Coding::Plain) {
    text_.fail(readings, "bits(...) takes integers of one size apart, and this has its own");
  }
  bind_start(item, record);
  return item;
}

void FormatParser::read_type(Item& item, RecordBuilder& record, bool single) {
  const bool is_union = text_.sees("U") && text_.rest().starts_with("U{");
  if (is_union || text_.rest().starts_with("T{")) {
    return read_record(item, record, is_union);
  }
  if (read_varying_type(item) || read_tagged_type(item)) return;
  const auto count = item.count ? std::optional(item.count->where) : std::nullopt;
  item.type = single ? types_.read_single(count) : types_.read(count);
}

void FormatParser::read_record(Item& item, const RecordBuilder& outer, bool is_union) {
  const std::size_t where = text_.at();
  text_.skip(2);
  if (++depth_ > kMaxRecordDepth) text_.fail(where, "records lie in one another 64 deep at most");
  // The text of the record alone means the same only under the order it began with.
  const char sign = text_.mode().sign;
  RecordBuilder record(text_, &outer);
  if (is_union) record.begin_union();
  const bool follows = text_.follows_file();
  const std::string_view ends = std::exchange(ends_, "}");
  read_record_body(record);
  ends_ = ends;
  text_.set_follows_file(follows);
  if (text_.done())
    text_.fail(where, is_union ? "this 'U{' is not closed" : "this 'T{' is not closed");
  if (is_union && record.is_varying()) {
    text_.fail(where,
               "the members of a union have constant sizes, and byte orders that no E(...) says; "
               "S(...){...} chooses between layouts that vary");
  }
  Layout layout = record.finish(text_.mode().aligned, text_.at());
  text_.skip(1);
  layout.record = true;
  layout.format = sign + std::string(text_.since(where));
  --depth_;
  item.record = std::make_shared<const Layout>(std::move(layout));
  item.record_leaves = record.leaves();
}

/// Packed items go on where the one in front of them ends, but for a byte order between them.
void FormatParser::end_run(const Item& item, RecordBuilder& record) {
  const bool goes_on =
      item.is_packed() && item.type.bits->width % 8 != 0 && text_.orders() == orders_of_run_;
  if (!goes_on) record.end_run();
  orders_of_run_ = text_.orders();
}

void FormatParser::place(Item item, RecordBuilder& record) {
  end_run(item, record);
  if (!item.is_padding()) record.count_leaves(item.leaves(), item.where);
  if (item.extent || item.start || item.coding != PlanNode::Coding::Plain || text_.follows_file() ||
      (item.record && (!item.record->is_fixed() || is_open(*item.record)))) {
    return place_varying(std::move(item), record);
  }
  const std::size_t where = item.where;
  if (item.is_padding()) {
    const Lengths lengths = item.shape ? item.shape->value : Lengths{item.times()};
    return record.pad(record.bytes_of(lengths, 1, where), where);
  }
  if (text_.mode().aligned && !record.is_varying()) record.align(item.alignment(), where);
  if (item.times() == 0 && !item.is_text() && !item.name) return;
  if (item.name) record.add_name(item.name->value, item.name->where);
  record.add(field_of(std::move(item), text_.mode().order.value_or(host_)), where);
}

namespace {

/// A format of one unnamed T{...} is that record, not a record around it.
Layout without_wrapping(Layout layout) {
  if (layout.fields.size() != 1 || !layout.is_fixed()) return layout;
  const Field& only = layout.fields.front();
  if (!only.record || !only.name.empty() || !only.shape.empty()) return layout;
  // Members begin where the item does, and with bytes around them it is none of them.
  if (only.record->is_union && only.record->itemsize != layout.itemsize) return layout;
  Layout record = *only.record;
  record.pointed = layout.pointed;
  for (Field& field : record.fields) field.offset += only.offset;
  record.itemsize = layout.itemsize;
  return record;
}

ReadFormat read_whole(std::string_view text, ByteOrder host, FormulaEnvironment* numbers,
                      const TypeBook* book) {
  FormatParser parser(text, host, numbers, book);
  ReadFormat read{without_wrapping(parser.parse()), parser.take_notes()};
  read.layout.format = text;
  return read;
}

}  // namespace

ReadFormat read_format(std::string_view text, ByteOrder host, FormulaEnvironment* numbers,
                       const TypeBook* book) {
  try {
    return read_whole(text, host, numbers, book);
  } catch (const Error&) {
    const std::string_view name = trimmed(text);
    if (book == nullptr || !is_type_name(name)) throw;
    if (!book->find(name)) throw Error(Errc::BadFormat, book->why_not(name));
    ReadFormat read = read_whole(fmt::format("[{}]", name), host, numbers, book);
    read.layout.format = text;
    return read;
  }
}

Layout parse_format(std::string_view text, ByteOrder host) {
  return read_format(text, host).layout;
}

}  // namespace bview
