// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

#include <bview/formats/text/float_text.hpp>

namespace bview {
namespace {

template <class Float>
std::string text_of(Float value) {
  std::array<char, kMaxFloatText> text{};
  return {text.data(), write_float(text.data(), value)};
}

/// The digits that the standard library finds, with the point where repr has it.
template <class Float>
std::string slow_text(Float value) {
  std::array<char, 64> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), std::fabs(value),
                                 std::chars_format::scientific);
  std::string digits(text.data(), end.ptr);
  const std::string sign = std::signbit(value) ? "-" : "";
  if (value == 0) return sign + "0.0";
  const int exponent = std::stoi(digits.substr(digits.find('e') + 1));
  digits.erase(digits.find('e'));
  if (exponent < -4 || exponent >= 16) return sign + fmt::format("{}e{:+03}", digits, exponent);
  std::erase(digits, '.');
  if (exponent < 0) {
    return sign + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  }
  const auto point = static_cast<std::size_t>(exponent) + 1;
  if (digits.size() <= point) digits.resize(point + 1, '0');
  return sign + digits.insert(point, ".");
}

template <class Float>
void check(Float value) {
  if (!std::isfinite(value)) return;
  const std::string want = slow_text(value);
  const std::string got = text_of(value);
  if (got != want) FAIL_CHECK(want << " became " << got);
}

template <class Float, class Word>
void check_many(int rounds) {
  constexpr Float kInfinity = std::numeric_limits<Float>::infinity();
  std::mt19937_64 random(7);
  const auto any = [&random] { return static_cast<Float>(static_cast<std::int64_t>(random())); };
  for (int round = 0; round < rounds; ++round) {
    const auto word = static_cast<Word>(random());
    check(std::bit_cast<Float>(word));
    // Few digits, binary or decimal, or both: those that lie on borders.
    check(std::bit_cast<Float>(static_cast<Word>(word << random() % (8 * sizeof(Word)))));
    check(std::ldexp(any(), -63 - static_cast<int>(random() % 40)));
    check(std::nearbyint(std::ldexp(any(), -43)) / 1000);
    check(static_cast<Float>(static_cast<float>(std::ldexp(any(), -53))));
  }
  for (Float power = std::numeric_limits<Float>::denorm_min(); power < kInfinity; power *= 2) {
    for (Float near = power; near < power * 4 && near < kInfinity; near += power) check(near);
    for (const Float to : {Float{0}, kInfinity}) {
      check(std::nextafter(power, to));
      check(-std::nextafter(std::nextafter(power, to), to));
    }
  }
  for (int exponent = -50; exponent < 40; ++exponent) {
    for (int digits = 1; digits < 200; ++digits) {
      const auto power = static_cast<Float>(digits * std::pow(10.0, exponent));
      check(power);
      check(std::nextafter(power, kInfinity));
    }
  }
  for (int number = -10'000; number < 100'000; ++number) {
    check(static_cast<Float>(number));
    check(static_cast<Float>(number) / 1024);
    check(static_cast<Float>(number) * static_cast<Float>(1e12));
  }
}

TEST_CASE("floats have the digits that the standard library finds") {
  check_many<float, std::uint32_t>(100'000);
}

TEST_CASE("doubles have the digits that the standard library finds") {
  check_many<double, std::uint64_t>(60'000);
}

}  // namespace
}  // namespace bview
