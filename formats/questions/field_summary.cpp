// SPDX-License-Identifier: MIT

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>
#include <string_view>
#include <utility>

#include <bview/core/integers.hpp>
#include <bview/formats/questions/exact.hpp>
#include <bview/formats/questions/field_summary.hpp>
#include <bview/formats/text/datum.hpp>

namespace bview {
namespace {

OrderedValue ordered(std::int64_t value) { return exact(value); }
OrderedValue ordered(const Ratio& value) { return value; }
OrderedValue ordered(double value) { return static_cast<long double>(value); }
OrderedValue ordered(long double value) { return value; }
OrderedValue ordered(std::string_view value) { return std::string(value); }

// What tells values apart. Of those that take more than 64 bits it is a hash: that two of some
// thousand have the same is less likely than a broken disk.
std::uint64_t key_of(std::int64_t value) { return static_cast<std::uint64_t>(value); }
std::uint64_t key_of(double value) { return rank_key(value); }
std::uint64_t key_of(std::string_view value) { return std::hash<std::string_view>{}(value); }
std::uint64_t key_of(long double value) { return std::hash<long double>{}(value); }
std::uint64_t key_of(const Ratio& value) {
  if (const auto whole = as_int64(value)) return key_of(*whole);
  const std::uint64_t parts[] = {static_cast<std::uint64_t>(value.numerator.magnitude),
                                 static_cast<std::uint64_t>(value.numerator.magnitude >> 64U),
                                 static_cast<std::uint64_t>(value.denominator),
                                 value.numerator.negative ? 1U : 0U};
  return key_of(std::string_view(reinterpret_cast<const char*>(parts), sizeof parts));
}

// What the bits of a ranking are, of those that are told apart by them.
template <class Value>
std::uint64_t bits_of_number(const Value& value) {
  return key_of(value);
}
template <>
std::uint64_t bits_of_number(const long double& value) {
  return rank_key(static_cast<double>(value));
}
template <>
std::uint64_t bits_of_number(const Ratio& value) {
  return static_cast<std::uint64_t>(twos_complement(value.numerator));
}

double nearest(const Ratio& value) { return static_cast<double>(approximate(value)); }
template <class Number>
double nearest(Number value) {
  return static_cast<double>(value);
}

bool is_same(const Ratio& value, double real) {
  const auto exact = exact_of(static_cast<long double>(real));
  return exact && compare(value, *exact) == 0;
}
template <class Number>
bool is_same(Number value, double real) {
  return static_cast<long double>(value) == static_cast<long double>(real);
}

bool is_less(const Ratio& a, const Ratio& b) { return compare(a, b) < 0; }
template <class T>
bool is_less(const T& a, const T& b) {
  return a < b;
}

/// The first of the least and of the greatest, none of which is NaN.
template <class T>
std::pair<std::size_t, std::size_t> extremes(const std::vector<T>& values) {
  const auto less = [](const T& a, const T& b) { return is_less(a, b); };
  const auto begin = values.begin();
  if constexpr (std::is_arithmetic_v<T>) {
    // Two plain loops, which look at several at a time.
    T low = values.front();
    T high = low;
    for (const T each : values) {
      low = each < low ? each : low;
      high = each > high ? each : high;
    }
    return {static_cast<std::size_t>(std::find(begin, values.end(), low) - begin),
            static_cast<std::size_t>(std::find(begin, values.end(), high) - begin)};
  } else {
    return {static_cast<std::size_t>(std::min_element(begin, values.end(), less) - begin),
            static_cast<std::size_t>(std::max_element(begin, values.end(), less) - begin)};
  }
}

bool all_finite(const std::vector<double>& values) {
  constexpr std::uint64_t kExponent = 0x7ff0000000000000;
  bool finite = true;
  for (const double each : values) {
    finite &= (std::bit_cast<std::uint64_t>(each) & kExponent) != kExponent;
  }
  return finite;
}

}  // namespace

OrderedValue ordered_value(const Column& column, std::size_t k) {
  if (column.is_missing(k)) return {};
  return std::visit([k](const auto& values) { return ordered(values[k]); }, column.values);
}

bool comes_before(const OrderedValue& a, const OrderedValue& b) {
  if (a.index() != b.index()) return a.index() < b.index();
  if (const auto* ratio = std::get_if<Ratio>(&a)) return is_less(*ratio, std::get<Ratio>(b));
  if (const auto* real = std::get_if<long double>(&a)) {
    const long double other = std::get<long double>(b);
    // NaN comes last.
    return std::isnan(other) ? !std::isnan(*real) : *real < other;
  }
  const auto* text = std::get_if<std::string>(&a);
  return text != nullptr && *text < std::get<std::string>(b);
}

Column picked(const Column& column, std::span<const std::size_t> which) {
  Column result;
  std::visit(
      [&](const auto& values) {
        auto& taken = result.values.emplace<std::decay_t<decltype(values)>>();
        taken.reserve(which.size());
        for (const std::size_t k : which) taken.push_back(values[k]);
      },
      column.values);
  if (column.missing.empty()) return result;
  for (const std::size_t k : which) result.missing.push_back(column.missing[k]);
  return result;
}

// --- adding --------------------------------------------------------------------------------------

void FieldSummary::add(const Column& column, const BytesOf& bytes_of) {
  const bool some_missing =
      std::count(column.missing.begin(), column.missing.end(), 0) < std::ssize(column.missing);
  if (some_missing) {
    std::vector<std::size_t> there;
    for (std::size_t k = 0; k < column.size(); ++k) {
      if (!column.is_missing(k)) there.push_back(k);
    }
    Column rest = picked(column, there);
    rest.missing.clear();
    return add(rest, [&](std::size_t k) { return bytes_of(there[k]); });
  }
  count_ += static_cast<std::int64_t>(column.size());
  std::visit(
      [&](const auto& values) {
        if (!values.empty()) take(values, bytes_of);
      },
      column.values);
}

void FieldSummary::take_extreme(OrderedValue value, std::size_t k, bool least,
                                const BytesOf& bytes_of) {
  Extreme& extreme = least ? least_ : greatest_;
  const bool there = extreme.value.index() != 0;
  const bool better =
      least ? comes_before(value, extreme.value) : comes_before(extreme.value, value);
  if (there && !better) return;
  const std::span<const std::byte> bytes = bytes_of(k);
  extreme.value = std::move(value);
  extreme.bytes.assign(bytes.begin(), bytes.end());
}

void FieldSummary::take_finite(std::span<const double> values) {
  moments_.add(values);
  bins_.add(values);
}

void FieldSummary::add_to_sum(int128 value) {
  sum_fits_ = !__builtin_add_overflow(sum_, value, &sum_) && sum_fits_;
}

void FieldSummary::add_to_sum(const WideInteger& value) {
  constexpr uint128 kMost = ~uint128{0} >> 1U;
  if (value.magnitude > kMost) {
    sum_fits_ = false;
    return;
  }
  const auto magnitude = static_cast<int128>(value.magnitude);
  add_to_sum(value.negative ? -magnitude : magnitude);
}

template <class Values>
void FieldSummary::take_extremes(const Values& values, const BytesOf& bytes_of) {
  const auto [least, greatest] = extremes(values);
  take_extreme(ordered(values[least]), least, true, bytes_of);
  take_extreme(ordered(values[greatest]), greatest, false, bytes_of);
}

/// Counts them, each by itself and in order.
template <class Value>
void FieldSummary::rank(const std::vector<Value>& values) {
  std::vector<std::uint64_t> keys(values.size());
  if (kind_.bits) {
    std::transform(values.begin(), values.end(), keys.begin(), bits_of_number<Value>);
    return ranking_.add(keys);
  }
  for (std::size_t k = 0; k < values.size(); ++k) {
    distinct_.add(key_of(values[k]));
    const double real = nearest(values[k]);
    rounded_ = rounded_ || !is_same(values[k], real);
    keys[k] = rank_key(real);
  }
  ranking_.add(keys);
}

void FieldSummary::take(const std::vector<std::int64_t>& values, const BytesOf& bytes_of) {
  take_extremes(values, bytes_of);
  std::vector<double> reals(values.size());
  std::transform(values.begin(), values.end(), reals.begin(),
                 [](std::int64_t each) { return static_cast<double>(each); });
  if (is_whole()) {
    wholes_.add(values);
    bins_.add(reals);
  } else {
    for (const std::int64_t each : values) add_to_sum(int128{each});
    take_finite(reals);
  }
  rank(values);
}

void FieldSummary::take(const std::vector<Ratio>& values, const BytesOf& bytes_of) {
  take_extremes(values, bytes_of);
  std::vector<double> reals;
  for (const Ratio& each : values) {
    if (is_whole()) {
      wholes_.add(static_cast<int128>(twos_complement(each.numerator)));
    } else if (kind_.whole) {
      add_to_sum(each.numerator);
    }
    reals.push_back(nearest(each));
  }
  is_whole() ? bins_.add(reals) : take_finite(reals);
  rank(values);
}

void FieldSummary::take(const std::vector<double>& values, const BytesOf& bytes_of) {
  if (!all_finite(values)) return take_numbers(values, bytes_of);
  take_extremes(values, bytes_of);
  take_finite(values);
  rank(values);
}

void FieldSummary::take(const std::vector<long double>& values, const BytesOf& bytes_of) {
  take_numbers(values, bytes_of);
}

/// Those that are numbers, of all.
template <class Float>
void FieldSummary::take_numbers(const std::vector<Float>& values, const BytesOf& bytes_of) {
  std::vector<Float> numbers;
  std::vector<std::size_t> where;
  std::vector<double> finite;
  for (std::size_t k = 0; k < values.size(); ++k) {
    if (std::isnan(values[k])) {
      ++nan_;
      continue;
    }
    numbers.push_back(values[k]);
    where.push_back(k);
    const auto real = static_cast<double>(values[k]);
    if (std::isinf(values[k])) ++infinite_;
    if (std::isfinite(real)) finite.push_back(real);
  }
  if (numbers.empty()) return;
  take_extremes(numbers, [&](std::size_t k) { return bytes_of(where[k]); });
  take_finite(finite);
  rank(numbers);
}

void FieldSummary::take(const std::vector<std::string_view>& values, const BytesOf& bytes_of) {
  take_extremes(values, bytes_of);
  for (const std::string_view each : values) distinct_.add(key_of(each));
}

void FieldSummary::merge(const FieldSummary& other) {
  count_ += other.count_;
  nan_ += other.nan_;
  infinite_ += other.infinite_;
  for (const bool least : {true, false}) {
    const Extreme& extreme = least ? other.least_ : other.greatest_;
    if (extreme.value.index() == 0) continue;
    take_extreme(extreme.value, 0, least,
                 [&](std::size_t /*k*/) { return std::span(extreme.bytes); });
  }
  add_to_sum(other.sum_);
  sum_fits_ = sum_fits_ && other.sum_fits_;
  moments_.merge(other.moments_);
  wholes_.merge(other.wholes_);
  bins_.merge(other.bins_);
  ranking_.merge(other.ranking_);
  rounded_ = rounded_ || other.rounded_;
  distinct_.merge(other.distinct_);
}

std::optional<double> FieldSummary::mean() const {
  if (wholes_.count() > 0) return wholes_.mean();
  if (moments_.count() == 0) return std::nullopt;
  if (!kind_.whole || !sum_fits_) return moments_.mean();
  return static_cast<double>(static_cast<long double>(sum_) /
                             static_cast<long double>(moments_.count()));
}

std::optional<double> FieldSummary::deviation() const {
  return wholes_.count() > 0 ? wholes_.deviation() : moments_.deviation();
}

// --- quantiles -----------------------------------------------------------------------------------

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
