// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include <bview/formats/text/float_text.hpp>
#include <bview/formats/text/parse_float.hpp>
#include <bview/formats/text/wide_decimal.hpp>

namespace bview {
namespace {

template <class Float>
std::string wide_text(Float value) {
  std::array<char, kMaxFloatText> text;
  return {text.data(), write_float(text.data(), value)};
}

template <class Float>
bool reads_as(const std::string& text, long double value) {
  Float back{};
  return read_float(text, back) == FloatFault::None && back.value() == value;
}

/// Tries one digit, two, ...; the nearest decimal of so many may miss a number at a border where
/// the next one does not.
template <class Ibm>
std::string slow_shortest(Ibm number) {
  const long double value = number.value();
  for (int digits = 1;; ++digits) {
    std::array<char, 64> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value,
                                   std::chars_format::scientific, digits - 1);
    const std::string written(text.data(), end.ptr);
    const std::size_t mark = written.find('e');
    std::uint64_t significand = 0;
    for (const char c : written.substr(0, mark)) {
      if (c != '.') significand = significand * 10 + static_cast<unsigned>(c - '0');
    }
    const int exponent = std::stoi(written.substr(mark + 1)) + 1 - digits;
    for (const std::int64_t step : {0, 1, -1}) {
      std::string decimal =
          fmt::format("{}e{}", significand + static_cast<std::uint64_t>(step), exponent);
      if (reads_as<Ibm>(decimal, value)) return decimal;
    }
  }
}

template <class Ibm, class Word>
void check_ibm(Word word) {
  const auto number = Ibm::from_word(word);
  if (number.value() == 0) return;
  const WideDecimal found = shortest_wide(binary_of(number), Ibm::kFractionBits);
  const auto significand = static_cast<std::uint64_t>(found.significand);
  CAPTURE(word);
  CHECK(fmt::format("{}e{}", significand, found.exponent) == slow_shortest(number));
}

TEST_CASE("the shortest decimals of IBM's floats are those that trying finds") {
  std::mt19937_64 random(16);
  for (int k = 0; k < 3000; ++k) {
    const std::uint64_t bits = random();
    check_ibm<ibm32>(static_cast<std::uint32_t>(bits) >> 1U);
    check_ibm<ibm64>(bits >> 1U);
    check_ibm<ibm64>(bits >> 1U >> (bits % 48));  // fractions that begin with zeros
  }
  for (std::uint32_t exponent = 0; exponent < 128; ++exponent) {
    for (const std::uint32_t fraction :
         {1U, 15U, 0xfffffU, 0x100000U, 0x100001U, 0xffffffU, 0x800000U}) {
      check_ibm<ibm32>(exponent << 24U | fraction);
      check_ibm<ibm64>(std::uint64_t{exponent} << 56U | std::uint64_t{fraction} << 32U);
    }
  }
}

TEST_CASE("of two decimals that are as short, the nearer one") {
  // As numpy's longdouble shows them.
  struct Case {
    std::uint64_t mantissa;
    unsigned exponent;
    std::string_view want;
  };
  const Case cases[] = {{0xcc00'89f8'7a23'32e5, 0x404b, "1.20421588041984580035e+23"},
                        {0x9e70'0000'0000'0000, 0x404a, "4.6762496226853713347e+22"},
                        {0x9d4d'3a96'b8d8'6b4c, 0x404a, "4.6427259929321893315e+22"},
                        {0x9f8d'f19f'2a12'c346, 0x404a, "4.7092167023225696707e+22"}};
  for (const auto& [mantissa, exponent, want] : cases) {
    CHECK(wide_text(float80::from_parts(false, exponent, mantissa)) == want);
  }
}

TEST_CASE("x87's mantissas may begin with zeros, and are the same numbers then") {
  for (unsigned zeros = 0; zeros < 64; ++zeros) {
    const unsigned exponent = 0x4000U + zeros;
    const std::uint64_t mantissa = float80::kFirstBit >> zeros;
    CHECK(wide_text(float80::from_parts(true, exponent, mantissa)) == "-2.0");
  }
  CHECK(wide_text(float80::from_parts(false, 0x7000, 0)) == "0.0");
  CHECK(wide_text(float80::from_parts(true, 0, 0)) == "-0.0");
  CHECK(wide_text(float80::from_parts(true, 0x7fff, 0)) == "-inf");
  CHECK(wide_text(float80::from_parts(false, 0x7fff, 1)) == "nan");
  CHECK(wide_text(float80::from_parts(false, 0, float80::kFirstBit)) ==
        wide_text(float80::from_parts(false, 1, float80::kFirstBit)));
}

TEST_CASE("whole numbers of any size, where products with powers of ten are in doubt") {
  for (int tens = 0; tens <= 27; ++tens) {  // 10^27 is the last that 64 bits hold
    long double power = 1;
    for (int k = 0; k < tens; ++k) power *= 10;
    const WideDecimal found = shortest_wide(binary_of(*float80::nearest(power)), 64);
    CHECK(found.significand == 1);
    CHECK(found.exponent == tens);
    const WideDecimal wide = shortest_wide(binary_of(*float128::nearest(power)), 113);
    CHECK(wide.significand == 1);
    CHECK(wide.exponent == tens);
  }
}

}  // namespace
}  // namespace bview
