// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <memory>
#include <string>
#include <type_traits>
#include <variant>

#include <bview/core/error.hpp>
#include <bview/core/sink.hpp>
#include <bview/formats/questions/column_store.hpp>
#include <bview/formats/questions/exact.hpp>
#include <bview/formats/text/datum.hpp>
#include <bview/formats/text/float_text.hpp>
#include <bview/formats/text/string_text.hpp>

namespace bview {
namespace {

CellStyle table_style() {
  CellStyle style;
  style.notation = Notation::Table;
  return style;
}

/// The text of a float that no other float has.
template <class Float>
std::string shortest(Float value) {
  std::array<char, kMaxFloatText> text{};
  char* const end = write_float(text.data(), value);
  return {text.data(), end};
}

/// All of its bits.
std::string hex_float(long double value) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%La", value);
  return text.data();
}

}  // namespace

ColumnStore::ColumnStore(const Field& field)
    : style_(table_style()),
      parser_(cell_parser(field, std::make_shared<const CellStyle>(style_))),
      length_(field.cell_length()),
      rounds_(info(field.type).kind == Kind::Float && !field.reading),
      is_whole_(info(field.type).kind == Kind::Integer && !field.reading) {}

void ColumnStore::store(const Column& column, std::size_t k, std::byte* to) const {
  if (column.is_missing(k)) {
    throw Error(Errc::BadValue,
                "there is no value: of a division by 0, of a number past 128 bits, or of a field "
                "that does not stand here");
  }
  std::visit([&](const auto& values) { put(values[k], to); }, column.values);
}

void ColumnStore::put(std::int64_t value, std::byte* to) const {
  parse(fmt::format_int(value).c_str(), to);
}

void ColumnStore::put(const Ratio& value, std::byte* to) const {
  if (value.denominator == 1) return parse(decimal_text(value.numerator), to);
  const std::string text = ratio_text(value, false);
  if (rounds_) return put_real(approximate(value), text, to);
  parse(text, to);
}

void ColumnStore::put(double value, std::byte* to) const {
  put_real(static_cast<long double>(value), shortest(value), to);
}
void ColumnStore::put(long double value, std::byte* to) const {
  put_real(value, shortest(value), to);
}

void ColumnStore::put_real(long double value, std::string_view shortest, std::byte* to) const {
  const auto exact = rounds_ ? std::nullopt : exact_of(value);
  if (exact && exact->denominator == 1) return parse(decimal_text(exact->numerator), to);
  if (is_whole_ && std::isfinite(value)) {
    throw Error(Errc::BadValue,
                fmt::format("{} is no whole number; round(...) and floor(...) are", shortest));
  }
  if (!rounds_ || !std::isfinite(value)) return parse(shortest, to);
  try {
    parse(hex_float(value), to);
  } catch (const Error&) {
    parse(shortest, to);  // which says it in decimals
    throw;
  }
}

void ColumnStore::put(std::string_view text, std::byte* to) const {
  TextBuffer cell;
  append_text(text, style_, cell);
  parse(cell.text(), to);
}

}  // namespace bview
