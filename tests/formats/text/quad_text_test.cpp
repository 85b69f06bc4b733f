// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string>
#include <string_view>

#include <bview/formats/text/big_number.hpp>
#include <bview/formats/text/float_text.hpp>
#include <bview/formats/text/parse_float.hpp>
#include <bview/formats/text/quad_text.hpp>

#include "tests/support/vectors.hpp"

namespace bview {
namespace {

using testing::Vector;

float128 from_bits(const std::string& hex) {
  const auto half = [&](std::size_t at) { return std::stoull(hex.substr(at, 16), nullptr, 16); };
  return float128::from_word(uint128{half(0)} << 64U | half(16));
}

std::string bits_of(float128 value) {
  return fmt::format("{:016x}{:016x}", static_cast<std::uint64_t>(value.word() >> 64U),
                     static_cast<std::uint64_t>(value.word()));
}

std::string text_of(float128 value) {
  std::array<char, kMaxFloatText> text{};
  return {text.data(), write_float(text.data(), value)};
}

std::string text_of(float128 value, int precision) {
  std::string text(kMaxFloatText + static_cast<std::size_t>(precision), ' ');
  text.resize(static_cast<std::size_t>(write_float(text.data(), value, precision) - text.data()));
  return text;
}

/// The bits of what is read, or "error".
std::string read(std::string_view text) {
  float128 value{};
  return read_float(text, value) == FloatFault::None ? bits_of(value) : "error";
}

TEST_CASE("quads are written in as few digits as read back") {
  for (const Vector& row : testing::read_vectors("oracle/repr_f128.tsv")) {
    CAPTURE(row[0]);
    CHECK(text_of(from_bits(row[0])) == row[1]);
    if (row[1] != "nan") CHECK(read(row[1]) == row[0]);
  }
}

TEST_CASE("quads are the nearest to their text, rounded once") {
  for (const Vector& row : testing::read_vectors("oracle/round_f128.tsv")) {
    CAPTURE(row[0]);
    CHECK(read(row[0]) == row[1]);
  }
}

TEST_CASE("quads with a fixed number of digits are rounded exactly") {
  for (const Vector& row : testing::read_vectors("oracle/fixed_f128.tsv")) {
    CAPTURE(row[0]);
    CAPTURE(row[1]);
    CHECK(text_of(from_bits(row[0]), std::stoi(row[1])) == row[2]);
  }
}

TEST_CASE("other texts of quads") {
  CHECK(read("0x10") == read("16"));
  CHECK(read("0b101") == read("5"));
  CHECK(read("-0o17") == read("-15"));
  CHECK(read("0xffffffffffffffffffffffffffffffff") ==
        read("340282366920938463463374607431768211455"));
  CHECK(read("inf") == "7fff0000000000000000000000000000");
  CHECK(read("-Infinity") == "ffff0000000000000000000000000000");
  CHECK(read("nan") == "7fff8000000000000000000000000000");
  CHECK(read("1e") == "error");
  CHECK(read("") == "error");
  CHECK(read("0x") == "error");
  CHECK(read(std::string(20'000, '9')) == "error");
  CHECK(read("0." + std::string(20'000, '0') + "1e20001") == read("1"));
  CHECK(read("1" + std::string(20'000, '0') + "1e-20001") == read("1"));
}

TEST_CASE("a long double and a quad") {
  const long double values[] = {0.0L, -0.0L, 1.0L, -2.5L, 0.1L, 3.6e-4951L, 1e4932L, 1e-4932L};
  for (const long double value : values) {
    CHECK(float128::nearest(value)->value() == value);
    CHECK(std::signbit(float128::nearest(value)->value()) == std::signbit(value));
  }
  CHECK(std::isinf(float128::nearest(-HUGE_VALL)->value()));
  CHECK(std::isnan(float128::nearest(std::nanl(""))->value()));
  CHECK(std::isfinite(float128::largest().value()));
}

TEST_CASE("numbers of any size") {
  BigNumber number(uint128{1} << 100U);
  number.shift_left(37);
  CHECK(number.bit_width() == 138);
  BigNumber other(1);
  other.shift_left(137);
  CHECK(number.compare(other) == 0);
  number.add(BigNumber(7));
  CHECK(number.compare(other) > 0);
  number.subtract(other);
  CHECK(number.compare(BigNumber(7)) == 0);
  CHECK(number.take_digit(BigNumber(2)) == 3);
  CHECK(number.compare(BigNumber(1)) == 0);
  number.multiply_by_power_of_10(20);
  number.multiply(10, 5);
  BigNumber ten(100'000'000'000);
  ten.multiply_by_power_of_10(10);
  ten.add(BigNumber(5));
  CHECK(number.compare(ten) == 0);
  number.subtract(ten);
  CHECK(number.is_zero());
}

}  // namespace
}  // namespace bview
