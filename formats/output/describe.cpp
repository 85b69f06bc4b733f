#include "formats/output/describe.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/output/table_text.hpp"
#include "formats/text/string_text.hpp"

namespace bview {
namespace {

/// One stretch of the record.
struct Part {
  std::string name;  ///< dotted; where none was given, f0, f1, ...; of a hole empty
  bool named;
  std::int64_t offset;  ///< bytes from the start of the item
  std::int64_t size;    ///< bytes
  std::string type;
  Lengths shape;
};

constexpr std::string_view kHoleType = "x";

void add_parts(const Layout& layout, const std::string& prefix, std::int64_t base,
               std::vector<Part>& parts) {
  const std::vector<std::string> names = shown_names(layout);
  std::int64_t position = 0;
  for (std::size_t k = 0; k < names.size(); ++k) {
    const Field& field = layout.fields[k];
    const std::int64_t offset = base + field.offset;
    position += field.positions();
    std::string name = prefix + names[k];
    if (field.record && field.shape.empty()) {
      add_parts(*field.record, name + ".", offset, parts);
      continue;
    }
    if (field.positions() > 1) name += fmt::format("..f{}", position - 1);
    parts.push_back({std::move(name), !field.name.empty(), offset, field.size(), field.type_name(),
                     field.shape});
  }
  for (const Extent& hole : holes(layout)) {
    parts.push_back({"", false, base + hole.offset, hole.size, std::string(kHoleType), {}});
  }
}

std::vector<Part> parts_of(const Layout& layout) {
  std::vector<Part> parts;
  add_parts(layout, "", 0, parts);
  std::stable_sort(parts.begin(), parts.end(),
                   [](const Part& a, const Part& b) { return a.offset < b.offset; });
  return parts;
}

// --- JSON ----------------------------------------------------------------------------------------

std::string json_text(std::string_view text) {
  CellStyle style;
  style.notation = Notation::Json;
  TextBuffer out;
  append_text(text, style, out);
  return std::string(out.text());
}

std::string json_part(const Part& part) {
  return fmt::format(R"({{"name":{},"offset":{},"size":{},"type":{},"shape":[{}]}})",
                     part.named ? json_text(part.name) : "null", part.offset, part.size,
                     json_text(part.type), fmt::join(part.shape, ","));
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
std::string type_text(const Part& part) {
  std::string type = part.type == kHoleType ? "--" : part.type;
  if (!part.shape.empty()) type += fmt::format("[{}]", fmt::join(part.shape, ","));
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
  add("itemsize", fmt::format("{}", view.itemsize()));
  add("shape", fmt::format("[{}]", fmt::join(view.shape(), ", ")));
  add("strides", fmt::format("[{}], {}", fmt::join(view.strides(), ", "), contiguity_text(view)));
  add("offset", fmt::format("{0} ({0:#x})", view.offset()));
  add("nbytes", fmt::format("{}", view.nbytes()));
}

/// A line of the record's table.
struct Row {
  std::string offset;
  std::string hex;
  std::string size;
  std::string type;
  std::string name;
};

/// A column of it.
struct RowColumn {
  std::string Row::*text;
  Align align;
};
constexpr RowColumn kRowColumns[] = {{&Row::offset, Align::Right},
                                     {&Row::hex, Align::Left},
                                     {&Row::size, Align::Right},
                                     {&Row::type, Align::Left},
                                     {&Row::name, Align::Left}};

Row row_of(const Part& part) {
  return {fmt::format("{}", part.offset), fmt::format("{:#x}", part.offset),
          fmt::format("{}", part.size), type_text(part),
          part.type == kHoleType ? "hole" : printable(part.name)};
}

std::vector<std::int64_t> widths_of(const std::vector<Row>& rows) {
  std::vector<std::int64_t> widths;
  for (const RowColumn& column : kRowColumns) {
    std::int64_t width = 0;
    for (const Row& row : rows) width = std::max(width, text_width(row.*column.text));
    widths.push_back(width);
  }
  return widths;
}

void write_row(const Row& row, const std::vector<std::int64_t>& widths, Paint paint,
               Painter& line) {
  for (std::size_t k = 0; k < widths.size(); ++k) {
    if (k != 0) line.space(2);
    line.cell(row.*kRowColumns[k].text, widths[k], kRowColumns[k].align, paint);
  }
  line.end_line();
}

void write_parts(const std::vector<Part>& parts, Painter& line) {
  constexpr std::size_t kMostParts = 200;
  const std::size_t shown = std::min(parts.size(), kMostParts);
  std::vector<Row> rows = {{"offset", "", "size", "type", "name"}};
  for (std::size_t k = 0; k < shown; ++k) rows.push_back(row_of(parts[k]));
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
  const auto& [view, layout] = description.selection;
  std::vector<std::string> fields;
  for (const Part& part : parts_of(layout)) fields.push_back(json_part(part));
  const bool c_contiguous = view.c_contiguous();
  const bool f_contiguous = view.f_contiguous();
  return fmt::format(
      R"({{"format":{},"itemsize":{},"ndim":{},"shape":[{}],"strides":[{}],"offset":{},)"
      R"("nbytes":{},"readonly":{},"c_contiguous":{},"f_contiguous":{},"contiguous":{},)"
      R"("fields":[{}]}})"
      "\n",
      json_text(layout.format), view.itemsize(), view.ndim(), fmt::join(view.shape(), ","),
      fmt::join(view.strides(), ","), view.offset(), view.nbytes(), description.readonly,
      c_contiguous, f_contiguous, c_contiguous || f_contiguous, fmt::join(fields, ","));
}

std::string describe_text(const Description& description, bool color) {
  const std::vector<Part> parts = parts_of(description.selection.layout);
  // One plain value needs no table of one line.
  const bool plain = description.selection.layout.is_bare() && parts.size() == 1;
  TextBuffer out;
  Painter line(out, color);
  write_facts(description, plain ? type_text(parts.front()) : "", line);
  if (!plain && !parts.empty()) write_parts(parts, line);
  return std::string(out.text());
}

}  // namespace bview
