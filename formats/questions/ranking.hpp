// SPDX-License-Identifier: MIT
// formats/questions/ranking.hpp - the numbers of a field, counted and in order: exactly while few
// of them differ, then in buckets.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include <bview/core/public.hpp>
#include <bview/core/quantiles.hpp>
#include <bview/core/storage.hpp>
#include <bview/core/summary.hpp>

namespace BVIEW_PUBLIC bview {

/// What the 64 bits are that tell numbers of a field apart.
enum class RankedAs : std::uint8_t { Signed, Unsigned, Real };

/// The bits of a number; of a double that is 0 they do not tell its sign.
[[nodiscard]] std::uint64_t rank_key(double value);

class Ranking {
 public:
  Ranking(RankedAs as, std::size_t most_distinct, std::size_t most_buckets)
      : as_(as), distinct_(most_distinct), buckets_(most_buckets) {}

  /// There is no NaN among them.
  void add(std::span<const std::uint64_t> keys);
  struct CountedKey {
    std::uint64_t key;
    std::int64_t times;
  };
  void add(std::span<const CountedKey> keys);
  /// Those for which there is room to count each: so many of the first.
  [[nodiscard]] std::size_t add_exactly(std::span<const std::uint64_t> keys);
  /// When distinct() is over.
  void add_many(std::span<const double> values);
  void merge(const Ranking& other);
  /// There are too many values, here or where this is merged, to count each.
  void expect_many() { give_up(); }
  [[nodiscard]] std::int64_t count() const { return count_; }

  using Number = std::variant<int128, double>;
  /// The numbers of these ranks, which count from 0 on, up to error(): all of them are known where
  /// few differ.
  [[nodiscard]] std::vector<Number> at(std::span<const std::int64_t> ranks) const;
  [[nodiscard]] double error() const { return distinct_.is_over() ? buckets_.error() : 0; }

  [[nodiscard]] const Distinct& distinct() const { return distinct_; }

 private:
  [[nodiscard]] Number number_of(std::uint64_t key) const;
  [[nodiscard]] double real_of(std::uint64_t key) const;
  [[nodiscard]] std::vector<Number> at_exactly(std::span<const std::int64_t> ranks) const;
  void give_up();

  RankedAs as_;
  std::int64_t count_ = 0;
  // All numbers are in one of the two, never some here and some there.
  Distinct distinct_;
  Quantiles buckets_;
};

}  // namespace bview
