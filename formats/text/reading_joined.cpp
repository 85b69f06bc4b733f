// SPDX-License-Identifier: MIT
// Numbers as the type of their column, which several layouts of a choice have together.

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <type_traits>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/scalar.hpp>
#include <bview/formats/text/append_cells.hpp>
#include <bview/formats/text/parse_cells.hpp>
#include <bview/formats/text/parse_float.hpp>
#include <bview/formats/text/readings.hpp>

namespace bview {
namespace {

constexpr std::size_t kLargestFloat = 16;  // bytes

const CellStyle& table_style() {
  static const CellStyle style = [] {
    CellStyle table;
    table.notation = Notation::Table;
    return table;
  }();
  return style;
}

/// The shortest text of a float means it to those who know its type; to all others it means
/// another number that is near. In base 16 it is the number itself.
template <class T, Swap kSwap>
struct ExactText {
  static std::string run(std::string_view text) {
    if constexpr (kind_of<T> == bview::Kind::Float && !std::is_same_v<T, float128>) {
      T number{};
      long double value = 0;
      if (read_float(text, number) != FloatFault::None) return std::string(text);
      if constexpr (std::is_floating_point_v<T>) {
        value = static_cast<long double>(number);
      } else {
        value = static_cast<long double>(number.value());
      }
      if (std::isfinite(value)) return fmt::format("{:a}", value);
    }
    return std::string(text);
  }
};

/// The text of a number as a float of this type.
std::string text_as(ScalarType type, std::string_view number) {
  std::array<std::byte, kLargestFloat> bytes{};
  cell_parser(type, kHostOrder)(number, 1, table_style(), bytes.data());
  TextBuffer out;
  cell_writer(type, kHostOrder)({bytes.data(), 0, 1, 1}, "", table_style(), out);
  return std::string(out.text());
}

}  // namespace

void show_widened(const ReadingStep& step, Datum& datum) {
  const ScalarInfo& column = info(step.shown);
  constexpr int kByte = 8;
  datum.width = kByte * static_cast<int>(column.size);
  datum.is_signed = column.is_signed;
}

void show_joined(const ReadingStep& step, Datum& datum) {
  if (datum.is_text()) return;
  datum.exact = datum.is == Datum::Is::Integer
                    ? decimal_text(datum.integer)
                    : kernel_for<ExactText>(step.stored, kHostOrder)(datum.text);
  datum.become(Datum::Is::Real, text_as(step.shown, datum.exact));
}

/// What a value is stored as says what fits it.
void take_joined(const ReadingStep& /*step*/, Datum& datum) {
  if (!datum.wants_integer() || datum.is == Datum::Is::Integer) return;
  const auto number = ratio_in(datum.text);
  double real = 0;
  const bool whole = number && number->denominator == 1;
  if (!whole && read_float(datum.text, real) == FloatFault::None) {
    throw Error(Errc::BadValue, fmt::format("{} is none of the integers that this layout has here",
                                            quoted(datum.text)));
  }
  datum.from_other = true;  // 2.0 is what the column shows for 2
  to_integer(datum);
}

}  // namespace bview
