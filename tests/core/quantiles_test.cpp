// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <bview/core/quantiles.hpp>

namespace bview {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kLargest = std::numeric_limits<double>::max();

/// Many numbers of all sizes, the same each time.
std::vector<double> numbers(std::size_t count) {
  std::vector<double> values;
  std::uint64_t state = 1;
  for (std::size_t k = 0; k < count; ++k) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    const auto exponent = static_cast<int>(state >> 33U) % 40 - 20;
    const double value = std::ldexp(static_cast<double>(state >> 11U), exponent - 53);
    values.push_back(k % 3 == 0 ? -value : value);
  }
  return values;
}

/// The error of each rank is within the bound.
void check_ranks(const Quantiles& quantiles, std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const double error = quantiles.error();
  for (std::size_t k = 0; k < values.size(); k += 1 + values.size() / 100) {
    const double found = quantiles.at(static_cast<std::int64_t>(k));
    const double allowed = error * std::max(1e-300, std::fabs(values[k]));
    CHECK((found == values[k] || std::fabs(found - values[k]) <= allowed));
  }
}

TEST_CASE("each rank is found within the error") {
  const std::vector<double> samples[] = {
      {0},
      {-0.0, 0.0},
      {1, 2, 3},
      {-kInfinity, -kLargest, -1, -5e-324, 0, 5e-324, 1, kLargest, kInfinity, kInfinity},
      {1e-310, -1e-310, 1e-300, 2.2250738585072014e-308},
      numbers(1000),
      numbers(5000),
  };
  for (const std::vector<double>& values : samples) {
    for (const std::size_t most : {std::size_t{8192}, std::size_t{300}, std::size_t{40}}) {
      CAPTURE(values.size());
      CAPTURE(most);
      Quantiles quantiles(most);
      quantiles.add(values);
      check_ranks(quantiles, values);
    }
  }
}

TEST_CASE("the error is what one part in 256 is, and doubles where there is no room") {
  Quantiles wide;
  wide.add(numbers(5000));
  CHECK(wide.error() == 1.0 / 256);
  Quantiles narrow(1000);
  narrow.add(numbers(5000));
  narrow.merge(Quantiles(1000));
  CHECK(narrow.error() > 1.0 / 256);
  CHECK(std::exp2(std::ilogb(narrow.error())) == narrow.error());
}

/// Numbers of all bits, so that few are of one power of two.
std::vector<double> scattered(std::size_t count) {
  std::vector<double> values;
  std::uint64_t state = 1;
  while (values.size() < count) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    const auto value = std::bit_cast<double>(state ^ state >> 29U);
    if (value == value) values.push_back(value);
  }
  return values;
}

void check_one_by_one(const std::vector<double>& values, std::size_t most) {
  Quantiles at_once(most);
  at_once.add(values);
  Quantiles counted(most);
  std::vector<Counted> twice;
  for (const double each : values) twice.push_back({each, 2});
  counted.add(twice);
  Quantiles merged(most);
  Quantiles in_turn(most);
  for (std::size_t k = 0; k < values.size();) {
    const std::size_t count = std::min(values.size() - k, k % 3 == 0 ? std::size_t{100} : 1500);
    Quantiles part(most);
    part.add(std::span(values).subspan(k, count));
    merged.merge(part);
    in_turn.add(std::span(values).subspan(k, count));
    k += count;
  }
  for (std::int64_t rank = 0; rank < std::ssize(values); rank += 7) {
    CHECK(merged.at(rank) == at_once.at(rank));
    CHECK(in_turn.at(rank) == at_once.at(rank));
    CHECK(counted.at(2 * rank) == merged.at(rank));
  }
}

TEST_CASE("numbers that come one by one are those that come at once") {
  for (const std::size_t most : {std::size_t{500}, std::size_t{600}, std::size_t{8192}}) {
    CAPTURE(most);
    check_one_by_one(numbers(3000), most);
    check_one_by_one(scattered(6000), most);
  }
}

TEST_CASE("doubles of all sizes need no more room than there is") {
  std::vector<double> all;
  for (int exponent = -1074; exponent < 1024; ++exponent) {
    for (const double each : {1.0, 1.25, -1.5}) all.push_back(std::ldexp(each, exponent));
  }
  for (const std::size_t most : {std::size_t{512}, std::size_t{3}}) {
    Quantiles quantiles(most);
    quantiles.add(all);
    quantiles.merge(Quantiles(most));
    CHECK(quantiles.error() > 1);
    check_ranks(quantiles, all);
  }
}

}  // namespace
}  // namespace bview
