// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>

#include <bview/formats/output/listing.hpp>
#include <bview/formats/output/table_text.hpp>
#include <bview/formats/text/string_text.hpp>

namespace bview {
namespace {

using Row = std::vector<ListingCell>;

std::string text_of(const ListingCell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return fmt::format("{}", *number);
  if (const auto* truth = std::get_if<bool>(&cell)) return *truth ? "true" : "false";
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* json = std::get_if<ListingJson>(&cell)) return json->text;
  return "";
}

void append_cell(const ListingCell& cell, const CellStyle& style, TextBuffer& out) {
  const bool json = style.notation == Notation::Json;
  if (std::holds_alternative<std::string>(cell) ||
      (std::holds_alternative<ListingJson>(cell) && !json)) {
    append_text(text_of(cell), style, out);
  } else if (json && std::holds_alternative<std::monostate>(cell)) {
    out.append("null");
  } else {
    out.append(text_of(cell));
  }
}

void append_object(const Listing& listing, const Row& row, TextBuffer& out) {
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

void append_json(const Listing& listing, TextBuffer& out) {
  out.append('[');
  for (const Row& row : listing.rows) {
    if (&row != listing.rows.data()) out.append(',');
    append_object(listing, row, out);
  }
  out.append("]\n");
}

void append_ndjson(const Listing& listing, TextBuffer& out) {
  for (const Row& row : listing.rows) {
    append_object(listing, row, out);
    out.append('\n');
  }
}

void append_rows(const Listing& listing, Notation notation, bool header, TextBuffer& out) {
  CellStyle style;
  style.notation = notation;
  const auto append_row = [&](const Row& row) {
    for (std::size_t k = 0; k < row.size(); ++k) {
      if (k > 0) out.append(notation == Notation::Csv ? ',' : '\t');
      append_cell(row[k], style, out);
    }
    out.append('\n');
  };
  if (header) append_row(Row(listing.names.begin(), listing.names.end()));
  for (const Row& row : listing.rows) append_row(row);
}

/// The widest cell of a column, its name included.
std::int64_t width_of(const Listing& listing, std::size_t column) {
  std::int64_t width = text_width(printable(listing.names[column]));
  for (const Row& row : listing.rows) {
    width = std::max(width, text_width(printable(text_of(row[column]))));
  }
  return width;
}

bool is_number(const Listing& listing, std::size_t column) {
  return std::any_of(listing.rows.begin(), listing.rows.end(), [&](const Row& row) {
    return std::holds_alternative<std::int64_t>(row[column]);
  });
}

void append_table(const Listing& listing, TextBuffer& out) {
  Painter painter(out, false);
  std::vector<std::int64_t> widths;
  std::vector<Align> aligns;
  for (std::size_t k = 0; k < listing.names.size(); ++k) {
    widths.push_back(width_of(listing, k));
    aligns.push_back(is_number(listing, k) ? Align::Right : Align::Left);
  }
  const auto append_row = [&](const auto& text_at) {
    for (std::size_t k = 0; k < widths.size(); ++k) {
      if (k > 0) painter.space(2);
      painter.cell(printable(text_at(k)), widths[k], aligns[k], Paint::Plain);
    }
    painter.end_line();
  };
  append_row([&](std::size_t k) { return listing.names[k]; });
  for (const Row& row : listing.rows) append_row([&](std::size_t k) { return text_of(row[k]); });
}

}  // namespace

void append_listing(const Listing& listing, std::string_view form, bool header, TextBuffer& out) {
  if (form == "json") return append_json(listing, out);
  if (form == "ndjson") return append_ndjson(listing, out);
  if (form == "table") return append_table(listing, out);
  append_rows(listing, form == "csv" ? Notation::Csv : Notation::Tsv, header, out);
}

}  // namespace bview
