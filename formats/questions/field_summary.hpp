// SPDX-License-Identifier: MIT
// formats/questions/field_summary.hpp - what the values of one field are like: how many, from where
// to where, how spread.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <bview/core/public.hpp>
#include <bview/core/summary.hpp>
#include <bview/core/whole_moments.hpp>
#include <bview/formats/questions/column.hpp>
#include <bview/formats/questions/ordered_value.hpp>
#include <bview/formats/questions/ranking.hpp>

namespace BVIEW_PUBLIC bview {

/// What the values of a field are.
struct ValueKind {
  bool whole = false;  ///< all are whole numbers
  /// What the bits are that tell them apart; nothing of texts, and of numbers for which 64 bits are
  /// too few.
  std::optional<RankedAs> bits = RankedAs::Real;
};

/// How much is kept of a field.
struct SummaryLimits {
  std::size_t distinct = Distinct::kMost;
  std::size_t buckets = Quantiles::kMost;
};

/// The parts of a hundred that lie below the quantiles.
inline constexpr std::array<int, 5> kQuantiles = {5, 25, 50, 75, 95};

class FieldSummary {
 public:
  explicit FieldSummary(const ValueKind& kind = {}, const SummaryLimits& limits = {})
      : kind_(kind),
        counting_(is_whole()),
        bins_(kind.whole),
        ranking_(kind.bits.value_or(RankedAs::Real), limits.distinct, limits.buckets),
        distinct_(limits.distinct) {}

  /// The least or the greatest value.
  struct Extreme {
    OrderedValue value{};
    std::vector<std::byte> bytes{};  ///< it, as it is stored
  };
  /// Tells the bytes of the k-th value.
  using BytesOf = std::function<std::span<const std::byte>(std::size_t k)>;

  /// Adds the values that are not missing.
  void add(const Column& column, const BytesOf& bytes_of);
  /// The same where each value stands for so many; all are whole numbers of 64 bits that are told
  /// apart by them, or all are doubles.
  void add_counted(const Column& column, std::span<const std::int64_t> times,
                   const BytesOf& bytes_of);
  void merge(const FieldSummary& other);

  /// It will be merged with one that has more distinct values than are told apart, and need not
  /// tell them apart either.
  void expect_many() {
    add_counts();
    if (kind_.bits) ranking_.expect_many();
  }

  [[nodiscard]] std::int64_t count() const { return count_; }
  [[nodiscard]] std::int64_t nan() const { return nan_; }
  [[nodiscard]] std::int64_t infinite() const { return infinite_; }
  /// Of all but NaN; without a value where there is none.
  [[nodiscard]] const Extreme& least() const { return least_; }
  [[nodiscard]] const Extreme& greatest() const { return greatest_; }
  /// Of what is finite; nothing of texts.
  [[nodiscard]] std::optional<double> mean() const;
  [[nodiscard]] std::optional<double> deviation() const;
  [[nodiscard]] Bins bins() const { return counting_ ? counted().bins_ : bins_; }
  [[nodiscard]] const Distinct& distinct() const {
    return kind_.bits ? ranking_.distinct() : distinct_;
  }
  /// For each of kQuantiles the least value that so many of a hundred are not above, NaN left
  /// aside; without a value where there are none, and of texts.
  [[nodiscard]] std::vector<OrderedValue> quantiles() const;
  /// How far from the value they are at most, as a part of it; 0 where they are exact.
  [[nodiscard]] double quantile_error() const;

 private:
  void take(const std::vector<std::int64_t>& values, const BytesOf& bytes_of);
  void take(const std::vector<Ratio>& values, const BytesOf& bytes_of);
  void take(const std::vector<double>& values, const BytesOf& bytes_of);
  void take(const std::vector<long double>& values, const BytesOf& bytes_of);
  void take(const std::vector<std::string_view>& values, const BytesOf& bytes_of);

  /// Whether all are whole numbers of 64 bits.
  [[nodiscard]] bool is_whole() const { return kind_.whole && kind_.bits; }
  template <class Values>
  void take_extremes(const Values& values, const BytesOf& bytes_of);
  template <class Float>
  void take_numbers(const std::vector<Float>& values, const BytesOf& bytes_of);
  template <class Value>
  void rank(const std::vector<Value>& values);
  [[nodiscard]] OrderedValue bounded(const Ranking::Number& number) const;
  template <class Number>
  void take_counted(const std::vector<Number>& values, std::span<const std::int64_t> times,
                    const BytesOf& bytes_of);
  void take_finite(std::span<const double> values);
  void add_to_sum(const WideInteger& value);
  void add_to_sum(int128 value);
  [[nodiscard]] bool is_extreme(const OrderedValue& value, bool least) const;
  void take_extreme(OrderedValue value, std::size_t k, bool least, const BytesOf& bytes_of);
  template <class Number>
  void take_extremes_from(std::span<const Number> values, Number low, Number high,
                          const BytesOf& bytes_of);
  void take_wholes(std::span<const std::int64_t> values, const BytesOf& bytes_of);
  void take_many_wholes(std::span<const std::int64_t> values, const BytesOf& bytes_of);
  void add_counts();
  [[nodiscard]] FieldSummary counted() const;

  std::int64_t count_ = 0;
  std::int64_t nan_ = 0;
  std::int64_t infinite_ = 0;
  Extreme least_{};
  Extreme greatest_{};
  ValueKind kind_;
  bool counting_;   // all are in the ranking, each by itself, and in none of the sums
  int128 sum_ = 0;  // of whole numbers of more than 64 bits, while it fits
  bool sum_fits_ = true;
  Moments moments_{};
  WholeMoments wholes_{};  // instead, of whole numbers of 64 bits
  Bins bins_;
  Ranking ranking_;
  Distinct distinct_;     // where the bits of the ranking do not tell values apart
  bool rounded_ = false;  // some of the ranking
};

/// Those of the column whose numbers are given, in that order.
[[nodiscard]] Column picked(const Column& column, std::span<const std::size_t> which);

}  // namespace bview
