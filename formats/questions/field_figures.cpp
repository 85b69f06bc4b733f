// SPDX-License-Identifier: MIT
// The figures of a field, from what was summed up of it.

#include <algorithm>
#include <cmath>
#include <limits>

#include <bview/core/integers.hpp>
#include <bview/formats/questions/exact.hpp>
#include <bview/formats/questions/field_summary.hpp>

namespace bview {

std::optional<double> FieldSummary::mean() const {
  if (counting_) return counted().mean();
  if (wholes_.count() > 0) return wholes_.mean();
  if (moments_.count() == 0) return std::nullopt;
  if (!kind_.whole || !sum_fits_) return moments_.mean();
  return static_cast<double>(static_cast<long double>(sum_) /
                             static_cast<long double>(moments_.count()));
}

std::optional<double> FieldSummary::deviation() const {
  if (counting_) return counted().deviation();
  return wholes_.count() > 0 ? wholes_.deviation() : moments_.deviation();
}

/// In the form in which the least and the greatest are kept, and between them.
OrderedValue FieldSummary::bounded(const Ranking::Number& number) const {
  OrderedValue value;
  if (const auto* whole = std::get_if<int128>(&number)) {
    value = Ratio{wide(*whole), 1};
  } else {
    const double real = std::get<double>(number);
    value = static_cast<long double>(real);
    if (std::holds_alternative<Ratio>(least_.value)) {
      const auto exact = exact_of(static_cast<long double>(kind_.whole ? std::trunc(real) : real));
      if (!exact && std::fabs(real) < 1) return value;  // too small a part of 1 for 128 bits
      if (!exact) return real < 0 ? least_.value : greatest_.value;
      value = *exact;
    }
  }
  if (comes_before(value, least_.value)) return least_.value;
  return comes_before(greatest_.value, value) ? greatest_.value : value;
}

std::vector<OrderedValue> FieldSummary::quantiles() const {
  std::vector<OrderedValue> found(kQuantiles.size());
  if (ranking_.count() == 0) return found;
  std::vector<std::int64_t> ranks;
  constexpr int kAll = 100;
  for (const int part : kQuantiles) {
    const int128 below = (static_cast<int128>(ranking_.count()) * part + kAll - 1) / kAll;
    ranks.push_back(static_cast<std::int64_t>(below) - 1);
  }
  const std::vector<Ranking::Number> numbers = ranking_.at(ranks);
  std::transform(numbers.begin(), numbers.end(), found.begin(),
                 [this](const Ranking::Number& each) { return bounded(each); });
  return found;
}

double FieldSummary::quantile_error() const {
  constexpr double kRounding = std::numeric_limits<double>::epsilon() / 2;
  return std::max(ranking_.error(), rounded_ ? kRounding : 0);
}

}  // namespace bview
