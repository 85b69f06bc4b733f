// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <bview/core/summary.hpp>

namespace bview {
namespace {

/// Several numbers are looked at side by side: one would wait for the one before it.
constexpr std::size_t kLanes = 8;
using Lanes = std::array<double, kLanes>;

template <class Visit>
void in_lanes(std::span<const double> values, const Visit& visit) {
  const double* at = values.data();
  const double* const end = at + values.size();
  for (; end - at >= static_cast<std::ptrdiff_t>(kLanes); at += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) visit(lane, at[lane]);
  }
  for (; at != end; ++at) visit(0, *at);
}

}  // namespace

NumberRange range_of(std::span<const double> values) {
  Lanes low{};
  Lanes high{};
  Lanes sum{};
  low.fill(values.front());
  high.fill(values.front());
  in_lanes(values, [&](std::size_t lane, double each) {
    low[lane] = each < low[lane] ? each : low[lane];
    high[lane] = each > high[lane] ? each : high[lane];
    sum[lane] += each;
  });
  return {*std::min_element(low.begin(), low.end()), *std::max_element(high.begin(), high.end()),
          std::accumulate(sum.begin(), sum.end(), 0.0)};
}

// --- moments -------------------------------------------------------------------------------------

namespace {

/// The mean of numbers, and the squares of their distances to it, added up.
template <class Real>
struct Spread {
  Real mean;  // but for the tail
  Real tail;
  Real squares;
  bool differ;
};

/// What a term of each of them sums up to.
template <class Real, class Term>
Real summed(std::span<const double> values, const Term& term) {
  std::array<Real, kLanes> sums{};
  in_lanes(values,
           [&](std::size_t lane, double each) { sums[lane] += term(static_cast<Real>(each)); });
  return std::accumulate(sums.begin(), sums.end(), Real{0});
}

template <class Real>
Spread<Real> spread_of(std::span<const double> values, Real sum) {
  const auto count = static_cast<Real>(values.size());
  const Real mean = sum / count;
  std::array<Real, kLanes> rests{};
  std::array<Real, kLanes> squared{};
  in_lanes(values, [&](std::size_t lane, double each) {
    const Real distance = static_cast<Real>(each) - mean;
    rests[lane] += distance;
    squared[lane] += distance * distance;
  });
  const Real rest = std::accumulate(rests.begin(), rests.end(), Real{0});
  const Real squares = std::accumulate(squared.begin(), squared.end(), Real{0});
  const Real spread = squares - rest * rest / count;
  // What is too small for a square is not too small for a distance.
  const bool differ =
      squares > 0 || summed<Real>(values, [mean](Real each) { return std::fabs(each - mean); }) > 0;
  return {mean, rest / count, spread < 0 ? 0 : spread, differ};
}

/// Whether no square, and no sum, left the range in which doubles are exact to their last bits.
bool is_within_range(const Spread<double>& spread) {
  constexpr double kLeastSquares = 0x1p-900;
  const bool large_enough = spread.squares >= kLeastSquares || !spread.differ;
  return large_enough && std::isfinite(spread.mean) && std::isfinite(spread.squares);
}

}  // namespace

void Moments::set_mean(long double near, long double tail) {
  constexpr auto kLargest = static_cast<long double>(std::numeric_limits<double>::max());
  mean_ = static_cast<double>(std::clamp(near + tail, -kLargest, kLargest));
  tail_ = tail - (static_cast<long double>(mean_) - near);
}

void Moments::add(std::span<const double> values) {
  add(values, summed<double>(values, [](double each) { return each; }));
}

void Moments::add(std::span<const double> values, double sum) {
  if (values.empty()) return;
  Moments block;
  block.count_ = std::ssize(values);
  const auto spread = spread_of<double>(values, sum);
  if (is_within_range(spread)) {
    block.set_mean(static_cast<long double>(spread.mean), static_cast<long double>(spread.tail));
    block.squares_ = static_cast<long double>(spread.squares);
  } else {
    // The exponents of long doubles have room for the square of any double.
    const auto wide = spread_of<long double>(
        values, summed<long double>(values, [](long double each) { return each; }));
    block.set_mean(wide.mean, wide.tail);
    block.squares_ = wide.squares;
  }
  merge(block);
}

