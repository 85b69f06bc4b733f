// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <string>

#include <bview/formats/text/sixteen_digits.hpp>

namespace bview {
namespace {

constexpr std::uint32_t kEightDigits = 100'000'000;

template <class Digits>
void check_digits(std::uint32_t front, std::uint32_t back) {
  const Digits digits(front, back);
  const std::string want = fmt::format("{:08}{:08}", front, back);
  std::array<char, 17> text{};
  digits.put(text.data());
  if (std::string(text.data(), 16) != want) FAIL_CHECK(want << " became " << text.data());
  const auto zeros = static_cast<std::ptrdiff_t>(want.find_last_not_of('0') + 1);
  if (digits.size() != zeros) FAIL_CHECK(want << " has " << digits.size());
  for (unsigned count = 0; count <= 16; ++count) {
    digits.put_parted(text.data(), count);
    std::string parted(text.data(), text.size());
    parted.erase(count, 1);
    if (parted != want) FAIL_CHECK(want << " with " << count << " in front became " << parted);
  }
}

void check_all(std::uint32_t front, std::uint32_t back) {
  check_digits<detail::WordDigits>(front, back);
  check_digits<detail::SixteenDigits>(front, back);
}

TEST_CASE("sixteen digits are those of both numbers, by words and by vectors") {
  std::mt19937 random(1);
  for (int round = 0; round < 20'000; ++round) {
    check_all(static_cast<std::uint32_t>(random()) % kEightDigits,
              static_cast<std::uint32_t>(random()) % kEightDigits);
  }
  for (std::uint32_t unit = 1; unit < kEightDigits; unit *= 10) {
    for (const std::uint32_t number : {unit - 1, unit, 9 * unit, kEightDigits - unit}) {
      check_all(number, 0);
      check_all(0, number);
      check_all(number, kEightDigits - 1);
    }
  }
}

TEST_CASE("each half of eight digits is right whatever it is") {
  for (std::uint32_t half = 0; half < 10'000; ++half) {
    std::array<char, 16> words{};
    std::array<char, 16> vectors{};
    detail::WordDigits(half * 10'000 + half, 99'990'000 + half).put(words.data());
    detail::SixteenDigits(half * 10'000 + half, 99'990'000 + half).put(vectors.data());
    if (words != vectors) FAIL_CHECK(half);
  }
}

}  // namespace
}  // namespace bview
