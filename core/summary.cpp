// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <bview/core/summary.hpp>

namespace bview {

// --- moments -------------------------------------------------------------------------------------

void Moments::add(std::span<const double> values) {
  if (values.empty()) return;
  Moments block;
  block.count_ = std::ssize(values);
  const auto count = static_cast<double>(values.size());
  // Several sums at once: one would wait for itself.
  constexpr std::size_t kSums = 8;
  const auto summed = [&](auto term) {
    std::array<double, kSums> sums{};
    std::size_t k = 0;
    for (; k + kSums <= values.size(); k += kSums) {
      for (std::size_t lane = 0; lane < kSums; ++lane) sums[lane] += term(values[k + lane]);
    }
    for (; k < values.size(); ++k) sums[0] += term(values[k]);
    return std::accumulate(sums.begin(), sums.end(), 0.0);
  };
  const double sum = summed([](double each) { return each; });
  block.mean_ = sum / count;
  if (!std::isfinite(sum)) {
    constexpr double kLargest = std::numeric_limits<double>::max();
    const double parts = summed([count](double each) { return each / count; });
    block.mean_ = std::clamp(parts, -kLargest, kLargest);
  }
  const double mean = block.mean_;
  const double rest = summed([mean](double each) { return each - mean; });
  const double squares = summed([mean](double each) { return (each - mean) * (each - mean); });
  block.mean_ += rest / count;
  const double spread = squares - rest * rest / count;
  block.squares_ = spread < 0 ? 0 : spread;  // what has no square stays no number
  merge(block);
}

void Moments::merge(const Moments& other) {
  if (other.count_ == 0) return;
  if (count_ == 0) {
    *this = other;
    return;
  }
  const auto mine = static_cast<double>(count_);
  const auto theirs = static_cast<double>(other.count_);
  const double all = mine + theirs;
  const double between = other.mean_ - mean_;
  mean_ = std::isfinite(between) ? mean_ + between * (theirs / all)
                                 : mean_ * (mine / all) + other.mean_ * (theirs / all);
  squares_ += other.squares_ + between * between * (mine * theirs / all);
  count_ += other.count_;
}

std::optional<double> Moments::deviation() const {
  if (count_ < 2) return std::nullopt;
  return std::sqrt(squares_ / static_cast<double>(count_ - 1));
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
  double low = values.front();
  double high = low;
  for (const double each : values) {
    low = each < low ? each : low;
    high = each > high ? each : high;
  }
  include(low, high);
  const double scale = std::ldexp(1.0, -exponent_);
  for (const double each : values) {
    ++counts_[static_cast<std::size_t>(bin_of(each, scale) - first_)];
  }
  count_ += std::ssize(values);
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
    if (each.times != 0) *slot(each.key) = each;
  }
}

bool Distinct::insert(std::uint64_t key, std::int64_t times) {
  if (static_cast<std::size_t>(size_) == most_) {
    over_ = true;
    return false;
  }
  if (static_cast<std::size_t>(size_) * 2 >= slots_.size()) grow();
  *slot(key) = {key, times};
  ++size_;
  return true;
}

void Distinct::merge(const Distinct& other) {
  other.for_each([this](std::uint64_t key, std::int64_t times) { add(key, times); });
  over_ = over_ || other.over_;
}

}  // namespace bview
