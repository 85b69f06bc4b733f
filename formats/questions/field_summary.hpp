// SPDX-License-Identifier: MIT
// formats/questions/field_summary.hpp - what the values of one field are like: how many, from where
// to where, how spread.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include <bview/core/summary.hpp>
#include <bview/formats/questions/column.hpp>

namespace bview {

/// A value that can be put in order with others of its field, or of a group.
using OrderedValue = std::variant<std::monostate, Ratio, long double, std::string>;

/// The k-th of a column; nothing where it is missing.
[[nodiscard]] OrderedValue ordered_value(const Column& column, std::size_t k);
/// Numbers of all kinds come in front of texts, and what is missing first; of one kind as usual.
[[nodiscard]] bool comes_before(const OrderedValue& a, const OrderedValue& b);

class FieldSummary {
 public:
  /// `whole`: all values are whole numbers. Different ones are counted up to `most_distinct`.
  explicit FieldSummary(bool whole = false, std::size_t most_distinct = Distinct::kMost)
      : bins_(whole), distinct_(most_distinct), whole_(whole) {}

  /// The least or the greatest value.
  struct Extreme {
    OrderedValue value{};
    std::vector<std::byte> bytes{};  ///< it, as it is stored
  };
  /// Tells the bytes of the k-th value.
  using BytesOf = std::function<std::span<const std::byte>(std::size_t k)>;

  /// Adds the values that are not missing.
  void add(const Column& column, const BytesOf& bytes_of);
  void merge(const FieldSummary& other);

  [[nodiscard]] std::int64_t count() const { return count_; }
  [[nodiscard]] std::int64_t nan() const { return nan_; }
  [[nodiscard]] std::int64_t infinite() const { return infinite_; }
  /// Of all but NaN; without a value where there is none.
  [[nodiscard]] const Extreme& least() const { return least_; }
  [[nodiscard]] const Extreme& greatest() const { return greatest_; }
  /// Of what is finite; nothing of texts.
  [[nodiscard]] std::optional<double> mean() const;
  [[nodiscard]] std::optional<double> deviation() const { return moments_.deviation(); }
  [[nodiscard]] const Bins& bins() const { return bins_; }
  [[nodiscard]] const Distinct& distinct() const { return distinct_; }

 private:
  void take(const std::vector<std::int64_t>& values, const BytesOf& bytes_of);
  void take(const std::vector<Ratio>& values, const BytesOf& bytes_of);
  void take(const std::vector<double>& values, const BytesOf& bytes_of);
  void take(const std::vector<long double>& values, const BytesOf& bytes_of);
  void take(const std::vector<std::string_view>& values, const BytesOf& bytes_of);

  void take_finite(std::span<const double> values);
  void add_to_sum(const WideInteger& value);
  void add_to_sum(int128 value);
  void take_extreme(OrderedValue value, std::size_t k, bool least, const BytesOf& bytes_of);

  std::int64_t count_ = 0;
  std::int64_t nan_ = 0;
  std::int64_t infinite_ = 0;
  Extreme least_{};
  Extreme greatest_{};
  int128 sum_ = 0;  // of whole numbers, while it fits
  bool sum_fits_ = true;
  Moments moments_{};
  Bins bins_;
  Distinct distinct_;
  bool whole_;
};

/// Those of the column whose numbers are given, in that order.
[[nodiscard]] Column picked(const Column& column, std::span<const std::size_t> which);

}  // namespace bview
