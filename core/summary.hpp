// SPDX-License-Identifier: MIT
// core/summary.hpp - what many numbers are like, in one pass and in little memory.
//
// Each state can be merged with one of other numbers; it is then as if all had been added to it.
//
// Source: B. P. Welford (1962); T. F. Chan, G. H. Golub, R. J. LeVeque (1979), for Moments.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace bview {

/// Mean and standard deviation of finite numbers.
class Moments {
 public:
  void add(std::span<const double> values);
  void merge(const Moments& other);

  [[nodiscard]] std::int64_t count() const { return count_; }
  [[nodiscard]] double mean() const { return mean_; }
  /// That of the sample; nothing of less than two numbers.
  [[nodiscard]] std::optional<double> deviation() const;

 private:
  std::int64_t count_ = 0;
  double mean_ = 0;
  double squares_ = 0;  // of the distances to the mean, added up
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

/// How many different values there are: exactly, up to a number.
class Distinct {
 public:
  static constexpr std::size_t kMost = 10'000;

  explicit Distinct(std::size_t most = kMost) : most_(most) {}

  /// Values that differ have keys that differ.
  void add(std::uint64_t key) {
    if (!over_) insert(key);
  }
  void merge(const Distinct& other);

  [[nodiscard]] std::int64_t count() const { return size_ + (has_zero_ ? 1 : 0); }
  /// Whether there are more than count().
  [[nodiscard]] bool is_over() const { return over_; }

 private:
  void insert(std::uint64_t key);
  [[nodiscard]] std::uint64_t& slot(std::uint64_t key);
  void grow();

  std::size_t most_;
  std::vector<std::uint64_t> slots_{};  // by their hash; 0 where none is
  std::int64_t size_ = 0;               // of those that are not 0
  bool has_zero_ = false;
  bool over_ = false;
};

}  // namespace bview
