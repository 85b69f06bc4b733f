// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include <bview/formats/questions/column.hpp>
#include <bview/formats/questions/exact.hpp>

using namespace bview;

namespace {

/// math.floor() and round() of CPython 3.11.
struct WholeRow {
  double value;
  std::int64_t floor;
  std::int64_t round;
};
constexpr WholeRow kWhole[] = {
    {0.0, 0LL, 0LL},
    {0.5, 0LL, 0LL},
    {1.5, 1LL, 2LL},
    {2.5, 2LL, 2LL},
    {-0.5, -1LL, 0LL},
    {-1.5, -2LL, -2LL},
    {-2.5, -3LL, -2LL},
    {0.49999999999999994, 0LL, 0LL},
    {2.4999999999999996, 2LL, 2LL},
    {1000000000000000.5, 1000000000000000LL, 1000000000000000LL},
    {-7.25, -8LL, -7LL},
    {123456789.999, 123456789LL, 123456790LL},
    {4503599627370498.0, 4503599627370498LL, 4503599627370498LL},
    {9007199254740992.0, 9007199254740992LL, 9007199254740992LL},
    {-1e-300, -1LL, 0LL},
    {1e+18, 1000000000000000000LL, 1000000000000000000LL},
};

template <class T>
Column column_of(std::vector<T> values) {
  Column column;
  column.values = std::move(values);
  return column;
}

std::vector<std::int64_t> whole(FormulaOp op, const Column& numbers) {
  return std::get<std::vector<std::int64_t>>(applied(op, numbers).values);
}

}  // namespace

TEST_CASE("floor and round are Python's") {
  std::vector<double> values;
  std::vector<std::int64_t> floors;
  std::vector<std::int64_t> rounds;
  for (const WholeRow& row : kWhole) {
    values.push_back(row.value);
    floors.push_back(row.floor);
    rounds.push_back(row.round);
  }
  CHECK(whole(FormulaOp::Floor, column_of(values)) == floors);
  CHECK(whole(FormulaOp::Round, column_of(values)) == rounds);
  const std::vector<long double> wider(values.begin(), values.end());
  CHECK(whole(FormulaOp::Round, column_of(wider)) == rounds);
}

TEST_CASE("of every half round takes the even neighbour, and floor the one below") {
  std::vector<Ratio> halves;
  std::vector<std::int64_t> floors;
  std::vector<std::int64_t> rounds;
  for (std::int64_t n = -41; n <= 41; ++n) {
    halves.push_back({wide(n), 2});
    floors.push_back(n >= 0 ? n / 2 : -((1 - n) / 2));
    const std::int64_t low = floors.back();
    rounds.push_back(n % 2 == 0 || low % 2 == 0 ? low : low + 1);
  }
  CHECK(whole(FormulaOp::Floor, column_of(halves)) == floors);
  CHECK(whole(FormulaOp::Round, column_of(halves)) == rounds);
}

TEST_CASE("what is not finite is no whole number, and what is beyond 64 bits an exact one") {
  const double infinity = std::numeric_limits<double>::infinity();
  const Column made =
      applied(FormulaOp::Floor, column_of<double>({infinity, std::nan(""), 0x1p70}));
  CHECK(made.is_missing(0));
  CHECK(made.is_missing(1));
  CHECK_FALSE(made.is_missing(2));
  const auto& values = std::get<std::vector<Ratio>>(made.values);
  CHECK(values[2].numerator == WideInteger{uint128{1} << 70U, false});
}

TEST_CASE("sqrt, exp and log make doubles of all numbers, and long doubles of their own") {
  const auto doubles = [](FormulaOp op, const Column& numbers) {
    return std::get<std::vector<double>>(applied(op, numbers).values);
  };
  CHECK(doubles(FormulaOp::Sqrt, column_of<std::int64_t>({0, 4, 2})) ==
        std::vector<double>{0, 2, 1.4142135623730951});
  CHECK(std::isnan(doubles(FormulaOp::Sqrt, column_of<double>({-1}))[0]));
  CHECK(doubles(FormulaOp::Exp, column_of<std::int64_t>({0})) == std::vector<double>{1});
  CHECK(doubles(FormulaOp::Log, column_of<double>({1})) == std::vector<double>{0});
  CHECK(doubles(FormulaOp::Float, column_of<Ratio>({{wide(1), 4}})) == std::vector<double>{0.25});
  const Column root = applied(FormulaOp::Sqrt, column_of<long double>({2}));
  CHECK(std::get<std::vector<long double>>(root.values)[0] == std::sqrt(2.0L));
}
