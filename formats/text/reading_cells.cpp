// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include <bview/core/quote.hpp>
#include <bview/formats/text/append_texts.hpp>
#include <bview/formats/text/float_text.hpp>
#include <bview/formats/text/integer_text.hpp>
#include <bview/formats/text/parse_float.hpp>
#include <bview/formats/text/parse_text.hpp>
#include <bview/formats/text/reading_cells.hpp>
#include <bview/formats/text/string_text.hpp>

namespace bview {
namespace {

/// The style in which plain kernels write what steps read, and read what steps made.
const CellStyle& plain_style() {
  static const CellStyle style = [] {
    CellStyle table;
    table.notation = Notation::Table;
    return table;
  }();
  return style;
}

std::string cell_of(std::string_view text) {
  TextBuffer out;
  append_text(text, plain_style(), out);
  return std::string(out.text());
}

bool is_past_2_53(const WideInteger& value) { return value.magnitude > uint128{1} << 53U; }

void append_integer(const Datum& datum, const CellStyle& style, TextBuffer& out) {
  if (style.notation == Notation::Json) {
    const bool quotes = style.bigint_as_string && is_past_2_53(datum.integer);
    const std::string text = decimal_text(datum.integer);
    return out.append(quotes ? fmt::format("\"{}\"", text) : text);
  }
  const int asked = style.base == 0 ? 10 : style.base;
  out.append(based_text(datum.integer, datum.base == 0 ? asked : datum.base,
                        datum.padded ? datum.width : 0));
}

/// Decimal digits with the sign that stands for the point.
void append_number(std::string text, const CellStyle& style, TextBuffer& out) {
  if (style.dialect != nullptr) std::replace(text.begin(), text.end(), '.', style.dialect->decimal);
  out.append(text);
}

void append_real(const Datum& datum, const CellStyle& style, TextBuffer& out) {
  const bool json = style.notation == Notation::Json;
  const bool special = datum.text.find_first_of("nN") != std::string::npos;
  if (!json && !style.precision) return append_number(datum.text, style, out);
  double value = 0;
  const std::string& exact = datum.exact.empty() ? datum.text : datum.exact;
  if (read_float(exact, value) != FloatFault::None) return append_number(datum.text, style, out);
  if (!json) {
    std::string text(kMaxFloatText + static_cast<std::size_t>(*style.precision), '\0');
    text.resize(
        static_cast<std::size_t>(write_float(text.data(), value, *style.precision) - text.data()));
    return append_number(std::move(text), style, out);
  }
  if (!special) return out.append(datum.text);
  if (!style.nan_as_string) return out.append("null");
  out.append(value != value ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\"");
}

void append_reading(const CellRun& run, std::string_view separator, const CellStyle& style,
                    TextBuffer& out) {
  for (std::int64_t k = 0; k < run.count; ++k) {
    if (k != 0) out.append(separator);
    style.reading->write(run.data + k * run.step, run.length, style, out);
  }
}

/// The same of a stretch, whose steps are bits.
void append_stretch_reading(const CellRun& run, std::string_view separator, const CellStyle& style,
                            TextBuffer& out) {
  for (std::int64_t k = 0; k < run.count; ++k) {
    if (k != 0) out.append(separator);
    const std::int64_t bit = run.length + k * run.step;
    style.reading->write(run.data + (bit >> 3U), bit & 7U, style, out);
  }
}

void parse_reading(std::string_view text, std::int64_t length, const CellStyle& style,
                   std::byte* to) {
  style.reading->parse(text, length, style, to);
}

Datum::Is wanted_of(unsigned given) {
  if ((given & reads::kIntegers) != 0) return Datum::Is::Integer;
  return (given & reads::kReals) != 0 ? Datum::Is::Real : Datum::Is::Bytes;
}

/// Bytes of a value, or units of u and w; of a Pascal text those behind its length.
int room_of(ScalarType type, std::int64_t length) {
  constexpr std::int64_t kMost = 1 << 30;
  constexpr std::int64_t kLongestPascal = 255;
  if (type == ScalarType::Pascal) {
    return static_cast<int>(std::clamp<std::int64_t>(length - 1, 0, kLongestPascal));
  }
  const bool units = info(type).kind == Kind::Characters;
  return static_cast<int>(std::min(kMost, units ? length : info(type).size * length));
}

bool has_reading(const Field& field) { return !field.record && (field.reading || field.bits); }

struct ReadingStyle {
  explicit ReadingStyle(const Field& field) : cells(field) {}
  CellStyle style;
  ReadingCells cells;
};

std::shared_ptr<const ReadingStyle> reading_style(const Field& field, const CellStyle& style) {
  auto made = std::make_shared<ReadingStyle>(field);
  made->style = style;
  made->style.reading = &made->cells;
  return made;
}

}  // namespace

ReadingCells::ReadingCells(const Field& field)
    : field_(field),
      plain_(bview::cell_writer(field.type, field.order)),
      parse_plain_(bview::cell_parser(field.type, field.order)) {
  if (!field.reading) return;
  unsigned given = given_by(field.type);
  for (const ReadingStep& step : field.reading->steps) {
    rows_.push_back(&row_of(step.kind));
    given_.push_back(given);
    given = made_by(*rows_.back(), given);
  }
}

void ReadingCells::prepare(const CellStyle& style) {
  if (style.dialect == nullptr) value_ = make_kernel(field_, style, kernel_);
}

std::string ReadingCells::text_at(const std::byte* from, std::int64_t length) const {
  if (field_.type == ScalarType::String) {
    return {reinterpret_cast<const char*>(from), static_cast<std::size_t>(length)};
  }
  TextBuffer cell;
  plain_({from, 0, 1, length}, "", plain_style(), cell);
  const bool number = info(field_.type).kind == Kind::Float;
  return number ? std::string(cell.text()) : read_text(cell.text(), Notation::Table);
}

Datum ReadingCells::stored(const std::byte* from, std::int64_t length) const {
  const ScalarInfo& scalar = info(field_.type);
  Datum datum;
  datum.size = room_of(field_.type, length);
  if (scalar.kind == Kind::Integer) {
    datum.width = width_of(field_);
    datum.is_signed = is_signed(field_);
    if (from != nullptr) datum.integer = load_integer(from, field_, length);
    return datum;
  }
  datum.is = scalar.kind == Kind::Float ? Datum::Is::Real : Datum::Is::Bytes;
  if (from != nullptr) datum.text = text_at(from, length);
  return datum;
}

Datum ReadingCells::shown(const std::byte* from, std::int64_t length, bool checks,
                          std::optional<std::int64_t> start) const {
  Datum datum = stored(from, length);
  datum.checks = checks;
  datum.start = start;
  for (std::size_t k = 0; k < rows_.size(); ++k) {
    try {
      rows_[k]->show(field_.reading->steps[k], datum);
    } catch (const Error& error) {
      const std::string name =
          field_.name.empty() ? "" : fmt::format("field {}: ", quoted(field_.name));
      throw FailedCheck(name + error.what(), from);
    }
  }
  if (datum.is == Datum::Is::Bytes) datum.text = std::string(without_nuls(datum.text));
  return datum;
}

void ReadingCells::write(const std::byte* from, std::int64_t length, const CellStyle& style,
                         TextBuffer& out) const {
  const Datum datum = shown(from, length, style.checks, style.start);
  if (datum.is_text()) return append_text(datum.text, style, out);
  datum.is == Datum::Is::Integer ? append_integer(datum, style, out)
                                 : append_real(datum, style, out);
}

void ReadingCells::store(const Datum& datum, std::string_view text, std::int64_t length,
                         std::byte* to) const {
  const auto [least, most] = limits_of(field_);
  if (datum.integer < least || datum.integer > most) {
    const std::string type = field_.bits ? bits_name(field_) : quoted_type(field_.type, 1);
    throw Error(Errc::BadValue, fmt::format("{} takes {}..{}, got {}", type, decimal_text(least),
                                            decimal_text(most), text));
  }
  store_integer(datum.integer, field_, to, length);
}

Datum ReadingCells::taken(std::string text, std::int64_t length, bool from_other) const {
  Datum datum = stored(nullptr, length);
  datum.become(Datum::Is::Word, std::move(text));
  datum.from_other = from_other;
  for (std::size_t k = rows_.size(); k-- > 0;) {
    datum.wanted = wanted_of(given_[k]);
    rows_[k]->take(field_.reading->steps[k], datum);
  }
  return datum;
}

void ReadingCells::parse(std::string_view text, std::int64_t length, const CellStyle& style,
                         std::byte* to) const {
  Datum datum = taken(read_text(text, style.notation), length, style.notation != Notation::Table);
  const bool number = info(field_.type).kind == Kind::Integer;
  if (number) {
    to_integer(datum);
    return store(datum, text, length, to);
  }
  if (datum.is == Datum::Is::Integer) datum.text = decimal_text(datum.integer);
  if (info(field_.type).kind == Kind::Float) {
    return parse_plain_(datum.text, length, plain_style(), to);
  }
  parse_plain_(cell_of(datum.text), length, plain_style(), to);
}

// --- makers --------------------------------------------------------------------------------------

CellWriter cell_writer(const Field& field, std::shared_ptr<const CellStyle> style) {
  if (!has_reading(field)) return {cell_writer(field.type, field.order), std::move(style)};
  auto made = std::make_shared<ReadingStyle>(field);
  made->style = *style;
  made->style.reading = &made->cells;
  made->cells.prepare(made->style);
  const AppendCells kernel = made->cells.kernel().append;
  const CellStyle* const own = &made->style;
  const AppendCells slow = field.is_stretch() ? append_stretch_reading : append_reading;
  return {kernel != nullptr ? kernel : slow,
          std::shared_ptr<const CellStyle>(std::move(made), own)};
}

CellWriter cell_writer(const Field& field, const CellStyle& style) {
  return cell_writer(field, std::make_shared<const CellStyle>(style));
}

ValueWriter value_writer(const Field& field, const CellWriter& writer) {
  if (has_reading(field)) return writer.style().reading->value_writer();
  if (!is_text(info(field.type).kind)) return value_writer(field.type, field.order, writer.style());
  return text_value_writer(field.type, field.length, writer.style());
}

CellParser cell_parser(const Field& field, std::shared_ptr<const CellStyle> style) {
  if (!has_reading(field)) return {cell_parser(field.type, field.order), std::move(style)};
  auto made = reading_style(field, *style);
  const CellStyle* const own = &made->style;
  return {parse_reading, std::shared_ptr<const CellStyle>(std::move(made), own)};
}

CellParser part_parser(const Field& field, std::shared_ptr<const CellStyle> style) {
  if (!has_reading(field)) return {part_parser(field.type, field.order), std::move(style)};
  return cell_parser(field, std::move(style));
}

// --- for others ----------------------------------------------------------------------------------

Kind shown_kind(const Field& field) {
  const Kind kind = info(field.type).kind;
  if (!field.reading || field.record) return kind;
  unsigned made = given_by(field.type);
  for (const ReadingStep& step : field.reading->steps) made = made_by(row_of(step.kind), made);
  if ((made & (reads::kWords | reads::kTexts)) != 0) {
    // Numbers in ASCII are numbers, but for what is none.
    return (made & reads::kIntegers) != 0 && (made & reads::kWords) == 0 ? Kind::Integer
                                                                         : Kind::Bytes;
  }
  return (made & reads::kReals) != 0 ? Kind::Float : Kind::Integer;
}

namespace {

/// What was given for a field with at() is the number of a text.
void refuse_other(const ReadingCells& cells, const Field& field, const std::byte* before,
                  const std::byte* after) {
  Field number = field;
  number.reading = nullptr;
  const Datum given = ReadingCells(number).shown(after, field.length, false);
  const Datum shown = cells.shown(before, field.length, false);
  const std::string text = shown.is_text() ? shown.text : decimal_text(shown.integer);
  for (const ReadingStep& step : field.reading->steps) {
    if (step.kind == ReadingKind::At) refuse_other_text(step, text, given.integer);
  }
}

}  // namespace

void settle_value(const Field& field, const std::byte* before, std::byte* after) {
  const auto size = static_cast<std::size_t>(field.value_size());
  if (field.record) return;
  const ReadingCells cells(field);
  if (leads_elsewhere(field)) {
    refuse_other(cells, field, before, after);
    std::memcpy(after, before, size);
    return;
  }
  if (std::memcmp(before, after, size) == 0) return;
  const auto text = [&](const std::byte* from) {
    TextBuffer out;
    CellStyle style = plain_style();
    style.checks = false;
    cells.write(from, field.length, style, out);
    return std::string(out.text());
  };
  if (!field.bits && text(before) == text(after)) {
    std::memcpy(after, before, size);
    return;
  }
  const ReadingStep& first = field.reading->steps.front();
  if (first.kind != ReadingKind::Text) return;
  const auto view = [size](const std::byte* from) {
    return std::string_view(reinterpret_cast<const char*>(from), size);
  };
  const std::string padded = repadded(view(before), view(after), first.base);
  if (padded.size() == size) std::memcpy(after, padded.data(), size);
}

}  // namespace bview
