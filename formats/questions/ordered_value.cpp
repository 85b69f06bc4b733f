// SPDX-License-Identifier: MIT

#include <cmath>

#include <bview/formats/questions/exact.hpp>
#include <bview/formats/questions/ordered_value.hpp>
#include <bview/formats/text/datum.hpp>

namespace bview {

OrderedValue ordered(std::int64_t value) { return exact(value); }
OrderedValue ordered(const Ratio& value) { return value; }
OrderedValue ordered(double value) { return static_cast<long double>(value); }
OrderedValue ordered(long double value) { return value; }
OrderedValue ordered(std::string_view value) { return std::string(value); }

OrderedValue ordered_value(const Column& column, std::size_t k) {
  if (column.is_missing(k)) return {};
  return std::visit([k](const auto& values) { return ordered(values[k]); }, column.values);
}

bool comes_before(const OrderedValue& a, const OrderedValue& b) {
  if (a.index() != b.index()) return a.index() < b.index();
  if (const auto* ratio = std::get_if<Ratio>(&a)) return compare(*ratio, std::get<Ratio>(b)) < 0;
  if (const auto* real = std::get_if<long double>(&a)) {
    const long double other = std::get<long double>(b);
    // NaN comes last.
    return std::isnan(other) ? !std::isnan(*real) : *real < other;
  }
  const auto* text = std::get_if<std::string>(&a);
  return text != nullptr && *text < std::get<std::string>(b);
}

}  // namespace bview
