// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include <bview/formats/output/listing.hpp>
#include <bview/formats/output/table_text.hpp>
#include <bview/formats/text/string_text.hpp>

namespace bview {
namespace {

using ListingRow = std::vector<ListingCell>;

std::string text_of(const ListingCell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return fmt::format("{}", *number);
  if (const auto* truth = std::get_if<bool>(&cell)) return *truth ? "true" : "false";
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* json = std::get_if<ListingJson>(&cell)) return json->text;
  if (const auto* numbers = std::get_if<std::vector<std::int64_t>>(&cell)) {
    return fmt::format("{}", fmt::join(*numbers, ","));
  }
  return "";
}

void append_cell(const ListingCell& cell, const CellStyle& style, TextBuffer& out) {
  const bool json = style.notation == Notation::Json;
  const bool text = std::holds_alternative<std::string>(cell) || style.notation == Notation::Csv ||
                    (std::holds_alternative<ListingJson>(cell) && !json);
  if (text) {
    append_text(text_of(cell), style, out);
  } else if (json && std::holds_alternative<std::monostate>(cell)) {
    out.append("null");
  } else if (json && std::holds_alternative<std::vector<std::int64_t>>(cell)) {
    out.append(fmt::format("[{}]", text_of(cell)));
  } else {
    out.append(text_of(cell));
  }
}

void append_object(const Listing& listing, const ListingRow& row, TextBuffer& out) {
  CellStyle style;
  style.notation = Notation::Json;
  for (std::size_t k = 0; k < row.size(); ++k) {
    out.append(k == 0 ? '{' : ',');
    append_text(listing.names[k], style, out);
    out.append(':');
    append_cell(row[k], style, out);
  }
  out.append('}');
}

void append_row(const ListingRow& row, Notation notation, TextBuffer& out) {
  CellStyle style;
  style.notation = notation;
  for (std::size_t k = 0; k < row.size(); ++k) {
    if (k > 0) out.append(notation == Notation::Csv ? ',' : '\t');
    append_cell(row[k], style, out);
  }
  out.append('\n');
}

/// The widest cell of a column, its name included.
std::int64_t width_of(const Listing& listing, std::size_t column) {
  std::int64_t width = text_width(printable(listing.names[column]));
  for (const ListingRow& row : listing.rows) {
    width = std::max(width, text_width(printable(text_of(row[column]))));
  }
  return width;
}

bool is_number(const Listing& listing, std::size_t column) {
  return std::any_of(listing.rows.begin(), listing.rows.end(), [&](const ListingRow& row) {
    return std::holds_alternative<std::int64_t>(row[column]);
  });
}

constexpr std::size_t kLaidOut = 4096;       // rows by which a table is laid out
constexpr std::int64_t kWidestPadding = 80;  // one long name does not widen all lines

}  // namespace

ListingWriter::ListingWriter(std::vector<std::string> names, std::string_view form, bool header,
                             TextBuffer& out)
    : form_(form), out_(out), listing_{std::move(names), {}}, header_(header) {
  if (form_ == "json") out_.append('[');
}

void ListingWriter::add(std::vector<ListingCell> row) {
  if (form_ == "table") {
    if (!columns_.empty()) return write_table_line(row);
    listing_.rows.push_back(std::move(row));
    if (listing_.rows.size() == kLaidOut) begin_table();
    return;
  }
  if (form_ == "json" || form_ == "ndjson") {
    if (begun_ && form_ == "json") out_.append(',');
    append_object(listing_, row, out_);
    if (form_ == "ndjson") out_.append('\n');
  } else {
    const Notation notation = form_ == "csv" ? Notation::Csv : Notation::Tsv;
    write_header();
    append_row(row, notation, out_);
  }
  begun_ = true;
}

void ListingWriter::write_header() {
  if (!std::exchange(header_, false) || (form_ != "csv" && form_ != "tsv")) return;
  append_row(ListingRow(listing_.names.begin(), listing_.names.end()),
             form_ == "csv" ? Notation::Csv : Notation::Tsv, out_);
}

void ListingWriter::finish() {
  write_header();
  if (form_ == "json") out_.append("]\n");
  if (form_ == "table" && columns_.empty()) begin_table();
}

void ListingWriter::begin_table() {
  for (std::size_t k = 0; k < listing_.names.size(); ++k) {
    columns_.push_back({std::min(width_of(listing_, k), kWidestPadding), is_number(listing_, k)});
  }
  write_table_line(ListingRow(listing_.names.begin(), listing_.names.end()));
  for (const ListingRow& row : std::exchange(listing_.rows, {})) write_table_line(row);
}

void ListingWriter::write_table_line(const ListingRow& row) {
  Painter painter(out_, false);
  for (std::size_t k = 0; k < columns_.size(); ++k) {
    if (k > 0) painter.space(2);
    painter.cell(printable(text_of(row[k])), columns_[k].width,
                 columns_[k].number ? Align::Right : Align::Left, Paint::Plain);
  }
  painter.end_line();
}

void append_listing(const Listing& listing, std::string_view form, bool header, TextBuffer& out) {
  ListingWriter writer(listing.names, form, header, out);
  for (const ListingRow& row : listing.rows) writer.add(row);
  writer.finish();
}

}  // namespace bview
