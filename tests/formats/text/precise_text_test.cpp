// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>

#include <bview/formats/text/float_text.hpp>

namespace bview {
namespace {

/// What the standard library makes of it, in the form that repr would choose.
template <class Float>
void check(Float value) {
  if (!std::isfinite(value)) return;
  const Float size = std::fabs(value);
  const bool fixed =
      size == 0 || (size >= static_cast<Float>(1e-4L) && size < static_cast<Float>(1e16L));
  const auto form = fixed ? std::chars_format::fixed : std::chars_format::scientific;
  for (int precision = 0; precision <= 20; ++precision) {
    std::array<char, kMaxFloatText + 20> want{};
    std::array<char, kMaxFloatText + 20> got{};
    const auto end =
        std::to_chars(want.data(), want.data() + want.size(), value, form, precision).ptr;
    const std::string wanted(want.data(), end);
    const std::string text(got.data(), write_float(got.data(), value, precision));
    if (text != wanted) FAIL_CHECK(wanted << " became " << text);
  }
}

template <class Float, class Word>
void check_many() {
  std::mt19937_64 random(11);
  const auto any = [&random] { return static_cast<Float>(static_cast<std::int64_t>(random())); };
  for (int round = 0; round < 10'000; ++round) {
    check(std::bit_cast<Float>(static_cast<Word>(random())));
    check(std::ldexp(any(), -static_cast<int>(random() % 80)));
    check(std::nearbyint(std::ldexp(any(), -43)) / 1000);
  }
  // Halves of a last digit go to the even one, and nines become a new digit.
  for (int number = 0; number < 3'000; ++number) {
    for (const Float unit : {Float{2}, Float{8}, Float{1024}, Float{1 << 20}}) {
      check(static_cast<Float>(number) / unit);
      check(-(1000 - static_cast<Float>(number) / unit));
    }
  }
  for (int exponent = -20; exponent < 70; ++exponent) {
    const Float power = std::ldexp(Float{1}, exponent);
    for (const Float near : {power, std::nextafter(power, Float{0}), power * 3 / 2}) check(near);
  }
  for (const Float limit : {static_cast<Float>(1e-4L), static_cast<Float>(1e16L),
                            static_cast<Float>(0.05L), Float{0}}) {
    check(limit);
    check(std::nextafter(limit, Float{0}));
    check(std::nextafter(limit, Float{1}));
  }
}

TEST_CASE("any precision gives what the standard library does") {
  check_many<float, std::uint32_t>();
  check_many<double, std::uint64_t>();
}

}  // namespace
}  // namespace bview
