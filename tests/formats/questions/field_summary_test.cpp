// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <bview/formats/questions/field_summary.hpp>

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

TEST_CASE("doubles are summed up as Python's statistics does") {
  for (const testing::Vector& row : testing::read_vectors("oracle/stat.tsv")) {
    CAPTURE(row[0]);
    const std::vector<double> values = doubles_of(row[0]);
    for (std::size_t cut = 0; cut <= values.size(); ++cut) {
      const auto middle = values.begin() + static_cast<std::ptrdiff_t>(cut);
      FieldSummary summary = summary_of({values.begin(), middle});
      summary.merge(summary_of({middle, values.end()}));
      CHECK(summary.count() == std::ssize(values));
      CHECK(summary.nan() == std::stoi(row[1]));
      CHECK(summary.infinite() == std::stoi(row[2]));
      CHECK(*summary.mean() == doctest::Approx(std::stod(row[3])).epsilon(1e-14));
      CHECK(summary.deviation().has_value() == !row[4].empty());
      if (!row[4].empty()) {
        CHECK(*summary.deviation() == doctest::Approx(std::stod(row[4])).epsilon(1e-9));
      }
      CHECK(summary.distinct().count() == std::stoi(row[5]));
    }
  }
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
