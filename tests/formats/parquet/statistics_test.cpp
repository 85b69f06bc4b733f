// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include <bview/formats/parquet/statistics.hpp>

namespace bview {
namespace {

template <class T>
GatheredValues values_of(const std::vector<T>& numbers) {
  GatheredValues values;
  for (const T number : numbers) {
    std::memcpy(values.room(1, sizeof(T)), &number, sizeof(T));
    ++values.count;
  }
  return values;
}

/// A bound as the number that it is.
template <class T>
T number_in(const std::string& bytes) {
  T number;
  REQUIRE(bytes.size() == sizeof(T));
  std::memcpy(&number, bytes.data(), sizeof(T));
  return number;
}

template <class T>
ColumnRange range_of(ColumnType type, const std::vector<std::vector<T>>& pages) {
  ColumnRange range;
  for (const auto& page : pages) range.add(type, values_of(page));
  return range;
}

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST_CASE("no values have no range") {
  CHECK_FALSE(ColumnRange().is_known());
  CHECK_FALSE(range_of<double>(ColumnType::Float64, {{}}).is_known());
}

TEST_CASE("integers are compared as what they are, and narrow ones stand in four bytes") {
  const auto small = range_of<std::int8_t>(ColumnType::Int8, {{3, -5}, {7}});
  CHECK(number_in<std::int32_t>(small.least) == -5);
  CHECK(number_in<std::int32_t>(small.greatest) == 7);
  const auto large = range_of<std::uint64_t>(ColumnType::UInt64, {{1, ~std::uint64_t{0}}, {2}});
  CHECK(number_in<std::uint64_t>(large.least) == 1);
  CHECK(number_in<std::uint64_t>(large.greatest) == ~std::uint64_t{0});
}

TEST_CASE("floats are compared as numbers, infinities too") {
  const auto range = range_of<double>(ColumnType::Float64, {{1, -kInfinity}, {-2, 3}});
  CHECK(number_in<double>(range.least) == -kInfinity);
  CHECK(number_in<double>(range.greatest) == 3);
  const auto negative = range_of<float>(ColumnType::Float32, {{-3, -1}, {-2}});
  CHECK(number_in<float>(negative.least) == -3);
  CHECK(number_in<float>(negative.greatest) == -1);
}

TEST_CASE("a zero is -0.0 as the least, and 0.0 as the greatest") {
  for (const double zero : {0.0, -0.0}) {
    const auto range = range_of<double>(ColumnType::Float64, {{zero}, {zero}});
    CHECK(std::signbit(number_in<double>(range.least)));
    CHECK_FALSE(std::signbit(number_in<double>(range.greatest)));
  }
  const auto half = range_of<std::uint16_t>(ColumnType::Float16, {{0x3c00, 0x0000}});
  CHECK(number_in<std::uint16_t>(half.least) == 0x8000);
  CHECK(number_in<std::uint16_t>(half.greatest) == 0x3c00);
}

TEST_CASE("nothing is known where there is a NaN, of either sign") {
  for (const double nan : {kNan, -kNan}) {
    CHECK_FALSE(range_of<double>(ColumnType::Float64, {{1, nan, 2}}).is_known());
    CHECK_FALSE(range_of<double>(ColumnType::Float64, {{1}, {nan}, {2}}).is_known());
  }
}

TEST_CASE("texts are compared by their bytes, and long ones have no range") {
  ColumnRange range;
  GatheredValues values;
  for (const char* const text : {"b", "\xc3\xa9", "a", ""}) values.add_text(text);
  range.add(ColumnType::Text, values);
  CHECK(range.is_known());
  CHECK(range.least.empty());
  CHECK(range.greatest == "\xc3\xa9");
  values.add_text(std::string(65, 'z'));
  values.add_text(std::string(65, '\xff'));
  range.add(ColumnType::Text, values);
  CHECK_FALSE(range.is_known());
}

}  // namespace
}  // namespace bview
