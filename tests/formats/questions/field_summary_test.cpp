// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <bview/formats/questions/field_summary.hpp>
#include <bview/formats/questions/summarize.hpp>

#include "tests/support/vectors.hpp"

namespace bview {
namespace {

std::vector<double> doubles_of(const std::string& hex) {
  std::vector<double> values;
  for (std::size_t at = 0; at < hex.size(); at += 16) {
    std::uint64_t bits = 0;
    for (std::size_t k = 8; k-- > 0;) {
      bits = bits << 8U | std::stoul(hex.substr(at + 2 * k, 2), nullptr, 16);
    }
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    values.push_back(value);
  }
  return values;
}

std::span<const std::byte> no_bytes(std::size_t /*k*/) { return {}; }

FieldSummary summary_of(std::vector<double> values) {
  Column column;
  column.values = std::move(values);
  FieldSummary summary;
  summary.add(column, no_bytes);
  return summary;
}

/// std::stod throws for what is smaller than the least normal number.
double number_in(const std::string& text) { return std::strtod(text.c_str(), nullptr); }

TEST_CASE("doubles are summed up as Python's statistics does") {
  for (const testing::Vector& row : testing::read_vectors("oracle/stat.tsv")) {
    CAPTURE(row[0]);
    const std::vector<double> values = doubles_of(row[0]);
    double largest = 0;
    for (const double each : values) {
      if (std::isfinite(each)) largest = std::max(largest, std::fabs(each));
    }
    for (std::size_t cut = 0; cut <= values.size(); ++cut) {
      const auto middle = values.begin() + static_cast<std::ptrdiff_t>(cut);
      FieldSummary summary = summary_of({values.begin(), middle});
      summary.merge(summary_of({middle, values.end()}));
      CHECK(summary.count() == std::ssize(values));
      CHECK(summary.nan() == std::stoi(row[1]));
      CHECK(summary.infinite() == std::stoi(row[2]));
      CHECK(std::fabs(*summary.mean() - number_in(row[3])) <= 1e-14 * largest);
      CHECK(summary.deviation().has_value() == !row[4].empty());
      if (!row[4].empty()) {
        const double expected = number_in(row[4]);
        CHECK(std::fabs(*summary.deviation() - expected) <= 1e-9 * expected);
      }
      CHECK(summary.distinct().count() == std::stoi(row[5]));
    }
  }
}

TEST_CASE("what is kept of each field is less where there are many") {
  constexpr std::size_t kBytesEach = 32;
  SummaryLimits before;
  for (const std::size_t fields : {1U, 16U, 17U, 64U, 200U, 4096U, 1U << 20U}) {
    CAPTURE(fields);
    const SummaryLimits limits = limits_among(fields);
    CHECK(limits.distinct <= before.distinct);
    CHECK(limits.buckets <= before.buckets);
    CHECK(limits.buckets >= 64);
    const bool least = limits.buckets == 64;
    CHECK((least || fields <= 16 || fields * limits.buckets * kBytesEach <= std::size_t{8} << 20U));
    before = limits;
  }
  CHECK(limits_among(16).buckets == SummaryLimits{}.buckets);
  CHECK(limits_among(200).buckets == 1024);
}

TEST_CASE("the mean of whole numbers is that of their exact sum") {
  constexpr std::int64_t kLarge = (std::int64_t{1} << 62U) + 1;
  Column column;
  column.values = std::vector<std::int64_t>{kLarge, -kLarge, 3, kLarge, -kLarge, 0};
  FieldSummary summary({true, RankedAs::Signed});
  summary.add(column, no_bytes);
  CHECK(*summary.mean() == 0.5);
  CHECK(summary.distinct().count() == 4);
  CHECK(std::get<Ratio>(summary.greatest().value).numerator.magnitude == uint128{kLarge});
}

TEST_CASE("what is missing is not counted") {
  Column column;
  column.values = std::vector<std::int64_t>{5, 100, 7};
  column.mark_missing(1);
  FieldSummary summary({true, RankedAs::Signed});
  summary.add(column, no_bytes);
  CHECK(summary.count() == 2);
  CHECK(*summary.mean() == 6);
  CHECK(std::get<Ratio>(summary.greatest().value).numerator.magnitude == uint128{7});
}

TEST_CASE("texts have an order, and no mean") {
  Column column;
  column.values = std::vector<std::string_view>{"b", "a\xff", "a", "b"};
  FieldSummary summary({false, std::nullopt});
  summary.add(column, no_bytes);
  CHECK(std::get<std::string>(summary.least().value) == "a");
  CHECK(std::get<std::string>(summary.greatest().value) == "b");
  CHECK(summary.distinct().count() == 3);
  CHECK(!summary.mean());
}

}  // namespace
}  // namespace bview
