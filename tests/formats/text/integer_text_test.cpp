// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <type_traits>

#include <bview/formats/text/integer_text.hpp>

namespace bview {
namespace {

constexpr int kBases[] = {2, 8, 10, 16};

template <class Integer>
std::string text_of(Integer value, int base) {
  std::array<char, kMaxIntegerText + 1> text{};
  text.back() = '~';
  const char* const end = write_integer(text.data(), value, base);
  REQUIRE(end < text.data() + text.size());
  REQUIRE(text.back() == '~');
  return std::string(text.data(), static_cast<std::size_t>(end - text.data()));
}

/// Digit by digit, the last one first, and in 128 bits throughout.
std::string slow_text(bool negative, uint128 magnitude, int base) {
  std::string text;
  do {
    text += "0123456789abcdef"[static_cast<unsigned>(magnitude % static_cast<unsigned>(base))];
    magnitude /= static_cast<unsigned>(base);
  } while (magnitude != 0);
  if (base != 10) text += base == 2 ? "b0" : base == 8 ? "o0" : "x0";
  if (negative) text += '-';
  std::reverse(text.begin(), text.end());
  return text;
}

template <class Integer>
void check(Integer value) {
  const bool negative = value < 0;
  const uint128 magnitude =
      negative ? uint128{0} - static_cast<uint128>(value) : static_cast<uint128>(value);
  for (const int base : kBases) {
    CHECK(text_of(value, base) == slow_text(negative, magnitude, base));
  }
}

TEST_CASE("integers in the bases, with Python's prefixes") {
  struct Row {
    std::int64_t value;
    const char* texts[4];
  };
  // python3 -c 'print(bin(<value>), oct(<value>), <value>, hex(<value>))'
  const Row rows[] = {
      {0, {"0b0", "0o0", "0", "0x0"}},
      {1, {"0b1", "0o1", "1", "0x1"}},
      {-31, {"-0b11111", "-0o37", "-31", "-0x1f"}},
      {3735928559,
       {"0b11011110101011011011111011101111", "0o33653337357", "3735928559", "0xdeadbeef"}},
      {std::numeric_limits<std::int64_t>::min(),
       {"-0b1000000000000000000000000000000000000000000000000000000000000000",
        "-0o1000000000000000000000", "-9223372036854775808", "-0x8000000000000000"}},
  };
  for (const Row& row : rows) {
    for (std::size_t k = 0; k < 4; ++k) CHECK(text_of(row.value, kBases[k]) == row.texts[k]);
  }
}

template <class Integer>
void check_extremes() {
  CAPTURE(sizeof(Integer));
  // numeric_limits does not know 128 bits in strict C++.
  constexpr bool kSigned = static_cast<Integer>(-1) < 0;
  const auto highest =
      static_cast<Integer>(~uint128{0} >> (128 - 8 * sizeof(Integer) + (kSigned ? 1U : 0U)));
  const auto lowest = kSigned ? static_cast<Integer>(-highest - 1) : Integer{0};
  for (int k = 0; k < 20; ++k) {
    check(static_cast<Integer>(lowest + static_cast<Integer>(k)));
    check(static_cast<Integer>(highest - static_cast<Integer>(k)));
    check(static_cast<Integer>(highest / 2 + static_cast<Integer>(k)));
    check(static_cast<Integer>(k));
    if (kSigned) check(static_cast<Integer>(-k));
  }
}

TEST_CASE("the extremes of every width") {
  check_extremes<std::int8_t>();
  check_extremes<std::uint8_t>();
  check_extremes<std::int16_t>();
  check_extremes<std::uint16_t>();
  check_extremes<std::int32_t>();
  check_extremes<std::uint32_t>();
  check_extremes<std::int64_t>();
  check_extremes<std::uint64_t>();
  check_extremes<int128>();
  check_extremes<uint128>();
}

TEST_CASE("the longest text of all fills the room exactly") {
  const int128 lowest = static_cast<int128>(uint128{1} << 127U);
  CHECK(text_of(lowest, 2).size() == kMaxIntegerText);
  CHECK(text_of(lowest, 10) == "-170141183460469231731687303715884105728");
  CHECK(text_of(~uint128{0}, 16) == "0x" + std::string(32, 'f'));
}

TEST_CASE("powers, their neighbours and random numbers of 128 bits") {
  std::mt19937_64 random(11);
  uint128 power = 1;
  for (int k = 0; k < 128; ++k, power *= 2) {
    for (const uint128 value : {power - 1, power, power + 1}) {
      check(value);
      check(static_cast<int128>(value));
    }
    const uint128 any = (uint128{random()} << 64U | random()) >> static_cast<unsigned>(k);
    check(any);
    check(static_cast<int128>(any));
  }
  power = 1;
  for (int k = 0; k < 38; ++k, power *= 10) {
    check(power);
    check(power - 1);
  }
}

}  // namespace
}  // namespace bview
