// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include <bview/formats/output/nested.hpp>
#include <bview/formats/output/records.hpp>
#include <bview/formats/output/rows.hpp>
#include <bview/formats/text/string_text.hpp>

namespace bview {
namespace {

CellStyle style_for(Notation notation, const OutputOptions& options) {
  CellStyle style;
  style.notation = notation;
  style.nan_as_string = options.nan_as_string;
  style.bigint_as_string = options.bigint_as_string;
  style.bytes_as = options.bytes_as;
  if (notation == Notation::Json) return style;
  style.base = options.base.value_or(10);
  style.precision = options.precision;
  return style;
}

// --- tsv, csv ------------------------------------------------------------------------------------

/// How rows are written.
struct RowStyle {
  RowStyle(const Punctuation& usual, Notation notation, const OutputOptions& options)
      : punctuation(usual), cells(style_for(notation, options)), header(options.header) {
    const RowDialect* const dialect = options.dialect.get();
    if (dialect == nullptr) return;
    if (dialect->changes_cells()) cells.dialect = dialect;
    if (dialect->delimiter != '\0') punctuation.separator = {&dialect->delimiter, 1};
    if (dialect->crlf) line_end = "\r\n";
    if (dialect->bom) mark = "\xef\xbb\xbf";
  }

  Punctuation punctuation;
  CellStyle cells;
  bool header;
  std::string_view line_end = "\n";
  std::string_view mark{};  // in front of all
};

/// The names of the columns as a first line: of a record's leaves, or, of plain
/// values, the indices along the row.
void write_header(const Selection& selection, const RowStyle& rows, TextBuffer& out) {
  bool first = true;
  const auto column = [&](std::string_view name) {
    if (!std::exchange(first, false)) out.append(rows.punctuation.separator);
    append_text(name, rows.cells, out);
  };
  if (!selection.layout.is_bare()) {
    for_each_leaf(selection.layout, [&](const Leaf& leaf) { column(leaf.name); });
  } else if (!selection.layout.fields.front().shape.empty()) {
    const std::int64_t columns = selection.layout.fields.front().count();
    for (std::int64_t k = 0; k < columns; ++k) column(fmt::format("{}", k));
  } else if (selection.view.ndim() < 2) {
    column("value");
  } else {
    const std::int64_t columns = selection.view.axes().back().extent;
    for (std::int64_t k = 0; k < columns; ++k) column(fmt::format("{}", k));
  }
  out.append(rows.line_end);
}

std::unique_ptr<Renderer> make_record_lines(const Selection& selection, RowStyle rows) {
  CellStyle json = rows.cells;
  json.notation = Notation::Json;
  json.base = 10;
  json.precision.reset();
  json.dialect = nullptr;
  // A text that is there and empty differs from one that is not.
  rows.cells.quote_empty = true;
  auto record = std::make_unique<RecordText>(selection.layout, rows.punctuation, rows.cells, json,
                                             selection.columns);
  NestedText text;
  text.begin = [names = record->column_names(), rows](TextBuffer& out) {
    out.append(rows.mark);
    if (!rows.header) return;
    for (std::size_t k = 0; k < names.size(); ++k) {
      if (k > 0) out.append(rows.punctuation.separator);
      append_text(names[k], rows.cells, out);
    }
    out.append(rows.line_end);
  };
  const std::string line_end(rows.line_end);
  text.levels.assign(selection.view.ndim(), {"", line_end, ""});
  if (selection.view.size() > 0) text.end = line_end;
  return make_records(selection, std::move(record), std::move(text));
}

std::unique_ptr<Renderer> make_lines(const Selection& selection, RowStyle rows) {
  if (!selection.layout.is_fixed()) return make_record_lines(selection, rows);
  Selection shown = unfold(selection);
  rows.cells.quote_empty = leaf_count(shown.layout) == 1;
  NestedText text;
  text.begin = [=](TextBuffer& out) {
    out.append(rows.mark);
    if (rows.header) write_header(shown, rows, out);
  };
  const std::string line_end(rows.line_end);
  text.levels.assign(shown.view.ndim(), {"", line_end, ""});
  if (selection.view.size() > 0) text.per_item = shown.view.size() / selection.view.size();
  const bool in_rows =
      shown.layout.is_bare() && shown.layout.fields.front().shape.empty() && shown.view.ndim() >= 2;
  if (in_rows) text.levels.back().separator = rows.punctuation.separator;
  if (shown.view.size() > 0) text.end = line_end;
  return std::make_unique<NestedRenderer>(
      std::move(shown.view), ItemText(shown.layout, rows.punctuation, rows.cells), std::move(text));
}

// --- json, ndjson --------------------------------------------------------------------------------

/// A view without items still has the axes outside its first empty one, and along
/// them stand empty arrays: (3,0) is [[],[],[]].
Selection empty_arrays(const View& view) {
  std::vector<Axis> axes;
  for (const Axis& axis : view.axes()) {
    if (axis.extent == 0) break;
    axes.push_back({axis.extent, 0});
  }
  Layout nothing;  // a record without fields: []
  return {View({}, 0, std::move(axes), 0), nothing};
}

std::unique_ptr<Renderer> make_record_json(const Selection& selection, const OutputOptions& options,
                                           bool lines) {
  const CellStyle style = style_for(Notation::Json, options);
  const bool empty = selection.view.size() == 0;
  NestedText text;
  text.levels.assign(selection.view.ndim(), {"[", ",", "]"});
  if (lines && !text.levels.empty()) text.levels.front() = {"", "\n", ""};
  text.end = empty && lines ? "" : empty ? "[]\n" : "\n";
  return make_records(selection,
                      std::make_unique<RecordText>(selection.layout, kJsonPunctuation, style, style,
                                                   selection.columns),
                      std::move(text));
}

std::unique_ptr<Renderer> make_nested_json(const Selection& selection, const OutputOptions& options,
                                           bool lines) {
  if (!selection.layout.is_fixed()) return make_record_json(selection, options, lines);
  const bool empty = selection.view.size() == 0;
  const bool no_lines = lines && empty && selection.view.axes().front().extent == 0;
  Selection shown = empty && !no_lines ? empty_arrays(selection.view) : selection;
  NestedText text;
  text.levels.assign(shown.view.ndim(), {"[", ",", "]"});
  if (lines && !text.levels.empty()) text.levels.front() = {"", "\n", ""};
  text.end = no_lines ? "" : "\n";
  return std::make_unique<NestedRenderer>(
      std::move(shown.view),
      ItemText(shown.layout, kJsonPunctuation, style_for(Notation::Json, options)),
      std::move(text));
}

}  // namespace

std::unique_ptr<Renderer> make_tsv(Selection selection, const OutputOptions& options) {
  return make_lines(selection, {kTsvPunctuation, Notation::Tsv, options});
}

std::unique_ptr<Renderer> make_csv(Selection selection, const OutputOptions& options) {
  return make_lines(selection, {kCsvPunctuation, Notation::Csv, options});
}

std::unique_ptr<Renderer> make_json(Selection selection, const OutputOptions& options) {
  return make_nested_json(selection, options, false);
}

std::unique_ptr<Renderer> make_ndjson(Selection selection, const OutputOptions& options) {
  return make_nested_json(selection, options, true);
}

}  // namespace bview
