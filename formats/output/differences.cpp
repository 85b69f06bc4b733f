// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include <bview/formats/output/differences.hpp>
#include <bview/formats/output/place_text.hpp>
#include <bview/formats/output/table_text.hpp>
#include <bview/formats/text/string_text.hpp>

namespace bview {
namespace {

constexpr std::string_view kKinds[] = {"change", "insert", "delete"};

std::string_view name_of(DifferenceKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

// --- text ----------------------------------------------------------------------------------------

void write_text(const FileDifference& difference, TextBuffer& out) {
  const bool inserted = difference.kind == DifferenceKind::Insert;
  const auto& offset = inserted ? difference.offset_b : difference.offset_a;
  const std::string name = difference.field.empty() ? "" : printable(difference.field);
  append_place(offset.value_or(0), difference.index, name, out);
  if (difference.kind == DifferenceKind::Change) {
    for (const std::string_view part :
         {std::string_view("  "), difference.a, std::string_view(" -> "), difference.b}) {
      out.append(part);
    }
  } else {
    out.append(inserted ? "  only in B: " : "  only in A: ");
    out.append(inserted ? difference.b : difference.a);
  }
  out.append('\n');
}

// --- json, ndjson --------------------------------------------------------------------------------

std::string number_or_null(const std::optional<std::int64_t>& number) {
  return number ? fmt::format("{}", *number) : "null";
}

void append_object(const FileDifference& difference, TextBuffer& out) {
  CellStyle style;
  style.notation = Notation::Json;
  out.append(fmt::format(R"({{"kind":"{}","offset_a":{},"offset_b":{},"index":{},"field":)",
                         name_of(difference.kind), number_or_null(difference.offset_a),
                         number_or_null(difference.offset_b), index_json(difference.index)));
  difference.field.empty() ? out.append("null") : append_text(difference.field, style, out);
  out.append(fmt::format(R"(,"a":{},"b":{}}})", difference.a.empty() ? "null" : difference.a,
                         difference.b.empty() ? "null" : difference.b));
}

void write_json(const FileDifference& difference, TextBuffer& out) {
  out.append(',');
  append_object(difference, out);
}

void write_ndjson(const FileDifference& difference, TextBuffer& out) {
  append_object(difference, out);
  out.append('\n');
}

// --- tsv, csv ------------------------------------------------------------------------------------

void write_row(const FileDifference& difference, Notation notation, TextBuffer& out) {
  const char separator = notation == Notation::Csv ? ',' : '\t';
  CellStyle style;
  style.notation = notation;
  const auto number = [](const auto& each) { return each ? fmt::format("{}", *each) : ""; };
  out.append(fmt::format("{}{}{}{}{}{}", name_of(difference.kind), separator,
                         number(difference.offset_a), separator, number(difference.offset_b),
                         separator));
  if (difference.index)
    append_text(fmt::format("{}", fmt::join(*difference.index, ",")), style, out);
  out.append(separator);
  append_text(difference.field, style, out);
  out.append(fmt::format("{}{}{}{}\n", separator, difference.a, separator, difference.b));
}

void write_tsv(const FileDifference& difference, TextBuffer& out) {
  write_row(difference, Notation::Tsv, out);
}
void write_csv(const FileDifference& difference, TextBuffer& out) {
  write_row(difference, Notation::Csv, out);
}

constexpr std::int64_t kWhole = std::int64_t{32} << 10;  // bytes of a run that programs read
constexpr DifferenceForm kDifferenceForms[] = {
    {"text", Notation::Table, "", "", "", 0, write_text},
    {"json", Notation::Json, "[", ",", "]\n", kWhole, write_json},
    {"ndjson", Notation::Json, "", "", "", kWhole, write_ndjson},
    {"tsv", Notation::Tsv, "", "", "", kWhole, write_tsv},
    {"csv", Notation::Csv, "", "", "", kWhole, write_csv},
};

}  // namespace

std::span<const DifferenceForm> difference_forms() { return kDifferenceForms; }

std::string difference_header(const DifferenceForm& form) {
  constexpr std::string_view kColumns[] = {"kind",  "offset_a", "offset_b", "index",
                                           "field", "a",        "b"};
  const std::string_view separator = form.notation == Notation::Csv ? "," : "\t";
  return fmt::format("{}\n", fmt::join(kColumns, separator));
}

DifferenceSink::DifferenceSink(Sink& to, std::string open, std::string_view separator)
    : to_(to), open_(std::move(open)), separator_(separator.size()) {}

void DifferenceSink::write(std::string_view chunk) {
  if (chunk.empty()) return;
  if (!std::exchange(any_, true)) {
    to_.write(open_);
    chunk.remove_prefix(separator_);
  }
  lines_ += std::count(chunk.begin(), chunk.end(), '\n');
  to_.write(chunk);
}

void DifferenceSink::finish(std::string_view close) {
  if (!any_) to_.write(open_);
  to_.write(close);
}

}  // namespace bview
