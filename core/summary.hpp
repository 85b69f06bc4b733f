// SPDX-License-Identifier: MIT
// core/summary.hpp - what many numbers are like, in one pass and in little memory.
//
// Each state can be merged with one of other numbers; it is then as if all had been added to it.
//
// Source: B. P. Welford (1962); T. F. Chan, G. H. Golub, R. J. LeVeque (1979), for Moments.

#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <bview/core/counted.hpp>
#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

/// The least and the greatest of numbers, of which there is one at least, and their sum.
struct NumberRange {
  double low;
  double high;
  double sum;
  /// Whether all of them are. The sum may be infinite of numbers that are not; where one is NaN, so
  /// is the sum, and the others of this mean nothing.
  [[nodiscard]] bool is_finite() const { return sum - sum == 0; }
};
[[nodiscard]] NumberRange range_of(std::span<const double> values);

/// Mean and standard deviation of finite numbers.
class Moments {
 public:
  void add(std::span<const double> values);
  /// Some whose sum range_of() has made.
  void add(std::span<const double> values, double sum);
  void add(std::span<const Counted> values);
  void merge(const Moments& other);

  [[nodiscard]] std::int64_t count() const { return count_; }
  [[nodiscard]] double mean() const { return mean_; }
  /// That of the sample; nothing of less than two numbers.
  [[nodiscard]] std::optional<double> deviation() const;

 private:
  /// It is the sum of both.
  void set_mean(long double near, long double tail);

  std::int64_t count_ = 0;
  double mean_ = 0;
  // What the mean is more than that: numbers may lie much closer to each other than to 0.
  long double tail_ = 0;
  long double squares_ = 0;  // of the distances to the mean, added up
};

/// A histogram of finite numbers, in bins of one width.
///
/// The width is a power of two, and bins begin at its multiples: when it has to grow, so that the
/// numbers fit into kMost bins, whole bins become one. The counts are exact, therefore, and do not
/// depend on the order of the numbers.
class Bins {
 public:
  static constexpr std::size_t kMost = 32;

  /// Of whole numbers bins are 1 wide at least.
  explicit Bins(bool whole) : least_exponent_(whole ? 0 : kLeastExponent) {}

  void add(std::span<const double> values);
  /// Of some that are known to lie from `low` to `high`.
  void add(std::span<const double> values, double low, double high);
  void add(std::span<const Counted> values);
  void merge(const Bins& other);

  /// From the bin of the least number to that of the greatest; none without numbers.
  [[nodiscard]] std::vector<std::int64_t> counts() const;
  /// One more than there are counts.
  [[nodiscard]] std::vector<double> edges() const;

 private:
  static constexpr int kLeastExponent = -1000;

  void include(double low, double high);
  [[nodiscard]] int exponent_for(double low, double high) const;

  int least_exponent_;
  int exponent_ = 0;        // of the width
  std::int64_t first_ = 0;  // bin, in widths from 0 on
  double low_ = 0;
  double high_ = 0;
  std::int64_t count_ = 0;
  std::array<std::int64_t, kMost> counts_{};
};

/// Which different values there are, and how often each: exactly, up to a number of them.
class Distinct {
 public:
  static constexpr std::size_t kMost = 10'000;

  explicit Distinct(std::size_t most = kMost) : most_(most) {}

  /// Values that differ have keys that differ. False where there is no room for one more; it is
  /// not counted then.
  bool add(std::uint64_t key, std::int64_t times = 1) {
    if (over_) return false;
    if (slots_.empty()) return insert(key, times);
    Slot& found = slots_.data()[place_of(key)];
    if (found.times == 0) return insert(key, times);
    found.times += times;
    return true;
  }
  /// Once each, until there is no room for one; how many it added.
  std::size_t add_each(std::span<const std::uint64_t> keys);
  void merge(const Distinct& other);
  /// Whether all values of the other can be counted, too.
  [[nodiscard]] bool has_room_for(const Distinct& other) const;

  [[nodiscard]] std::int64_t count() const {
    return over_ ? static_cast<std::int64_t>(most_) : size_;
  }
  /// Whether there are more than count().
  [[nodiscard]] bool is_over() const { return over_; }
  /// There are more, and which ones there are is of no more use.
  void give_up() {
    over_ = true;
    slots_ = {};
  }

  /// In no order.
  template <class Visit>
  void for_each(const Visit& visit) const {
    for (const Slot& each : slots_) {
      if (each.times != 0) visit(each.key, each.times);
    }
  }

 private:
  struct Slot {
    std::uint64_t key;
    std::int64_t times;  // 0: none
  };

  /// Where it is, or would be.
  [[nodiscard]] std::size_t place_of(std::uint64_t key) const {
    // Multiples of the golden ratio keep their distance from each other: keys in a row, of which
    // there are most, have places of their own.
    constexpr std::uint64_t kGolden = 0x9e3779b97f4a7c15;
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = (key * kGolden) >> std::countl_zero(mask);
    const Slot* const slots = slots_.data();
    while (slots[at].times != 0 && slots[at].key != key) at = (at + 1) & mask;
    return at;
  }
  bool insert(std::uint64_t key, std::int64_t times);
  void grow();

  std::size_t most_;
  std::vector<Slot> slots_{};  // by their hash
  std::int64_t size_ = 0;
  bool over_ = false;
};

}  // namespace bview
