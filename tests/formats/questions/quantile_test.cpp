// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <sstream>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <bview/formats/questions/exact.hpp>
#include <bview/formats/questions/field_summary.hpp>
#include <bview/formats/text/datum.hpp>

#include "tests/support/vectors.hpp"

namespace bview {
namespace {

template <class T>
std::vector<T> values_of(const std::string& hex) {
  std::vector<T> values;
  for (std::size_t at = 0; at < hex.size(); at += 2 * sizeof(T)) {
    std::uint64_t bits = 0;
    for (std::size_t k = sizeof(T); k-- > 0;) {
      bits = bits << 8U | std::stoul(hex.substr(at + 2 * k, 2), nullptr, 16);
    }
    T value{};
    std::memcpy(&value, &bits, sizeof value);
    values.push_back(value);
  }
  return values;
}

/// The values of a row of quantile.tsv, as they come from a field of that type.
Column column_of(const testing::Vector& row) {
  Column column;
  if (row[0] == "d") column.values = values_of<double>(row[1]);
  if (row[0] == "q") column.values = values_of<std::int64_t>(row[1]);
  if (row[0] == "Q") {
    std::vector<Ratio> values;
    for (const std::uint64_t each : values_of<std::uint64_t>(row[1])) values.push_back({{each}, 1});
    column.values = std::move(values);
  }
  return column;
}

ValueKind kind_of_row(const testing::Vector& row) {
  if (row[0] == "d") return {false, RankedAs::Real};
  return {true, row[0] == "q" ? RankedAs::Signed : RankedAs::Unsigned};
}

FieldSummary summary_of(const testing::Vector& row, const SummaryLimits& limits, std::size_t from,
                        std::size_t to) {
  std::vector<std::size_t> which;
  for (; from < to; ++from) which.push_back(from);
  FieldSummary summary(kind_of_row(row), limits);
  summary.add(picked(column_of(row), which),
              [](std::size_t /*k*/) { return std::span<const std::byte>(); });
  return summary;
}

FieldSummary summary_of(const testing::Vector& row, const SummaryLimits& limits) {
  return summary_of(row, limits, 0, column_of(row).size());
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

OrderedValue expected(const testing::Vector& row, const std::string& word) {
  if (row[0] == "d") return static_cast<long double>(std::stod(word));
  return *ratio_in(word);
}

long double real_of(const OrderedValue& value) {
  if (const auto* ratio = std::get_if<Ratio>(&value)) return approximate(*ratio);
  return std::get<long double>(value);
}

bool is_same(const OrderedValue& a, const OrderedValue& b) {
  return !comes_before(a, b) && !comes_before(b, a);
}

const std::vector<testing::Vector>& rows() {
  static const std::vector<testing::Vector> all = testing::read_vectors("oracle/quantile.tsv");
  return all;
}

TEST_CASE("quantiles of few values are numpy's") {
  for (const testing::Vector& row : rows()) {
    CAPTURE(row[2]);
    const FieldSummary summary = summary_of(row, {});
    const std::vector<std::string> words = words_of(row[2]);
    REQUIRE(words.size() == kQuantiles.size());
    CHECK(summary.quantile_error() == 0);
    for (std::size_t k = 0; k < words.size(); ++k) {
      CHECK(is_same(summary.quantiles()[k], expected(row, words[k])));
    }
  }
}

TEST_CASE("those of many are within the error that is told") {
  for (const testing::Vector& row : rows()) {
    for (const std::size_t buckets : {std::size_t{8192}, std::size_t{512}, std::size_t{16}}) {
      CAPTURE(row[2]);
      CAPTURE(buckets);
      const FieldSummary summary = summary_of(row, {1, buckets});
      const long double error = static_cast<long double>(summary.quantile_error());
      if (buckets == 8192 && summary.distinct().is_over()) CHECK(error == 1.0L / 256);
      const std::vector<std::string> words = words_of(row[2]);
      for (std::size_t k = 0; k < words.size(); ++k) {
        const long double found = real_of(summary.quantiles()[k]);
        const long double exact = real_of(expected(row, words[k]));
        const bool same = found == exact;
        CHECK((same || std::fabs(found - exact) <= error * std::fabs(exact)));
      }
    }
  }
}

TEST_CASE("quantiles are the same however values were parted") {
  for (const testing::Vector& row : rows()) {
    const std::size_t count = column_of(row).size();
    for (const SummaryLimits& limits : {SummaryLimits{}, {100, 8192}, {100, 32}, {1, 64}}) {
      CAPTURE(row[2]);
      const FieldSummary all = summary_of(row, limits);
      for (std::size_t cut = 0; cut <= count; cut += 1 + count / 8) {
        FieldSummary one = summary_of(row, limits, 0, cut);
        FieldSummary other = summary_of(row, limits, cut, count);
        FieldSummary turned = other;
        turned.merge(one);
        one.merge(other);
        for (const FieldSummary* merged : {&one, &turned}) {
          CHECK(merged->quantile_error() == all.quantile_error());
          CHECK(merged->distinct().count() == all.distinct().count());
          for (std::size_t k = 0; k < kQuantiles.size(); ++k) {
            CHECK(is_same(merged->quantiles()[k], all.quantiles()[k]));
          }
        }
      }
    }
  }
}

TEST_CASE("mean and deviation of whole numbers are right to the last place") {
  for (const testing::Vector& row : rows()) {
    if (row[3].empty()) continue;
    const std::size_t count = column_of(row).size();
    CAPTURE(row[2]);
    for (std::size_t cut = 0; cut <= count; cut += 1 + count / 8) {
      FieldSummary summary = summary_of(row, {}, 0, cut);
      summary.merge(summary_of(row, {}, cut, count));
      CHECK(*summary.mean() == std::stod(row[3]));
      CHECK(*summary.deviation() == std::stod(row[4]));
    }
  }
}

TEST_CASE("quantiles of wide, scaled and missing values") {
  const auto no_bytes = [](std::size_t /*k*/) { return std::span<const std::byte>(); };
  Column column;
  const Ratio tenth{{1}, 10};
  column.values = std::vector<Ratio>{tenth, {{2}, 1}, {{5}, 2}};
  FieldSummary scaled({false, std::nullopt});
  scaled.add(column, no_bytes);
  CHECK(real_of(scaled.quantiles()[0]) == doctest::Approx(0.1));
  CHECK(is_same(scaled.quantiles()[2], OrderedValue(Ratio{{2}, 1})));
  CHECK(scaled.quantile_error() > 0);  // 0.1 is no double

  column.values = std::vector<Ratio>{{{uint128{1} << 127U}, 1}, {{1}, 1}};
  FieldSummary large({true, std::nullopt});
  large.add(column, no_bytes);
  CHECK(is_same(large.quantiles()[4], large.greatest().value));

  const FieldSummary none;
  CHECK(none.quantiles()[2].index() == 0);
}

}  // namespace
}  // namespace bview
