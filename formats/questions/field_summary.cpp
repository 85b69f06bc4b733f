// SPDX-License-Identifier: MIT

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <numeric>
#include <string_view>
#include <utility>

#include <bview/core/integers.hpp>
#include <bview/formats/questions/exact.hpp>
#include <bview/formats/questions/field_summary.hpp>
#include <bview/formats/text/datum.hpp>

namespace bview {
namespace {

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
  return {static_cast<std::size_t>(std::min_element(begin, values.end(), less) - begin),
          static_cast<std::size_t>(std::max_element(begin, values.end(), less) - begin)};
}

/// The least and the greatest, of which the doubles are known.
std::pair<std::int64_t, std::int64_t> whole_range(std::span<const std::int64_t> values,
                                                  const NumberRange& reals) {
  constexpr double kExact = 0x1p53;
  if (reals.low > -kExact && reals.high < kExact) {
    return {static_cast<std::int64_t>(reals.low), static_cast<std::int64_t>(reals.high)};
  }
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return {*low, *high};
}

/// Whole numbers, as they are told apart.
std::span<const std::uint64_t> keys_of(std::span<const std::int64_t> values) {
  return {reinterpret_cast<const std::uint64_t*>(values.data()), values.size()};
}

}  // namespace

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

bool FieldSummary::is_extreme(const OrderedValue& value, bool least) const {
  const Extreme& extreme = least ? least_ : greatest_;
  if (extreme.value.index() == 0) return true;
  return least ? comes_before(value, extreme.value) : comes_before(extreme.value, value);
}

void FieldSummary::take_extreme(OrderedValue value, std::size_t k, bool least,
                                const BytesOf& bytes_of) {
  if (!is_extreme(value, least)) return;
  Extreme& extreme = least ? least_ : greatest_;
  const std::span<const std::byte> bytes = bytes_of(k);
  extreme.value = std::move(value);
  extreme.bytes.assign(bytes.begin(), bytes.end());
}

/// The least and the greatest of some numbers, wherever among them these stand first.
template <class Number>
void FieldSummary::take_extremes_from(std::span<const Number> values, Number low, Number high,
                                      const BytesOf& bytes_of) {
  for (const bool least : {true, false}) {
    const Number value = least ? low : high;
    if (!is_extreme(ordered(value), least)) continue;
    const auto found = std::find(values.begin(), values.end(), value);
    take_extreme(ordered(value), static_cast<std::size_t>(found - values.begin()), least, bytes_of);
  }
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
  if (is_whole()) return take_wholes(values, bytes_of);
  take_extremes(values, bytes_of);
  for (const std::int64_t each : values) add_to_sum(int128{each});
  take_finite(std::vector<double>(values.begin(), values.end()));
  rank(values);
}

/// As long as few of them differ they are counted and no more: how often each stands says all. (Of
/// floats sums depend on their order, and would depend on who counted how long.)
void FieldSummary::take_wholes(std::span<const std::int64_t> values, const BytesOf& bytes_of) {
  if (!counting_) return take_many_wholes(values, bytes_of);
  const std::int64_t known = ranking_.distinct().count();
  const std::size_t taken = ranking_.add_exactly(keys_of(values));
  if (ranking_.distinct().count() > known) {
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    take_extremes_from(values, *low, *high, bytes_of);
  }
  if (taken == values.size()) return;
  expect_many();
  take_many_wholes(values.subspan(taken), [&](std::size_t k) { return bytes_of(taken + k); });
}

void FieldSummary::take_many_wholes(std::span<const std::int64_t> values, const BytesOf& bytes_of) {
  const std::vector<double> reals(values.begin(), values.end());
  const NumberRange range = range_of(reals);
  const auto [low, high] = whole_range(values, range);
  take_extremes_from(values, low, high, bytes_of);
  wholes_.add(values, low, high);
  bins_.add(reals, range.low, range.high);
  if (ranking_.distinct().is_over()) return ranking_.add_many(reals);
  ranking_.add(keys_of(values));
}

/// Makes the sums of what was only counted.
void FieldSummary::add_counts() {
  if (!std::exchange(counting_, false)) return;
  std::vector<Counted> reals;
  reals.reserve(static_cast<std::size_t>(ranking_.distinct().count()));
  const bool is_signed = kind_.bits == RankedAs::Signed;
  ranking_.distinct().for_each([&](std::uint64_t key, std::int64_t times) {
    const int128 value = is_signed ? int128{static_cast<std::int64_t>(key)} : int128{key};
    wholes_.add(value, times);
    reals.push_back({static_cast<double>(value), times});
  });
  bins_.add(reals);
}

FieldSummary FieldSummary::counted() const {
  FieldSummary copy = *this;
  copy.add_counts();
  return copy;
}

void FieldSummary::take(const std::vector<Ratio>& values, const BytesOf& bytes_of) {
  add_counts();
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
  const NumberRange range = range_of(values);
  if (!range.is_finite()) return take_numbers(values, bytes_of);
  take_extremes_from(std::span(values), range.low, range.high, bytes_of);
  moments_.add(values, range.sum);
  bins_.add(values, range.low, range.high);
  if (kind_.bits && ranking_.distinct().is_over()) return ranking_.add_many(values);
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

template <class Number>
void FieldSummary::take_counted(const std::vector<Number>& values,
                                std::span<const std::int64_t> times, const BytesOf& bytes_of) {
  std::vector<Number> numbers;
  std::vector<std::size_t> where;
  std::vector<Counted> finite;
  std::vector<Ranking::CountedKey> keys;
  for (std::size_t k = 0; k < values.size(); ++k) {
    const auto real = static_cast<double>(values[k]);
    if (std::isnan(real)) {
      nan_ += times[k];
      continue;
    }
    numbers.push_back(values[k]);
    where.push_back(k);
    keys.push_back({bits_of_number(values[k]), times[k]});
    if (std::isfinite(real)) {
      finite.push_back({real, times[k]});
    } else {
      infinite_ += times[k];
    }
    if constexpr (std::is_integral_v<Number>) wholes_.add(values[k], times[k]);
  }
  if (numbers.empty()) return;
  take_extremes(numbers, [&](std::size_t k) { return bytes_of(where[k]); });
  ranking_.add(keys);
  bins_.add(finite);
  if constexpr (!std::is_integral_v<Number>) moments_.add(finite);
}

void FieldSummary::add_counted(const Column& column, std::span<const std::int64_t> times,
                               const BytesOf& bytes_of) {
  add_counts();
  count_ = std::accumulate(times.begin(), times.end(), count_);
  if (const auto* wholes = std::get_if<std::vector<std::int64_t>>(&column.values)) {
    take_counted(*wholes, times, bytes_of);
  } else {
    take_counted(std::get<std::vector<double>>(column.values), times, bytes_of);
  }
}

void FieldSummary::merge(const FieldSummary& other) {
  const bool counted_on =
      counting_ && other.counting_ && ranking_.distinct().has_room_for(other.ranking_.distinct());
  if (!counted_on) {
    add_counts();
    if (other.counting_) return merge(other.counted());
  }
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

}  // namespace bview
