// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <bview/core/record_plan.hpp>
#include <bview/formats/output/describe.hpp>
#include <bview/formats/output/table_text.hpp>
#include <bview/formats/syntax/reading_text.hpp>
#include <bview/formats/text/string_text.hpp>

namespace bview {
namespace {

/// One stretch of a record.
struct DescribedPart {
  std::string name;  ///< where none was given, f0, f1, ...; of a hole empty
  bool named;
  std::int64_t offset;  ///< bytes from the start of the record; kVaries: each has its own
  std::int64_t size;    ///< bytes; the same
  std::string type;
  Lengths shape;
  const Layout* record;  ///< of a nested one; else null
  std::string reading{};
  std::optional<BitRange> bits{};
};

constexpr std::string_view kHoleType = "x";

/// The bits of a field's first value, from the least significant of its bytes on.
std::optional<BitRange> bits_of(const Field& field) {
  if (!field.is_stretch()) return field.bits;
  BitRange bits = *field.bits;
  const auto whole = static_cast<int>(8 * field.value_size());
  if (is_big(field.order)) bits.offset = whole - bits.offset - bits.width;
  return bits;
}

void sort_by_offset(std::vector<DescribedPart>& parts) {
  std::stable_sort(parts.begin(), parts.end(), [](const DescribedPart& a, const DescribedPart& b) {
    return a.offset < b.offset;
  });
}

/// Bytes that a node of a plan takes in all records; kVaries if there is no such number.
std::int64_t size_of(const PlanNode& node) {
  const auto varies = [](const Amount& amount) { return amount.formula.has_value(); };
  if (node.op == PlanNode::Op::Match) return std::ssize(node.bytes);
  if (node.op == PlanNode::Op::Order) return 0;
  const bool constant = !node.present && !varies(node.length) && !node.takes_rest;
  if (node.op == PlanNode::Op::Skip) return constant ? node.length.number : kVaries;
  const bool open = node.repeat == PlanNode::Repeat::Rest || node.repeat == PlanNode::Repeat::Until;
  if (node.op != PlanNode::Op::Value || !constant || open || !node.has_plain_values() ||
      std::any_of(node.shape.begin(), node.shape.end(), varies)) {
    return kVaries;
  }
  if (node.field.is_packed()) {
    std::int64_t bits = node.field.bits->width;
    for (const Amount& length : node.shape) bits *= length.number;
    return bytes_of_bits(stretched(node.field).bits->offset + bits);
  }
  std::int64_t size = node.field.value_size();
  for (const Amount& length : node.shape) size *= length.number;
  return size;
}

/// What a record consists of whose size varies: in the order of its columns.
std::vector<DescribedPart> parts_of_varying(const Layout& layout) {
  std::vector<DescribedPart> parts;
  const std::vector<std::string> names = shown_names(layout);
  for (std::size_t k = 0; k < names.size(); ++k) {
    const Field& field = layout.fields[k];
    parts.push_back({names[k], !field.name.empty(), kVaries, kVaries, field.type_name(),
                     field.shape, field.record.get(), reading_text(field), bits_of(field)});
  }
  if (!layout.paths.empty()) return parts;
  std::int64_t offset = 0;
  for (const PlanNode& node : layout.plan->nodes) {
    if (node.present || offset == kVaries) break;
    const std::int64_t size = size_of(node);
    offset -= node.back;
    if (node.op == PlanNode::Op::Value) {
      parts[node.column].offset = offset;
      parts[node.column].size = size;
    }
    offset = size == kVaries ? kVaries : offset + size;
  }
  return parts;
}

/// What a record consists of; a nested one is one part.
std::vector<DescribedPart> parts_of(const Layout& layout) {
  if (!layout.is_fixed()) return parts_of_varying(layout);
  std::vector<DescribedPart> parts;
  const std::vector<std::string> names = shown_names(layout);
  std::int64_t position = 0;
  for (std::size_t k = 0; k < names.size(); ++k) {
    const Field& field = layout.fields[k];
    position += field.positions();
    std::string name = names[k];
    if (field.positions() > 1) name += fmt::format("..f{}", position - 1);
    parts.push_back({std::move(name), !field.name.empty(), field.offset, field.size(),
                     field.type_name(), field.shape, field.record.get(), reading_text(field),
                     bits_of(field)});
  }
  for (const Extent& hole : holes(layout)) {
    parts.push_back({"", false, hole.offset, hole.size, std::string(kHoleType), {}, nullptr});
  }
  sort_by_offset(parts);
  return parts;
}

void add_flat(const Layout& layout, const std::string& prefix, std::int64_t base,
              std::vector<DescribedPart>& flat) {
  for (DescribedPart& part : parts_of(layout)) {
    part.name.insert(0, prefix);
    if (part.offset != kVaries) part.offset += base;
    const bool fixed = part.record != nullptr && part.record->is_fixed();
    if (fixed && part.offset != kVaries && part.shape.empty()) {
      add_flat(*part.record, part.name + ".", part.offset, flat);
    } else {
      flat.push_back(std::move(part));
    }
  }
}

/// The same with the parts of nested records, which then have dotted names, in their place.
std::vector<DescribedPart> flat_parts(const Layout& layout) {
  std::vector<DescribedPart> flat;
  add_flat(layout, "", 0, flat);
  if (layout.is_fixed()) sort_by_offset(flat);
  return flat;
}

// --- JSON ----------------------------------------------------------------------------------------

std::string json_text(std::string_view text) {
  CellStyle style;
  style.notation = Notation::Json;
  TextBuffer out;
  append_text(text, style, out);
  return std::string(out.text());
}

/// Records that what is described lies in; a named type may lie in itself.
using Around = std::vector<const Layout*>;

std::string json_fields(const Layout& layout, Around around);

std::string json_number(std::int64_t number) {
  return number == kVaries ? "null" : fmt::format("{}", number);
}

std::string json_shape(const Lengths& shape) {
  std::vector<std::string> lengths;
  for (const std::int64_t length : shape) lengths.push_back(json_number(length));
  return fmt::format("[{}]", fmt::join(lengths, ","));
}

std::string json_part(const DescribedPart& part, const Around& around) {
  const bool open =
      part.record != nullptr && std::count(around.begin(), around.end(), part.record) == 0;
  const std::string inside =
      !open ? "" : fmt::format(R"(,"fields":{})", json_fields(*part.record, around));
  const std::string bits = !part.bits ? ""
                                      : fmt::format(R"(,"bits":{{"offset":{},"width":{}}})",
                                                    part.bits->offset, part.bits->width);
  return fmt::format(R"({{"name":{},"offset":{},"size":{},"type":{},"shape":{},"reading":{}{}{}}})",
                     part.named ? json_text(part.name) : "null", json_number(part.offset),
                     json_number(part.size), json_text(part.type), json_shape(part.shape),
                     part.reading.empty() ? "null" : json_text(part.reading), bits, inside);
}

std::string json_fields(const Layout& layout, Around around) {
  std::vector<std::string> fields;
  around.push_back(&layout);
  for (const DescribedPart& part : parts_of(layout)) fields.push_back(json_part(part, around));
  return fmt::format("[{}]", fmt::join(fields, ","));
}

// --- text ----------------------------------------------------------------------------------------

void write_fact(std::string_view name, std::string_view fact, Painter& line) {
  constexpr std::int64_t kNameColumn = 8;
  line.cell(name, kNameColumn, Align::Left, Paint::Strong);
  line.space(2);
  line.write(fact);
  line.end_line();
}

std::string bytes_text(std::int64_t count) {
  return fmt::format("{} {}", count, count == 1 ? "byte" : "bytes");
}

std::string_view contiguity_text(const View& view) {
  constexpr std::string_view kTexts[2][2] = {{"not contiguous", "F-contiguous"},
                                             {"C-contiguous", "C- and F-contiguous"}};
  return kTexts[view.c_contiguous()][view.f_contiguous()];
}

/// "u16be", "f32[2,3]"; of a hole "--".
std::string type_text(const DescribedPart& part, bool cut = true) {
  std::string type = part.type == kHoleType ? "--" : part.type;
  if (!part.shape.empty()) {
    std::vector<std::string> lengths;
    for (const std::int64_t length : part.shape) {
      lengths.push_back(length == kVaries ? "*" : fmt::format("{}", length));
    }
    type += fmt::format("[{}]", fmt::join(lengths, ","));
  }
  constexpr std::int64_t kLongest = 48;  // of a reading; its names may be many
  if (part.reading.empty()) return type;
  type += "|" + (cut ? cut_text(printable(part.reading), kLongest) : part.reading);
  return type;
}

/// The view and its file; `type` is that of a plain value, or empty.
void write_facts(const Description& description, std::string_view type, Painter& line) {
  const View& view = description.selection.view;
  const auto add = [&](std::string_view name, std::string_view fact) {
    write_fact(name, fact, line);
  };
  add("file", fmt::format("{}, {}, {}", description.file, bytes_text(description.file_size),
                          description.readonly ? "read-only" : "writable"));
  add("format", printable(description.selection.layout.format));
  if (!type.empty()) add("type", type);
  const auto add_chosen = [&] {
    if (description.chosen) add("where", fmt::format("{} of {}", *description.chosen, view.size()));
  };
  if (!description.selection.layout.is_fixed()) {
    add("itemsize", "each record says its own");
    add("records", fmt::format("{}", view.size()));
    add_chosen();
    return add("offset", fmt::format("{0} ({0:#x})", description.start));
  }
  add("itemsize", fmt::format("{}", view.itemsize()));
  add("shape", fmt::format("[{}]", fmt::join(view.shape(), ", ")));
  add_chosen();
  add("strides", fmt::format("[{}], {}", fmt::join(view.strides(), ", "), contiguity_text(view)));
  add("offset", fmt::format("{0} ({0:#x})", view.offset()));
  add("nbytes", fmt::format("{}", view.nbytes()));
}

/// A line of the record's table.
struct DescribedRow {
  std::string offset;
  std::string hex;
  std::string size;
  std::string type;
  std::string name;
};

/// A column of it.
struct DescribedColumn {
  std::string DescribedRow::*text;
  Align align;
};
constexpr DescribedColumn kDescribedColumns[] = {{&DescribedRow::offset, Align::Right},
                                                 {&DescribedRow::hex, Align::Left},
                                                 {&DescribedRow::size, Align::Right},
                                                 {&DescribedRow::type, Align::Left},
                                                 {&DescribedRow::name, Align::Left}};

DescribedRow described_row(const DescribedPart& part) {
  const auto number = [](std::int64_t n) { return n == kVaries ? "" : fmt::format("{}", n); };
  return {number(part.offset), part.offset == kVaries ? "" : fmt::format("{:#x}", part.offset),
          number(part.size), type_text(part),
          part.type == kHoleType ? "hole" : printable(part.name)};
}

std::vector<std::int64_t> widths_of(const std::vector<DescribedRow>& rows) {
  std::vector<std::int64_t> widths;
  for (const DescribedColumn& column : kDescribedColumns) {
    std::int64_t width = 0;
    for (const DescribedRow& row : rows) width = std::max(width, text_width(row.*column.text));
    widths.push_back(width);
  }
  return widths;
}

void write_row(const DescribedRow& row, const std::vector<std::int64_t>& widths, Paint paint,
               Painter& line) {
  for (std::size_t k = 0; k < widths.size(); ++k) {
    if (k != 0) line.space(2);
    line.cell(row.*kDescribedColumns[k].text, widths[k], kDescribedColumns[k].align, paint);
  }
  line.end_line();
}

void write_parts(const std::vector<DescribedPart>& parts, Painter& line) {
  constexpr std::size_t kMostParts = 200;
  const std::size_t shown = std::min(parts.size(), kMostParts);
  std::vector<DescribedRow> rows = {{"offset", "", "size", "type", "name"}};
  for (std::size_t k = 0; k < shown; ++k) rows.push_back(described_row(parts[k]));
  const std::vector<std::int64_t> widths = widths_of(rows);
  line.end_line();
  write_row(rows.front(), widths, Paint::Strong, line);
  for (std::size_t k = 0; k < shown; ++k) {
    const bool hole = parts[k].type == kHoleType;
    write_row(rows[k + 1], widths, hole ? Paint::Faint : Paint::Plain, line);
  }
  if (shown == parts.size()) return;
  line.write(fmt::format("... {} more fields", parts.size() - shown), Paint::Faint);
  line.end_line();
}

}  // namespace

std::string describe_json(const Description& description) {
  const View& view = description.selection.view;
  const Layout& layout = description.selection.layout;
  const std::string chosen =
      description.chosen ? fmt::format(R"("chosen":{},)", *description.chosen) : "";
  if (!layout.is_fixed()) {
    return fmt::format(
        R"({{"format":{},"itemsize":null,"ndim":{},"shape":[{}],"strides":null,"offset":{},)"
        R"("nbytes":null,"readonly":{},"c_contiguous":false,"f_contiguous":false,)"
        R"("contiguous":false,{}"fields":{}}})"
        "\n",
        json_text(layout.format), view.ndim(), fmt::join(view.shape(), ","), description.start,
        description.readonly, chosen, json_fields(layout, {}));
  }
  const bool c_contiguous = view.c_contiguous();
  const bool f_contiguous = view.f_contiguous();
  return fmt::format(
      R"({{"format":{},"itemsize":{},"ndim":{},"shape":[{}],"strides":[{}],"offset":{},)"
      R"("nbytes":{},"readonly":{},"c_contiguous":{},"f_contiguous":{},"contiguous":{},)"
      R"({}"fields":{}}})"
      "\n",
      json_text(layout.format), view.itemsize(), view.ndim(), fmt::join(view.shape(), ","),
      fmt::join(view.strides(), ","), view.offset(), view.nbytes(), description.readonly,
      c_contiguous, f_contiguous, c_contiguous || f_contiguous, chosen, json_fields(layout, {}));
}

std::string describe_text(const Description& description, bool color) {
  const std::vector<DescribedPart> parts = flat_parts(description.selection.layout);
  // One plain value needs no table of one line.
  const bool plain = description.selection.layout.is_bare() && parts.size() == 1;
  TextBuffer out;
  Painter line(out, color);
  write_facts(description, plain ? type_text(parts.front()) : "", line);
  if (!plain && !parts.empty()) write_parts(parts, line);
  return std::string(out.text());
}

ListingJson fields_json(const Layout& layout) { return {json_fields(layout, {})}; }

Listing fields_listing(const Layout& layout, bool cut) {
  const auto number = [](std::int64_t n) { return n == kVaries ? ListingCell() : ListingCell(n); };
  Listing listing{{"offset", "size", "type", "name"}, {}};
  for (const DescribedPart& part : flat_parts(layout)) {
    const bool hole = part.type == kHoleType;
    listing.rows.push_back({number(part.offset), number(part.size), type_text(part, cut),
                            hole ? ListingCell("hole") : ListingCell(part.name)});
  }
  return listing;
}

}  // namespace bview
