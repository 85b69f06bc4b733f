// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

#include <bview/core/small_float.hpp>

namespace bview {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

template <class Small>
double value_of(unsigned bits) {
  return static_cast<double>(Small{static_cast<typename Small::Bits>(bits)}.value());
}

template <class Small>
std::optional<unsigned> nearest(double value) {
  const auto rounded = Small::nearest(value);
  return rounded ? std::optional<unsigned>(rounded->bits) : std::nullopt;
}

template <class Small>
constexpr unsigned kPatterns = 1U << (8 * sizeof(Small));

TEST_CASE_TEMPLATE("every pattern comes back from its value", Small, float16, bfloat16, float8_e4m3,
                   float8_e5m2, float8_e4m3fnuz, float8_e5m2fnuz) {
  for (unsigned bits = 0; bits < kPatterns<Small>; ++bits) {
    const double value = value_of<Small>(bits);
    const auto back = nearest<Small>(value);
    const bool same = std::isnan(value) ? back && std::isnan(value_of<Small>(*back)) : back == bits;
    if (!same) FAIL_CHECK(bits);
  }
}

TEST_CASE_TEMPLATE("what lies between two neighbours goes to the nearer, halves to the even", Small,
                   float16, bfloat16, float8_e4m3, float8_e5m2) {
  const unsigned largest = Small::largest().bits;
  for (unsigned bits = 0; bits < largest; ++bits) {
    const double middle = (value_of<Small>(bits) + value_of<Small>(bits + 1)) / 2;
    const unsigned even = bits % 2 == 0 ? bits : bits + 1;
    const unsigned sign = kPatterns<Small> / 2;
    const bool right = nearest<Small>(middle) == even && nearest<Small>(-middle) == (sign | even) &&
                       nearest<Small>(std::nextafter(middle, 0)) == bits &&
                       nearest<Small>(std::nextafter(middle, kInfinity)) == bits + 1;
    if (!right) FAIL_CHECK(bits);
  }
}

TEST_CASE("8-bit floats whose -0 is their NaN") {
  // Values as the formats' authors publish them: largest, least normal, least of all.
  CHECK(value_of<float8_e4m3fnuz>(0x7f) == 240);
  CHECK(value_of<float8_e4m3fnuz>(0x08) == 0x1p-7);
  CHECK(value_of<float8_e4m3fnuz>(0x01) == 0x1p-10);
  CHECK(value_of<float8_e5m2fnuz>(0x7f) == 57344);
  CHECK(value_of<float8_e5m2fnuz>(0x04) == 0x1p-15);
  CHECK(value_of<float8_e5m2fnuz>(0x01) == 0x1p-17);
  CHECK(std::isnan(value_of<float8_e4m3fnuz>(0x80)));
  CHECK(nearest<float8_e4m3fnuz>(-0.0) == 0);
  CHECK(nearest<float8_e4m3fnuz>(-1e-9) == 0);
  CHECK(nearest<float8_e5m2fnuz>(std::nan("")) == 0x80);
  CHECK_FALSE(nearest<float8_e4m3fnuz>(kInfinity));
}

TEST_CASE("the ends of the ranges") {
  // From a number half a step above the largest on, if that is odd, nothing is near.
  struct Row {
    const char* type;
    std::optional<unsigned> (*nearest)(double);
    double largest;
    unsigned bits;
    double first_beyond;
  };
  const Row rows[] = {
      {"f16", nearest<float16>, 65504, 0x7bff, 65520},
      {"bf16", nearest<bfloat16>, 0x1.fep127, 0x7f7f, 0x1.ffp127},
      {"f8e5m2", nearest<float8_e5m2>, 57344, 0x7b, 61440},
      // 448 is even and 480 would be NaN: the half between them goes down.
      {"f8e4m3", nearest<float8_e4m3>, 448, 0x7e, std::nextafter(464.0, kInfinity)},
  };
  for (const Row& row : rows) {
    CAPTURE(row.type);
    CHECK(row.nearest(row.largest) == row.bits);
    CHECK(row.nearest(std::nextafter(row.first_beyond, 0)) == row.bits);
    CHECK_FALSE(row.nearest(row.first_beyond));
    CHECK_FALSE(row.nearest(-row.first_beyond));
    CHECK_FALSE(row.nearest(std::numeric_limits<double>::max()));
  }
}

TEST_CASE("infinities, NaNs and zeros") {
  CHECK(nearest<float16>(kInfinity) == 0x7c00);
  CHECK(nearest<float16>(-kInfinity) == 0xfc00);
  CHECK(nearest<bfloat16>(kInfinity) == 0x7f80);
  CHECK(nearest<float8_e5m2>(-kInfinity) == 0xfc);
  CHECK_FALSE(nearest<float8_e4m3>(kInfinity));
  CHECK(nearest<float8_e4m3>(std::nan("")) == 0x7f);
  CHECK(std::isnan(value_of<float8_e4m3>(0xff)));
  CHECK(value_of<float8_e4m3>(0x78) == 256);  // all ones in the exponent is a number
  CHECK(nearest<float16>(-0.0) == 0x8000);
  CHECK(nearest<float16>(0.0) == 0);
  CHECK(std::signbit(value_of<float16>(0x8000)));
}

TEST_CASE("rounding is straight from double") {
  CHECK(nearest<float16>(2049.0) == nearest<float16>(2048.0));
  CHECK(nearest<float16>(2051.0) == nearest<float16>(2052.0));
  CHECK(nearest<float16>(0x1p-25) == 0);
  CHECK(nearest<float16>(std::nextafter(0x1p-25, 1)) == 1);
  CHECK(nearest<float16>(std::numeric_limits<double>::denorm_min()) == 0);
  // Through float this would become the half 1 + 2^-11, and then 1.
  CHECK(nearest<float16>(1 + 0x1p-11 + 0x1p-40) == 0x3c01);
}

}  // namespace
}  // namespace bview
