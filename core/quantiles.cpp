// SPDX-License-Identifier: MIT

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

#include <bview/core/quantiles.hpp>

namespace bview {
namespace {

constexpr int kFractionBits = std::numeric_limits<double>::digits - 1;
constexpr unsigned kPageBits = 7;
constexpr std::size_t kNegativePages = 2048;  // from this one on

}  // namespace

// --- buckets -------------------------------------------------------------------------------------

/// Of numbers in order the numbers are in order, and those of a number and its negative are so.
std::int32_t Quantiles::number_of(double value) {
  const auto magnitude =
      static_cast<std::int32_t>(std::bit_cast<std::uint64_t>(std::fabs(value)) >> kFinest);
  return std::signbit(value) ? -magnitude : magnitude;
}

/// The middle of the bucket, between powers of two; of that around 0 it is 0.
double Quantiles::value_of(std::int32_t number) const {
  if (number == 0) return 0;
  const auto magnitude = static_cast<std::uint64_t>(std::abs(number));
  const std::uint64_t bits = (magnitude << static_cast<unsigned>(shift_)) |
                             (std::uint64_t{1} << static_cast<unsigned>(shift_ - 1));
  const double middle = std::min(std::bit_cast<double>(bits), std::numeric_limits<double>::max());
  return number < 0 ? -middle : middle;
}

double Quantiles::error() const {
  if (!pages_.empty()) return settled().error();
  if (shift_ <= kFractionBits) return std::ldexp(1.0, shift_ - kFractionBits - 1);
  // A bucket holds several powers of two.
  return std::exp2(std::exp2(shift_ - kFractionBits - 1)) - 1;
}

void Quantiles::coarsen(Buckets& buckets, int by) {
  std::size_t kept = 0;
  for (const Bucket& each : buckets) {
    const std::int32_t magnitude = std::abs(each.number) >> by;
    const std::int32_t number = each.number < 0 ? -magnitude : magnitude;
    if (kept > 0 && buckets[kept - 1].number == number) {
      buckets[kept - 1].times += each.times;
    } else {
      buckets[kept++] = {number, each.times};
    }
  }
  buckets.resize(kept);
}

/// Adds buckets in order, in which a number may stand several times.
void Quantiles::add_buckets(Buckets buckets, int shift) {
  coarsen(buckets, std::max(0, shift_ - shift));
  coarsen(buckets_, std::max(0, shift - shift_));
  shift_ = std::max(shift, shift_);
  Buckets all;
  all.reserve(buckets_.size() + buckets.size());
  std::merge(buckets_.begin(), buckets_.end(), buckets.begin(), buckets.end(),
             std::back_inserter(all),
             [](const Bucket& a, const Bucket& b) { return a.number < b.number; });
  coarsen(all, 0);
  for (; all.size() > most_; ++shift_) coarsen(all, 1);
  buckets_ = std::move(all);
}

/// Adds buckets of the finest kind in order, in which a number may stand several times.
void Quantiles::add_finest(Buckets buckets) {
  const std::int32_t infinity = number_of(std::numeric_limits<double>::infinity());
  std::erase_if(buckets, [&](const Bucket& each) {
    if (std::abs(each.number) != infinity) return false;
    (each.number < 0 ? below_ : above_) += each.times;
    return true;
  });
  add_buckets(std::move(buckets), kFinest);
}

void Quantiles::add_unsorted(Buckets buckets) {
  std::sort(buckets.begin(), buckets.end(),
            [](const Bucket& a, const Bucket& b) { return a.number < b.number; });
  add_finest(std::move(buckets));
}

// --- pages ---------------------------------------------------------------------------------------

void Quantiles::add_page(std::size_t number) {
  pages_.emplace_back();
  page_numbers_[number] = static_cast<std::uint16_t>(pages_.size());
}

void Quantiles::settle() {
  Buckets buckets;
  const auto take = [&](std::size_t n, std::size_t k) {
    const std::int64_t times = pages_[page_numbers_[n] - 1U][k];
    const auto magnitude = static_cast<std::int32_t>((n % kNegativePages) * kPage + k);
    if (times != 0) buckets.push_back({n < kNegativePages ? magnitude : -magnitude, times});
  };
  // In order: the largest magnitudes of negative numbers first.
  for (std::size_t n = page_numbers_.size(); n-- > kNegativePages;) {
    for (std::size_t k = page_numbers_[n] == 0 ? 0 : kPage; k-- > 0;) take(n, k);
  }
  for (std::size_t n = 0; n < std::min(page_numbers_.size(), kNegativePages); ++n) {
    for (std::size_t k = 0; page_numbers_[n] != 0 && k < kPage; ++k) take(n, k);
  }
  page_numbers_ = {};  // and their memory
  pages_ = {};
  if (!buckets.empty()) add_finest(std::move(buckets));
}

Quantiles Quantiles::settled() const {
  Quantiles copy = *this;
  copy.settle();
  return copy;
}

// --- values --------------------------------------------------------------------------------------

void Quantiles::add(std::span<const double> values) {
  // For fewer numbers pages are not worth their memory: there may be many states, one for each
  // group.
  constexpr std::size_t kFew = 1024;
  if (values.size() < kFew || !paged_) {
    Buckets buckets;
    buckets.reserve(values.size());
    for (const double each : values) buckets.push_back({number_of(each), 1});
    return add_unsorted(std::move(buckets));
  }
  page_numbers_.resize(kPages);
  const std::uint16_t* const numbers = page_numbers_.data();
  std::int64_t* times = pages_.empty() ? nullptr : pages_.front().data();
  for (const double each : values) {
    const std::uint64_t number = std::bit_cast<std::uint64_t>(each) >> kFinest;
    const std::size_t page = number >> kPageBits;
    if (numbers[page] == 0) {
      add_page(page);
      times = pages_.front().data();
    }
    ++times[(numbers[page] - 1U) * kPage + number % kPage];
  }
  // Four times the memory of the buckets; which there are does not depend on when they are settled.
  constexpr std::size_t kBucketsPerPage = 16;
  if (pages_.size() <= most_ / kBucketsPerPage) return;
  settle();
  paged_ = false;
}

void Quantiles::add(std::span<const Counted> values) {
  Buckets buckets;
  buckets.reserve(values.size());
  for (const Counted& each : values) buckets.push_back({number_of(each.value), each.times});
  add_unsorted(std::move(buckets));
}

void Quantiles::merge(Quantiles other) {
  other.settle();
  settle();
  below_ += other.below_;
  above_ += other.above_;
  add_buckets(std::move(other.buckets_), other.shift_);
}

double Quantiles::at(std::int64_t rank) const {
  if (!pages_.empty()) return settled().at(rank);
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (rank < below_) return -kInfinity;
  rank -= below_;
  for (const Bucket& each : buckets_) {
    if (rank < each.times) return value_of(each.number);
    rank -= each.times;
  }
  return kInfinity;
}

}  // namespace bview
