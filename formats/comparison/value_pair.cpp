// SPDX-License-Identifier: MIT

#include <cstring>
#include <optional>

#include <bview/core/integers.hpp>
#include <bview/core/item.hpp>
#include <bview/core/value.hpp>
#include <bview/formats/comparison/value_pair.hpp>
#include <bview/formats/text/datum.hpp>
#include <bview/formats/text/reading_cells.hpp>
#include <bview/formats/text/row_column.hpp>

namespace bview {
namespace {

Field at_start(Field field) {
  field.offset = 0;
  field.shape.clear();
  field.strides.clear();
  field.spread = false;
  return field;
}

bool mean_the_same(const Field& a, const Field& b) {
  const bool readings = a.reading == nullptr || b.reading == nullptr ? a.reading == b.reading
                                                                     : *a.reading == *b.reading;
  return a.type == b.type && a.order == b.order && a.length == b.length && a.bits == b.bits &&
         readings;
}

/// The number that a reading shows, exactly; nothing where it shows a text.
std::optional<Ratio> number_shown(const Field& field, const std::byte* value) {
  const Datum datum = ReadingCells(field).shown(value, field.cell_length(), false);
  if (datum.is == Datum::Is::Integer) return Ratio{datum.integer, 1};
  if (datum.is != Datum::Is::Real) return std::nullopt;
  return ratio_in(datum.exact.empty() ? datum.text : datum.exact);
}

/// The value itself, without a reading.
Value value_of(const Field& field, const std::byte* value) {
  Field stored = field;
  stored.reading.reset();
  return get(value, bare_layout(stored));
}

bool are_close_floats(const Field& a, const Tolerance& tolerance, long double one,
                      long double other) {
  const bool doubles = info(a.type).size <= static_cast<std::int64_t>(sizeof(double));
  if (!doubles) return is_within(tolerance, one, other);
  return is_within(tolerance, static_cast<double>(one), static_cast<double>(other));
}

bool are_close(const Field& a, const Field& b, const Tolerance& tolerance, const std::byte* one,
               const std::byte* other) {
  if (a.reading || a.bits || info(a.type).kind == Kind::Integer) {
    const auto number = [](const Field& field, const std::byte* value) {
      return field.reading ? number_shown(field, value)
                           : std::optional(Ratio{load_integer(value, field), 1});
    };
    const auto first = number(a, one);
    const auto second = number(b, other);
    return first && second && is_within(tolerance, *first, *second);
  }
  const Value first = value_of(a, one);
  const Value second = value_of(b, other);
  if (const auto* const x = first.get_if<Value::Float>()) {
    const auto* const y = second.get_if<Value::Float>();
    return y != nullptr && are_close_floats(a, tolerance, *x, *y);
  }
  const auto* const x = first.get_if<Complex<Value::Float>>();
  const auto* const y = second.get_if<Complex<Value::Float>>();
  return x != nullptr && y != nullptr && is_within(tolerance, *x, *y);
}

}  // namespace

ValuePair::ValuePair(const Field& a, const Field& b, const ComparisonStyle& style)
    : a_(at_start(a)),
      b_(at_start(b)),
      tolerance_(style.tolerance),
      alike_(mean_the_same(a_, b_)),
      elsewhere_(leads_elsewhere(a)),
      shown_a_(cell_writer(a_, style.cells)),
      shown_b_(cell_writer(b_, style.cells)) {
  if (alike_ && !a_.reading) return;
  CellStyle whole;
  whole.checks = false;
  whole_a_ = cell_writer(a_, whole);
  whole_b_ = cell_writer(b_, whole);
}

bool ValuePair::same(const std::byte* a, const std::byte* b) const {
  const auto size = static_cast<std::size_t>(a_.value_size());
  if (alike_ && !elsewhere_ && std::memcmp(a, b, size) == 0) return true;
  const bool same = whole_a_ ? !differ_in_text(a, b) : same_value(a, b, a_);
  return same || (tolerance_.given && are_close(a_, b_, tolerance_, a, b));
}

bool ValuePair::differ_in_text(const std::byte* a, const std::byte* b) const {
  TextBuffer text_a;
  TextBuffer text_b;
  write(whole_a_, a_, a, text_a);
  write(whole_b_, b_, b, text_b);
  return text_a.text() != text_b.text();
}

void ValuePair::copy(const std::byte* from_b, std::byte* to_a) const {
  if (a_.bits) {
    store_integer(load_integer(from_b, b_), a_, to_a);
  } else {
    std::memcpy(to_a, from_b, static_cast<std::size_t>(a_.value_size()));
  }
}

}  // namespace bview