void Moments::add(std::span<const Counted> values) {
  // Few different ones: long doubles cost nothing.
  const auto summed = [&](auto term) {
    long double sum = 0;
    for (const Counted& each : values) {
      sum += term(static_cast<long double>(each.value)) * static_cast<long double>(each.times);
    }
    return sum;
  };
  Moments block;
  for (const Counted& each : values) block.count_ += each.times;
  if (block.count_ == 0) return;
  const long double mean =
      summed([](long double each) { return each; }) / static_cast<long double>(block.count_);
  block.set_mean(mean, 0);
  block.squares_ = summed([mean](long double each) { return (each - mean) * (each - mean); });
  merge(block);
}

void Moments::merge(const Moments& other) {
  if (other.count_ == 0) return;
  if (count_ == 0) {
    *this = other;
    return;
  }
  const auto mine = static_cast<long double>(count_);
  const auto theirs = static_cast<long double>(other.count_);
  const long double all = mine + theirs;
  const auto near = static_cast<long double>(mean_);
  const long double between =
      (static_cast<long double>(other.mean_) - near) + (other.tail_ - tail_);
  set_mean(near, tail_ + between * (theirs / all));
  squares_ += other.squares_ + between * between * (mine * theirs / all);
  count_ += other.count_;
}

std::optional<double> Moments::deviation() const {
  if (count_ < 2) return std::nullopt;
  return static_cast<double>(std::sqrt(squares_ / static_cast<long double>(count_ - 1)));
}

// --- bins ----------------------------------------------------------------------------------------

namespace {

/// The greatest whole number that is not above it; its size is that of a bin's number.
std::int64_t floor_of(double value) {
  const auto whole = static_cast<std::int64_t>(value);
  return whole - (static_cast<double>(whole) > value ? 1 : 0);
}

std::int64_t bin_of(double value, double scale) { return floor_of(value * scale); }

}  // namespace

/// The least width for which the numbers fit. It depends on these two alone, and never shrinks when
/// they move apart.
int Bins::exponent_for(double low, double high) const {
  // Numbers of bins are exact as doubles.
  constexpr int kPlaces = 50;
  const double largest = std::max(std::fabs(low), std::fabs(high));
  int exponent = least_exponent_;
  if (largest > 0) exponent = std::max(exponent, std::ilogb(largest) - kPlaces);
  const double half = high / 2 - low / 2;
  constexpr int kBefore = 5;  // fits for sure
  if (half > 0) exponent = std::max(exponent, std::ilogb(half) - kBefore);
  for (;; ++exponent) {
    const double scale = std::ldexp(1.0, -exponent);
    if (bin_of(high, scale) - bin_of(low, scale) < static_cast<std::int64_t>(kMost)) break;
  }
  return exponent;
}

void Bins::include(double low, double high) {
  if (count_ > 0 && low >= low_ && high <= high_) return;
  const bool empty = count_ == 0;
  low_ = empty ? low : std::min(low, low_);
  high_ = empty ? high : std::max(high, high_);
  const int exponent = exponent_for(low_, high_);
  const std::int64_t first = bin_of(low_, std::ldexp(1.0, -exponent));
  std::array<std::int64_t, kMost> counts{};
  constexpr int kAllBits = 63;
  const int coarser = std::min(exponent - exponent_, kAllBits);
  for (std::size_t k = 0; k < kMost && !empty; ++k) {
    if (counts_[k] == 0) continue;
    const std::int64_t bin = (first_ + static_cast<std::int64_t>(k)) >> coarser;
    counts[static_cast<std::size_t>(bin - first)] += counts_[k];
  }
  counts_ = counts;
  exponent_ = exponent;
  first_ = first;
}

