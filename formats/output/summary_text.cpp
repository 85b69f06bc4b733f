// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include <bview/core/integers.hpp>
#include <bview/formats/output/summary_text.hpp>
#include <bview/formats/output/table_text.hpp>
#include <bview/formats/text/append_cells.hpp>
#include <bview/formats/text/datum.hpp>
#include <bview/formats/text/string_text.hpp>

namespace bview {
namespace {

// --- cells ---------------------------------------------------------------------------------------

std::string text_in(Notation notation, std::string_view text) {
  CellStyle style;
  style.notation = notation;
  TextBuffer out;
  append_text(text, style, out);
  return std::string(out.text());
}

std::string absent(Notation notation) { return notation == Notation::Json ? "null" : ""; }

/// A value as itself. `narrow`: it is a float of 32 bits.
std::string value_text(const OrderedValue& value, Notation notation, bool narrow = false) {
  if (const auto* text = std::get_if<std::string>(&value)) return text_in(notation, *text);
  if (const auto* real = std::get_if<long double>(&value)) {
    const std::string number = narrow ? fmt::format("{}", static_cast<float>(*real))
                                      : fmt::format("{}", static_cast<double>(*real));
    return std::isfinite(*real) ? number : text_in(notation, number);
  }
  if (const auto* ratio = std::get_if<Ratio>(&value)) {
    if (ratio->denominator == 1) return decimal_text(ratio->numerator);
    return fmt::format("{}", static_cast<double>(approximate(*ratio)));
  }
  return absent(notation);
}

std::string extreme_text(const SummaryRow& row, const FieldSummary::Extreme& extreme,
                         Notation notation) {
  if (extreme.value.index() == 0) return absent(notation);
  if (const auto* text = std::get_if<std::string>(&extreme.value)) return text_in(notation, *text);
  if (extreme.bytes.empty()) {
    return value_text(extreme.value, notation, row.field.field.type == ScalarType::Float32);
  }
  CellStyle style;
  style.notation = notation;
  style.nan_as_string = true;
  style.checks = false;
  const Field& field = row.field.field;
  TextBuffer out;
  cell_writer(field, style).write({extreme.bytes.data(), 0, 1, field.cell_length()}, "", out);
  return std::string(out.text());
}

std::string real_text(std::optional<double> value, Notation notation) {
  if (!value || !std::isfinite(*value)) return absent(notation);
  return notation == Notation::Table ? fmt::format("{:.6g}", *value) : fmt::format("{}", *value);
}

/// Shown as values of the field are, where the bits say which ones these are.
std::string quantile_text(const SummaryRow& row, const OrderedValue& value, Notation notation) {
  if (value.index() == 0) return absent(notation);
  const FieldSummary::Extreme& least = row.summary.least();
  const FieldSummary::Extreme& greatest = row.summary.greatest();
  if (!comes_before(least.value, value)) return extreme_text(row, least, notation);
  if (!comes_before(value, greatest.value)) return extreme_text(row, greatest, notation);
  const Field& field = row.field.field;
  const auto* ratio = std::get_if<Ratio>(&value);
  const bool stored = ratio != nullptr && row.field.kind.whole && row.field.kind.bits.has_value();
  if (!stored || least.bytes.empty()) {
    const auto* real = std::get_if<long double>(&value);
    if (real != nullptr && notation == Notation::Table) {
      return real_text(static_cast<double>(*real), notation);
    }
    return value_text(value, notation, field.type == ScalarType::Float32);
  }
  FieldSummary::Extreme shown{value, least.bytes};
  if (info(field.type).kind == Kind::Boolean) {
    shown.bytes.front() = ratio->numerator.magnitude == 0 ? std::byte{0} : std::byte{1};
  } else {
    store_integer(ratio->numerator, field, shown.bytes.data());
  }
  return extreme_text(row, shown, notation);
}

/// Whether quantiles are further from the values than these are from what is shown of them.
bool is_rough(const FieldSummary& summary) {
  return summary.quantile_error() > std::numeric_limits<double>::epsilon();
}

std::string distinct_text(const Distinct& distinct, Notation notation) {
  if (!distinct.is_over()) return fmt::format("{}", distinct.count());
  return notation == Notation::Json ? "null" : fmt::format(">{}", distinct.count());
}

// --- JSON ----------------------------------------------------------------------------------------

std::string histogram_json(const SummaryRow& row) {
  if (row.field.text) return "null";
  const Bins& bins = row.summary.bins();
  return fmt::format(R"({{"edges":[{}],"counts":[{}]}})", fmt::join(bins.edges(), ","),
                     fmt::join(bins.counts(), ","));
}

std::string quantiles_json(const SummaryRow& row) {
  if (row.field.text) return "null";
  const std::vector<OrderedValue> values = row.summary.quantiles();
  std::string text;
  for (std::size_t k = 0; k < values.size(); ++k) {
    text += fmt::format(R"({}"p{}":{})", k == 0 ? '{' : ',', kQuantiles[k],
                        quantile_text(row, values[k], Notation::Json));
  }
  return text + '}';
}

std::string object_of(const SummaryRow& row, const std::optional<std::string>& file) {
  const FieldSummary& summary = row.summary;
  constexpr auto kJson = Notation::Json;
  std::string before =
      file ? fmt::format(R"("filename":{},)", text_in(kJson, *file)) : std::string();
  if (row.group != nullptr) {
    before += fmt::format(R"("group":{},)", value_text(*row.group, kJson));
  }
  const auto numbers_alone = [&](std::int64_t count) {
    return row.field.text ? "null" : fmt::format("{}", count);
  };
  return fmt::format(
      R"({{{}"field":{},"count":{},"nan":{},"inf":{},"min":{},"max":{},"mean":{},"std":{},)"
      R"("distinct":{},"histogram":{},"distinct_over":{},"quantiles":{},)"
      R"("quantile_error":{}}})",
      before, text_in(kJson, row.field.name), summary.count(), numbers_alone(summary.nan()),
      numbers_alone(summary.infinite()), extreme_text(row, summary.least(), kJson),
      extreme_text(row, summary.greatest(), kJson), real_text(summary.mean(), kJson),
      real_text(summary.deviation(), kJson), distinct_text(summary.distinct(), kJson),
      histogram_json(row),
      summary.distinct().is_over() ? fmt::format("{}", summary.distinct().count()) : "null",
      quantiles_json(row), row.field.text ? "null" : fmt::format("{}", summary.quantile_error()));
}

// --- lines ---------------------------------------------------------------------------------------

using Line = std::vector<std::string>;

/// Those that a table has room for.
bool is_quartile(int part) { return part % 25 == 0; }

Line names_of_columns(bool groups, Notation notation) {
  Line line = {"field", "count", "nan", "inf", "min", "max", "mean", "std", "distinct"};
  if (groups) line.insert(line.begin(), "group");
  if (notation == Notation::Table) {
    for (const int part : kQuantiles) {
      if (!is_quartile(part)) continue;
      line.insert(std::find(line.begin(), line.end(), "max"), fmt::format("p{}", part));
    }
    line.emplace_back("histogram");
    return line;
  }
  for (const int part : kQuantiles) line.push_back(fmt::format("p{}", part));
  line.emplace_back("quantile_error");
  return line;
}

/// What a table has room for stands between the least and the greatest, others have all.
void add_quantiles(const SummaryRow& row, Notation notation, Line& line) {
  const std::vector<OrderedValue> values = row.summary.quantiles();
  const bool table = notation == Notation::Table;
  const std::string_view about = is_rough(row.summary) ? "~" : "";
  for (std::size_t k = 0; k < values.size(); ++k) {
    if (table && !is_quartile(kQuantiles[k])) continue;
    const std::string text = quantile_text(row, values[k], notation);
    line.push_back(table && !text.empty() ? fmt::format("{}{}", about, text) : text);
  }
}

Line line_of(const SummaryRow& row, Notation notation) {
  const FieldSummary& summary = row.summary;
  const bool table = notation == Notation::Table;
  const auto numbers_alone = [&](auto number) {
    return row.field.text ? "" : fmt::format("{}", number);
  };
  Line line;
  if (row.group != nullptr) line.push_back(value_text(*row.group, notation));
  line.insert(line.end(), {text_in(notation, row.field.name), fmt::format("{}", summary.count()),
                           numbers_alone(summary.nan()), numbers_alone(summary.infinite()),
                           extreme_text(row, summary.least(), notation)});
  if (table) add_quantiles(row, notation, line);
  line.insert(
      line.end(),
      {extreme_text(row, summary.greatest(), notation), real_text(summary.mean(), notation),
       real_text(summary.deviation(), notation), distinct_text(summary.distinct(), notation)});
  if (table) {
    line.push_back(sparkline(summary.bins().counts(), 0));
    return line;
  }
  add_quantiles(row, notation, line);
  line.push_back(numbers_alone(summary.quantile_error()));
  return line;
}

void append_separated(const Line& line, Notation notation, TextBuffer& out) {
  out.append(fmt::format("{}\n", fmt::join(line, notation == Notation::Csv ? "," : "\t")));
}

/// What of a text is shown in a table.
constexpr std::int64_t kWidest = 32;

void append_table(const std::vector<Line>& lines, std::size_t texts, bool color, TextBuffer& out) {
  std::vector<std::int64_t> widths(lines.front().size());
  for (const Line& line : lines) {
    for (std::size_t k = 0; k < line.size(); ++k) {
      widths[k] = std::max(widths[k], text_width(cut_text(line[k], kWidest)));
    }
  }
  Painter painter(out, color);
  for (const Line& line : lines) {
    const bool head = &line == lines.data();
    for (std::size_t k = 0; k < line.size(); ++k) {
      if (k > 0) painter.space(2);
      const bool left = k < texts || k + 1 == line.size();
      painter.cell(cut_text(line[k], kWidest), widths[k], left ? Align::Left : Align::Right,
                   head ? Paint::Strong : Paint::Plain);
    }
    painter.end_line();
  }
}

/// How far values may be away that a tilde stands before.
void append_bound(const std::vector<SummaryRow>& rows, bool color, TextBuffer& out) {
  double error = 0;
  for (const SummaryRow& row : rows) {
    if (is_rough(row.summary)) error = std::max(error, row.summary.quantile_error());
  }
  if (error == 0) return;
  constexpr double kPercent = 100;
  Painter painter(out, color);
  painter.end_line();
  const std::string text = fmt::format("~: within {:.2g} % of the value", error * kPercent);
  painter.cell(text, text_width(text), Align::Left, Paint::Faint);
  painter.end_line();
}

/// The histogram of a field that is alone, a line for each bin.
void append_bars(const Bins& bins, bool color, TextBuffer& out) {
  constexpr std::int64_t kBar = 40;
  const std::vector<std::int64_t> counts = bins.counts();
  if (counts.size() < 2) return;
  const std::vector<double> edges = bins.edges();
  const auto most = static_cast<double>(*std::max_element(counts.begin(), counts.end()));
  std::vector<std::string> labels;
  std::int64_t width = 0;
  for (const double edge : edges) {
    labels.push_back(fmt::format("{:.6g}", edge));
    width = std::max(width, text_width(labels.back()));
  }
  Painter painter(out, color);
  painter.end_line();
  for (std::size_t k = 0; k < counts.size(); ++k) {
    painter.cell(labels[k], width, Align::Right, Paint::Faint);
    painter.space(2);
    painter.cell(bar_text(static_cast<double>(counts[k]) / most, kBar), kBar, Align::Left,
                 Paint::Float);
    painter.space(2);
    painter.write(fmt::format("{}", counts[k]));
    painter.end_line();
  }
}

}  // namespace

std::string bar_text(double part, std::int64_t width) {
  constexpr std::string_view kEighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const auto eighths = static_cast<std::int64_t>(std::ceil(part * 8 * static_cast<double>(width)));
  std::string text;
  for (std::int64_t k = 0; k < eighths / 8; ++k) text += "█";
  return text.append(kEighths[static_cast<std::size_t>(eighths % 8)]);
}

std::string sparkline(const std::vector<std::int64_t>& counts, std::int64_t most) {
  constexpr std::string_view kHeights[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  constexpr double kSteps = 8;
  for (const std::int64_t each : counts) most = std::max(most, each);
  std::string text;
  for (const std::int64_t each : counts) {
    const double part = most == 0 ? 0 : static_cast<double>(each) / static_cast<double>(most);
    text += kHeights[static_cast<std::size_t>(std::ceil(part * kSteps))];
  }
  return text;
}

void append_summaries(const std::vector<SummaryRow>& rows, std::string_view form, bool header,
                      bool color, const std::optional<std::string>& file, TextBuffer& out) {
  if (form == "json" || form == "ndjson") {
    const bool lines = form == "ndjson";
    if (!lines) out.append('[');
    for (const SummaryRow& row : rows) {
      if (!lines && &row != rows.data()) out.append(',');
      out.append(object_of(row, file));
      if (lines) out.append('\n');
    }
    if (!lines) out.append("]\n");
    return;
  }
  const bool groups = !rows.empty() && rows.front().group != nullptr;
  const bool table = form == "table";
  const Notation notation = table ? Notation::Table : form == "csv" ? Notation::Csv : Notation::Tsv;
  std::vector<Line> lines;
  if (table || header) lines.push_back(names_of_columns(groups, notation));
  for (const SummaryRow& row : rows) lines.push_back(line_of(row, notation));
  for (std::size_t k = 0; k < lines.size() && file; ++k) {
    const bool names = k == 0 && (table || header);
    lines[k].insert(lines[k].begin(), names ? "filename" : text_in(notation, *file));
  }
  if (table) {
    append_table(lines, std::size_t{1} + (groups ? 1 : 0) + (file ? 1 : 0), color, out);
    append_bound(rows, color, out);
    if (rows.size() == 1) append_bars(rows.front().summary.bins(), color, out);
    return;
  }
  for (const Line& line : lines) append_separated(line, notation, out);
}

}  // namespace bview
