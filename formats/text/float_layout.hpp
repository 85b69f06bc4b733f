// SPDX-License-Identifier: MIT
// formats/text/float_layout.hpp - where the point of a number stands, as Python's repr has it.

#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <bview/formats/text/integer_text.hpp>
#include <bview/formats/text/sixteen_digits.hpp>

namespace bview::detail {

inline char* put_word(char* to, std::string_view text) { return to + text.copy(to, text.size()); }

// repr's choice: an exponent below 1e-4 and from 1e16 on. `point` is where the point
// stands: 0.d1d2d3... x 10^point.
inline constexpr int kLowestPoint = -3;
inline constexpr int kHighestPoint = 16;
inline constexpr std::size_t kMostDigits = 36;

constexpr bool needs_exponent(int point) { return point < kLowestPoint || point > kHighestPoint; }

/// "e+16", and at the end its size: those of floats that are no wider than a double.
inline constexpr int kMostExponent = 350;
using ExponentText = std::array<char, 8>;
inline constexpr auto kExponents = [] {
  std::array<ExponentText, 2 * kMostExponent + 1> texts{};
  int exponent = -kMostExponent;
  for (ExponentText& text : texts) {
    const int size = exponent > -100 && exponent < 100 ? 4 : 5;
    text = {'e', exponent < 0 ? '-' : '+'};
    text.back() = static_cast<char>(size);
    int rest = exponent < 0 ? -exponent : exponent;
    for (int k = size; k-- > 2; rest /= 10) {
      text[static_cast<std::size_t>(k)] = static_cast<char>('0' + rest % 10);
    }
    ++exponent;
  }
  return texts;
}();

/// At least two digits.
inline char* put_exponent(char* to, int exponent) {
  if (std::abs(exponent) > kMostExponent) [[unlikely]] {
    to[0] = 'e';
    to[1] = exponent < 0 ? '-' : '+';
    return write_decimal(to + 2, std::abs(exponent));
  }
  const ExponentText text = kExponents.data()[exponent + kMostExponent];
  std::memcpy(to, text.data(), text.size());
  return to + text.back();
}

/// Puts the point among the `size` digits that stand at to + 1. Copies are of fixed
/// sizes, which are a few moves each; what they write too much is written over.
inline char* put_point(char* to, int size, int point) {
  char* const digits = to + 1;
  if (needs_exponent(point)) {
    to[0] = digits[0];
    to[1] = '.';
    return put_exponent(size > 1 ? digits + size : digits, point - 1);
  }
  std::array<char, kHighestPoint + kMostDigits> saved;
  std::memcpy(saved.data(), digits, kMostDigits);
  if (point <= 0) {
    put_word(to, "0.000");
    std::memcpy(to + 2 - point, saved.data(), kMostDigits);
    return to + 2 - point + size;
  }
  if (point < size) {
    std::memcpy(to, saved.data(), kHighestPoint);
    to[point] = '.';
    std::memcpy(to + point + 1, saved.data() + point, kMostDigits);
    return digits + size;
  }
  std::memset(to, '0', kHighestPoint);
  std::memcpy(to, saved.data(), static_cast<std::size_t>(size));
  return put_word(to + point, ".0");
}

/// Where the digits of a number without exponent go.
struct FixedPlaces {
  std::uint8_t first;   ///< the first digit
  std::uint8_t parted;  ///< so many digits behind it are in front of the point
  std::uint8_t point;
  std::uint8_t behind;  ///< the end is this and the number of digits behind the first
  std::uint8_t least;   ///< but at least here
};

constexpr FixedPlaces fixed_places(int point) {
  const auto at = [](int place) { return static_cast<std::uint8_t>(place); };
  if (point <= 0) return {at(2 - point), 16, 1, at(3 - point), 0};
  return {0, at(point - 1), at(point), 2, at(point + 2)};
}

inline constexpr auto kFixedPlaces = [] {
  std::array<FixedPlaces, kHighestPoint - kLowestPoint + 1> places{};
  for (int point = kLowestPoint; point <= kHighestPoint; ++point) {
    places[static_cast<std::size_t>(point - kLowestPoint)] = fixed_places(point);
  }
  return places;
}();

/// A digit, sixteen others, and where the point is among all. What they write is up to 24
/// characters, in part over what they wrote before.
struct PointedDigits {
  std::uint32_t first;
  SixteenDigits rest;
  int point;

  /// For points of numbers without exponent.
  [[nodiscard]] FixedPlaces places() const { return kFixedPlaces.data()[point - kLowestPoint]; }

  [[gnu::always_inline]] void put_fixed(char* to) const {
    const FixedPlaces at = places();
    std::memset(to, '0', 8);
    to[at.first] = static_cast<char>('0' + first);
    rest.put_parted(to + at.first + 1, at.parted);
    to[at.point] = '.';
  }

  [[gnu::always_inline]] void put_scientific(char* to) const {
    to[0] = static_cast<char>('0' + first);
    to[1] = '.';
    rest.put(to + 2);
  }
};

/// The digits without the zeros at their end.
[[gnu::always_inline]] inline char* put_shortest(char* to, const PointedDigits& digits) {
  const int size = digits.rest.size();
  if (needs_exponent(digits.point)) [[unlikely]] {
    digits.put_scientific(to);
    return put_exponent(to + (size > 0 ? size + 2 : 1), digits.point - 1);
  }
  digits.put_fixed(to);
  const FixedPlaces at = digits.places();
  return to + std::max(size + at.behind, int{at.least});
}

/// significand x 10^exponent.
template <class Significand>
struct DecimalParts {
  Significand significand;
  int exponent;
};

template <class Significand>
[[gnu::always_inline]] inline char* put_decimal(char* to, DecimalParts<Significand> decimal) {
  const char* const end = write_decimal(to + 1, decimal.significand);
  const auto size = static_cast<int>(end - to - 1);
  return put_point(to, size, size + decimal.exponent);
}

/// What is not a matter of digits. Calls `finite` for the rest, a positive number,
/// with the place to write to.
template <class Float, class Finite>
char* write_signed(char* to, Float value, const Finite& finite) {
  if (std::isnan(value)) return put_word(to, "nan");
  // Without a branch: signs in a file are often as good as random.
  *to = '-';
  to += std::signbit(value) ? 1 : 0;
  if (std::isinf(value)) return put_word(to, "inf");
  if (value == 0) return put_word(to, "0.0");
  return finite(to);
}

}  // namespace bview::detail