void Bins::add(std::span<const double> values) {
  if (values.empty()) return;
  const NumberRange range = range_of(values);
  add(values, range.low, range.high);
}

void Bins::add(std::span<const double> values, double low, double high) {
  if (values.empty()) return;
  include(low, high);
  const double scale = std::ldexp(1.0, -exponent_);
  std::array<std::int64_t, kMost * kLanes> counts{};
  in_lanes(values, [first = first_, scale, at = counts.data()](std::size_t lane, double each) {
    ++at[lane * kMost + static_cast<std::size_t>(bin_of(each, scale) - first)];
  });
  for (std::size_t k = 0; k < counts.size(); ++k) counts_[k % kMost] += counts[k];
  count_ += std::ssize(values);
}

void Bins::add(std::span<const Counted> values) {
  if (values.empty()) return;
  const auto [low, high] =
      std::minmax_element(values.begin(), values.end(),
                          [](const Counted& a, const Counted& b) { return a.value < b.value; });
  include(low->value, high->value);
  const double scale = std::ldexp(1.0, -exponent_);
  for (const Counted& each : values) {
    counts_[static_cast<std::size_t>(bin_of(each.value, scale) - first_)] += each.times;
    count_ += each.times;
  }
}

void Bins::merge(const Bins& other) {
  if (other.count_ == 0) return;
  include(other.low_, other.high_);
  constexpr int kAllBits = 63;
  const int coarser = std::min(exponent_ - other.exponent_, kAllBits);
  for (std::size_t k = 0; k < kMost; ++k) {
    if (other.counts_[k] == 0) continue;
    const std::int64_t bin = (other.first_ + static_cast<std::int64_t>(k)) >> coarser;
    counts_[static_cast<std::size_t>(bin - first_)] += other.counts_[k];
  }
  count_ += other.count_;
}

std::vector<std::int64_t> Bins::counts() const {
  if (count_ == 0) return {};
  const std::int64_t used = bin_of(high_, std::ldexp(1.0, -exponent_)) - first_ + 1;
  return {counts_.begin(), counts_.begin() + used};
}

std::vector<double> Bins::edges() const {
  std::vector<double> edges;
  if (count_ == 0) return edges;
  constexpr double kLargest = std::numeric_limits<double>::max();
  for (std::size_t k = 0; k <= counts().size(); ++k) {
    const double edge =
        std::ldexp(static_cast<double>(first_ + static_cast<std::int64_t>(k)), exponent_);
    edges.push_back(std::clamp(edge, -kLargest, kLargest));
  }
  return edges;
}

// --- distinct values -----------------------------------------------------------------------------

void Distinct::grow() {
  constexpr std::size_t kFirst = 64;
  std::vector<Slot> before(std::max(kFirst, slots_.size() * 2));
  before.swap(slots_);
  for (const Slot& each : before) {
    if (each.times != 0) slots_[place_of(each.key)] = each;
  }
}

bool Distinct::insert(std::uint64_t key, std::int64_t times) {
  if (static_cast<std::size_t>(size_) == most_) {
    over_ = true;
    return false;
  }
  if (static_cast<std::size_t>(size_) * 2 >= slots_.size()) grow();
  slots_[place_of(key)] = {key, times};
  ++size_;
  return true;
}

std::size_t Distinct::add_each(std::span<const std::uint64_t> keys) {
  std::size_t added = 0;
  for (const std::uint64_t key : keys) {
    if (!add(key)) break;
    ++added;
  }
  return added;
}

bool Distinct::has_room_for(const Distinct& other) const {
  if (over_ || other.over_) return false;
  std::size_t all = static_cast<std::size_t>(size_);
  other.for_each([&](std::uint64_t key, std::int64_t /*times*/) {
    all += slots_.empty() || slots_[place_of(key)].times == 0 ? 1U : 0U;
  });
  return all <= most_;
}

void Distinct::merge(const Distinct& other) {
  other.for_each([this](std::uint64_t key, std::int64_t times) { add(key, times); });
  over_ = over_ || other.over_;
}

}  // namespace bview
