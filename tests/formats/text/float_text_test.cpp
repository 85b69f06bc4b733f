// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <bview/formats/text/float_text.hpp>

#include "tests/support/vectors.hpp"

namespace bview {
namespace {

using testing::read_vectors;
using testing::Vector;

/// Calls write_float and sees to it that it keeps to its room.
template <class Float, class... Precision>
std::string text_of(Float value, Precision... precision) {
  const std::size_t room = kMaxFloatText + static_cast<std::size_t>((precision + ... + 0));
  std::string text(room + 1, '~');
  const char* const end = write_float(text.data(), value, precision...);
  REQUIRE(end <= text.data() + room);
  REQUIRE(text.back() == '~');
  text.resize(static_cast<std::size_t>(end - text.data()));
  return text;
}

template <class Float, class Bits>
Float from_bits(const std::string& hex) {
  return std::bit_cast<Float>(static_cast<Bits>(std::stoull(hex, nullptr, 16)));
}

// --- shortest texts -----------------------------------------------------------------------

template <class Float, class Bits>
void check_vectors(const std::string& name) {
  for (const Vector& row : read_vectors("oracle/" + name)) {
    const std::string text = text_of(from_bits<Float, Bits>(row[0]));
    if (text != row[1]) FAIL_CHECK(name << ": " << row[0] << " is " << row[1] << ", got " << text);
  }
}

TEST_CASE("doubles are written as Python's repr writes them") {
  check_vectors<double, std::uint64_t>("repr_f64.tsv");
}

TEST_CASE("narrower floats are as short as their own width allows") {
  check_vectors<float, std::uint32_t>("repr_f32.tsv");
  check_vectors<float16, std::uint16_t>("repr_f16.tsv");
  check_vectors<bfloat16, std::uint16_t>("repr_bf16.tsv");
}

TEST_CASE("floats of 8 bits show their exact value") {
  std::size_t count = 0;
  for (const Vector& row : read_vectors("oracle/repr_f8.tsv")) {
    const std::string text = row[0] == "f8e4m3"
                                 ? text_of(from_bits<float8_e4m3, std::uint8_t>(row[1]))
                                 : text_of(from_bits<float8_e5m2, std::uint8_t>(row[1]));
    if (text != row[2]) FAIL_CHECK(row[0] << " " << row[1] << " is " << row[2] << ", got " << text);
    ++count;
  }
  CHECK(count == 512);
}

TEST_CASE("long doubles: some known ones") {
  struct Row {
    long double value;
    const char* text;
  };
  const Row rows[] = {
      {0.0L, "0.0"},
      {-0.0L, "-0.0"},
      {1.0L, "1.0"},
      {0.1L, "0.1"},
      {static_cast<long double>(0.1), "0.10000000000000000555"},
      {1e15L, "1000000000000000.0"},
      {1e16L, "1e+16"},
      {-123456789012345678.0L, "-1.23456789012345678e+17"},
      {0.0001L, "0.0001"},
      {0.00001L, "1e-05"},
      {LDBL_MAX, "1.189731495357231765e+4932"},
      {LDBL_MIN, "3.3621031431120935063e-4932"},
      {std::numeric_limits<long double>::denorm_min(), "4e-4951"},
      {std::numeric_limits<long double>::infinity(), "inf"},
      {-std::numeric_limits<long double>::infinity(), "-inf"},
      {std::numeric_limits<long double>::quiet_NaN(), "nan"},
      {-std::numeric_limits<long double>::quiet_NaN(), "nan"},
  };
  static_assert(LDBL_MANT_DIG == 64, "the texts are those of the 80-bit format of x87");
  for (const Row& row : rows) CHECK(text_of(row.value) == row.text);
}

/// A finite long double of random bits, its 80-bit format in normal form.
long double random_long_double(std::mt19937_64& random) {
  constexpr int kLowest = LDBL_MIN_EXP - LDBL_MANT_DIG;
  const std::uint64_t mantissa = random() >> random() % 64;
  const int exponent = kLowest + static_cast<int>(random() % (LDBL_MAX_EXP - LDBL_MIN_EXP));
  const long double value = std::ldexp(static_cast<long double>(mantissa), exponent);
  return random() % 2 == 0 ? value : -value;
}

std::size_t digits_in(std::string_view text) {
  const std::string_view mantissa = text.substr(0, text.find('e'));
  std::string digits;
  for (const char c : mantissa) {
    if (c >= '0' && c <= '9') digits += c;
  }
  digits.erase(0, std::min(digits.size() - 1, digits.find_first_not_of('0')));
  digits.erase(digits.find_last_not_of('0') + 1);
  return std::max<std::size_t>(1, digits.size());
}

std::string printed(bool fixed, int precision, long double value) {
  std::string text(6000, '\0');
  const int size = fixed ? std::snprintf(text.data(), text.size(), "%.*Lf", precision, value)
                         : std::snprintf(text.data(), text.size(), "%.*Le", precision, value);
  text.resize(static_cast<std::size_t>(size));
  return text;
}

TEST_CASE("long doubles read back, with no digit too many, and those they have the nearest") {
  std::mt19937_64 random(3);
  for (int round = 0; round < 20'000; ++round) {
    const long double value = random_long_double(random);
    const std::string text = text_of(value);
    CAPTURE(text);
    REQUIRE(std::strtold(text.c_str(), nullptr) == value);
    if (value == 0) continue;
    const auto digits = static_cast<int>(digits_in(text));
    if (digits > 1) {
      const std::string shorter = printed(false, digits - 2, value);
      REQUIRE(std::strtold(shorter.c_str(), nullptr) != value);
    }
    const std::string nearest = printed(false, digits - 1, value);
    if (std::strtold(nearest.c_str(), nullptr) != value) continue;  // beside a power of two
    REQUIRE(std::strtold(nearest.c_str(), nullptr) == std::strtold(text.c_str(), nullptr));
    REQUIRE(printed(false, digits - 1, std::strtold(text.c_str(), nullptr)) == nearest);
  }
}

// --- a given number of digits ---------------------------------------------------------------

/// What C prints, in the notation that repr would choose.
std::string slow_precise(long double value, int precision, bool wide) {
  const long double size = std::fabs(value);
  const long double low = wide ? 1e-4L : static_cast<long double>(1e-4);
  const bool fixed = size == 0 || (size >= low && size < 1e16L);
  return printed(fixed, precision, value);
}

constexpr int kPrecisions[] = {0, 1, 2, 3, 6, 15, 17, 40, 1000};

TEST_CASE("a precision gives so many digits, fixed or with an exponent as repr would choose") {
  std::vector<double> values = {0.0,
                                -0.0,
                                0.5,
                                1.5,
                                2.5,
                                0.125,
                                -0.375,
                                9.5,
                                9.9999,
                                99.995,
                                1e-4,
                                std::nextafter(1e-4, 0),
                                9.9999e-5,
                                1e16,
                                std::nextafter(1e16, 0),
                                999999999999999.9,
                                DBL_MAX,
                                DBL_MIN,
                                DBL_TRUE_MIN,
                                -1e300,
                                1e-300};
  std::mt19937_64 random(5);
  for (int round = 0; round < 3'000; ++round) {
    values.push_back(std::bit_cast<double>(random()));
    values.push_back(std::ldexp(static_cast<double>(random()), -static_cast<int>(random() % 90)));
  }
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    for (const int precision : kPrecisions) {
      const std::string want = slow_precise(static_cast<long double>(value), precision, false);
      const std::string got = text_of(value, precision);
      if (got != want) FAIL_CHECK(want << " became " << got);
    }
  }
}

TEST_CASE("repr would choose by the float's own width") {
  // 0.0001 as a float lies below 0.0001 as a double.
  CHECK(text_of(0.0001F, 6) == "0.000100");
  CHECK(text_of(std::nextafter(0.0001F, 0.0F), 6) == "9.999999e-05");
  CHECK(text_of(1e16F, 1) == "1.0e+16");
  CHECK(text_of(9e15F, 1) == "8999999815811072.0");
}

TEST_CASE("a precision for long doubles") {
  std::vector<long double> values = {0.0L, -0.0L,    1e-4L,    std::nextafter(1e-4L, 0.0L), 1e16L,
                                     2.5L, LDBL_MAX, LDBL_MIN, std::nextafter(1e16L, 0.0L), 0.1L};
  std::mt19937_64 random(5);
  for (int round = 0; round < 500; ++round) values.push_back(random_long_double(random));
  for (const long double value : values) {
    for (const int precision : kPrecisions) {
      const std::string want = slow_precise(value, precision, true);
      const std::string got = text_of(value, precision);
      if (got != want) FAIL_CHECK(want << " became " << got);
    }
  }
}

TEST_CASE("a precision means nothing to what has no digits") {
  for (const int precision : {0, 5}) {
    CHECK(text_of(std::numeric_limits<double>::quiet_NaN(), precision) == "nan");
    CHECK(text_of(std::numeric_limits<double>::infinity(), precision) == "inf");
    CHECK(text_of(-std::numeric_limits<double>::infinity(), precision) == "-inf");
    CHECK(text_of(-std::numeric_limits<long double>::infinity(), precision) == "-inf");
  }
}

}  // namespace
}  // namespace bview
