// SPDX-License-Identifier: MIT

#include <dragonbox/dragonbox.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

#include <bview/formats/text/float_text.hpp>
#include <bview/formats/text/integer_text.hpp>
#include <bview/formats/text/quad_text.hpp>
#include <bview/formats/text/wide_decimal.hpp>

namespace bview {
namespace {

char* put_word(char* to, std::string_view text) { return to + text.copy(to, text.size()); }

// --- layout --------------------------------------------------------------------------------------

// repr's choice: an exponent below 1e-4 and from 1e16 on. `point` is where the point
// stands: 0.d1d2d3... x 10^point.
constexpr int kLowestPoint = -3;
constexpr int kHighestPoint = 16;
constexpr std::size_t kMostDigits = 36;

constexpr bool needs_exponent(int point) { return point < kLowestPoint || point > kHighestPoint; }

/// At least two digits. Their number and the sign are no branches.
char* put_exponent(char* to, int exponent) {
  const auto magnitude = static_cast<unsigned>(std::abs(exponent));
  const unsigned hundreds = magnitude / 100;
  to[0] = 'e';
  to[1] = exponent < 0 ? '-' : '+';
  if (hundreds >= 10) return write_decimal(to + 2, magnitude);
  to[2] = static_cast<char>('0' + hundreds);
  return detail::write_2_digits(to + (hundreds != 0 ? 3 : 2), magnitude % 100);
}

/// Puts the point among the `size` digits that stand at to + 1. Copies are of fixed
/// sizes, which are a few moves each; what they write too much is written over.
char* put_point(char* to, int size, int point) {
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

// --- digits --------------------------------------------------------------------------------------

/// significand x 10^exponent.
template <class Significand>
struct ShortestDecimal {
  Significand significand;
  int exponent;
};

template <class Significand>
[[gnu::always_inline]] inline char* put_decimal(char* to, ShortestDecimal<Significand> decimal) {
  const char* const end = write_decimal(to + 1, decimal.significand);
  const auto size = static_cast<int>(end - to - 1);
  return put_point(to, size, size + decimal.exponent);
}

template <class Float>
auto shortest_decimal(Float value) {
  const auto found = jkj::dragonbox::to_decimal(value, jkj::dragonbox::policy::sign::ignore);
  return ShortestDecimal<decltype(found.significand)>{found.significand, found.exponent};
}

/// Powers of ten, rounded to a double each.
constexpr int kMostTens = 60;
double power_of_ten(int exponent) {
  static const auto kPowers = [] {
    std::array<double, 2 * kMostTens + 1> powers{};
    for (int k = -kMostTens; k <= kMostTens; ++k) {
      std::array<char, 8> text{'1', 'e'};
      const char* end = std::to_chars(&text[2], text.end(), k).ptr;
      std::from_chars(text.data(), end, powers.data()[k + kMostTens]);
    }
    return powers;
  }();
  return kPowers.data()[exponent + kMostTens];
}

/// The shortest decimal of a float with few bits, by trying one digit, two, ...
///
/// The steps are exact or off by some 2^-52, and decimals of so few digits do not come
/// as near to the borders as that without lying on them: tests go through all values.
template <class Small>
ShortestDecimal<std::uint32_t> shortest_small(Small small) {
  const double value = static_cast<double>(small.value());
  const auto neighbour = [&](int step) {
    return static_cast<double>(Small{static_cast<typename Small::Bits>(small.bits + step)}.value());
  };
  const double low = (value + neighbour(-1)) / 2;
  const double high =
      value + (std::isfinite(neighbour(1)) ? (neighbour(1) - value) / 2 : value - low);
  const bool even = small.bits % 2 == 0;  // then the borders round to it too
  const auto inside = [&](double decimal) {
    return even ? decimal >= low && decimal <= high : decimal > low && decimal < high;
  };
  for (int exponent = static_cast<int>(std::floor(std::log10(value)));; --exponent) {
    const double scaled = value * power_of_ten(-exponent);
    const double nearest = std::nearbyint(scaled);
    for (const double digits : {nearest, nearest + 1}) {
      if (!inside(digits * power_of_ten(exponent))) continue;
      auto significand = static_cast<std::uint32_t>(digits);
      for (; significand % 10 == 0; significand /= 10) ++exponent;
      return {significand, exponent};
    }
  }
}

/// The same, remembered: there are only 2^15 positive values, and files repeat them.
/// Threads that meet at an entry write the same number into it.
template <class Small>
ShortestDecimal<std::uint32_t> remembered(Small small) {
  constexpr int kExponentBias = 64;
  constexpr unsigned kSignificandBits = 24;
  static std::array<std::atomic<std::uint32_t>, 1U << 15U> memory;  // 0: not known yet
  std::atomic<std::uint32_t>& entry = memory[small.bits];
  std::uint32_t packed = entry.load(std::memory_order_relaxed);
  if (packed == 0) {
    const ShortestDecimal<std::uint32_t> found = shortest_small(small);
    packed = static_cast<std::uint32_t>(found.exponent + kExponentBias) << kSignificandBits |
             found.significand;
    entry.store(packed, std::memory_order_relaxed);
  }
  return {packed & ((1U << kSignificandBits) - 1),
          static_cast<int>(packed >> kSignificandBits) - kExponentBias};
}

/// The digits that `digits` finds of a quad, unless it is special or 0.
template <class Finite>
char* write_quad(char* to, float128 value, const Finite& finite) {
  if (value.is_nan()) return put_word(to, "nan");
  if (value.is_negative()) *to++ = '-';
  if (value.is_infinite()) return put_word(to, "inf");
  return finite(to);
}

/// "0.00012", "12.30": all digits that there are, with so many zeros in front or behind that
/// `behind` stand behind the point.
char* put_fixed(char* to, const QuadDigits& digits, int behind) {
  const auto size = static_cast<int>(digits.digits.size());
  const auto digit = [&](int k) {
    return k >= 0 && k < size ? digits.digits[static_cast<std::size_t>(k)] : '0';
  };
  for (int k = std::min(digits.point - 1, 0); k < digits.point; ++k) *to++ = digit(k);
  if (behind > 0) *to++ = '.';
  for (int k = digits.point; k < digits.point + behind; ++k) *to++ = digit(k);
  return to;
}

// --- signs and specials --------------------------------------------------------------------------

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

template <class Float>
char* write_shortest(char* to, Float value) {
  return write_signed(to, value, [&](char* at) {
    const Float magnitude = std::fabs(value);
    return put_decimal(at, shortest_decimal(magnitude));
  });
}

template <class Small>
char* write_small(char* to, Small small) {
  return write_signed(to, small.value(), [&](char* at) {
    constexpr auto kSign = static_cast<typename Small::Bits>(1U << (8 * sizeof(Small) - 1));
    const Small magnitude{static_cast<typename Small::Bits>(small.bits & ~kSign)};
    return put_decimal(at, remembered(magnitude));
  });
}

/// Of a type whose mantissas have no more than `bits`.
char* write_wide(char* to, const BinaryNumber& number, int bits) {
  if (number.special == BinaryNumber::Special::Nan) return put_word(to, "nan");
  *to = '-';
  to += number.negative ? 1 : 0;
  if (number.special == BinaryNumber::Special::Infinite) return put_word(to, "inf");
  if (number.mantissa == 0) return put_word(to, "0.0");
  const WideDecimal found = shortest_wide(number, bits);
  return put_decimal(to, ShortestDecimal<uint128>{found.significand, found.exponent});
}

/// A long double is one of the two that files have.
char* write_long_double(char* to, long double value) {
  constexpr int kBits = std::numeric_limits<long double>::digits;
  using Stored = std::conditional_t<kBits == 64, float80, float128>;
  static_assert(kBits == 64 || kBits == 113);
  if (std::isnan(value)) return put_word(to, "nan");  // so are mantissas without their first bit
  Stored number;
  std::memcpy(number.stored.data(), &value, number.stored.size());
  return write_wide(to, binary_of(number), kBits);
}

/// There are only 256 of them, so their texts are kept.
template <class Tiny>
char* write_tiny(char* to, Tiny tiny) {
  struct Text {
    std::array<char, 23> chars;
    std::uint8_t size;
  };
  static const auto kTexts = [] {
    std::array<Text, 256> texts{};
    for (unsigned bits = 0; bits < texts.size(); ++bits) {
      std::array<char, kMaxFloatText> text{};
      const float value = Tiny{static_cast<std::uint8_t>(bits)}.value();
      const char* const end = write_shortest(text.data(), value);
      std::copy_n(text.begin(), texts[bits].chars.size(), texts[bits].chars.begin());
      texts[bits].size = static_cast<std::uint8_t>(end - text.data());
    }
    return texts;
  }();
  const Text& text = kTexts[tiny.bits];
  std::memcpy(to, text.chars.data(), text.chars.size());
  return to + text.size;
}

/// Whether repr would write a finite value with an exponent: from 1e16 on, and below
/// 1e-4, whose nearest floats are no shorter as text.
template <class Float>
bool needs_exponent(Float value) {
  const Float magnitude = std::fabs(value);
  return magnitude != 0 &&
         (magnitude < static_cast<Float>(1e-4L) || magnitude >= static_cast<Float>(1e16L));
}

template <class Float>
char* write_precise(char* to, Float value, int precision) {
  if (!std::isfinite(value)) return write_float(to, value);
  const auto form =
      needs_exponent(value) ? std::chars_format::scientific : std::chars_format::fixed;
  return std::to_chars(to, to + kMaxFloatText + precision, value, form, precision).ptr;
}

}  // namespace

char* write_float(char* to, float value) { return write_shortest(to, value); }
char* write_float(char* to, double value) { return write_shortest(to, value); }
char* write_float(char* to, long double value) { return write_long_double(to, value); }
char* write_float(char* to, float16 value) { return write_small(to, value); }
char* write_float(char* to, bfloat16 value) { return write_small(to, value); }
char* write_float(char* to, float8_e4m3 value) { return write_tiny(to, value); }
char* write_float(char* to, float8_e5m2 value) { return write_tiny(to, value); }
char* write_float(char* to, ibm32 value) { return write_wide(to, binary_of(value), 24); }
char* write_float(char* to, ibm64 value) { return write_wide(to, binary_of(value), 56); }
char* write_float(char* to, float80 value) { return write_wide(to, binary_of(value), 64); }
char* write_float(char* to, float128 value) { return write_wide(to, binary_of(value), 113); }
char* write_float(char* to, float8_e4m3fnuz value) { return write_tiny(to, value); }
char* write_float(char* to, float8_e5m2fnuz value) { return write_tiny(to, value); }

char* write_float(char* to, float value, int precision) {
  return write_precise(to, value, precision);
}
char* write_float(char* to, double value, int precision) {
  return write_precise(to, value, precision);
}
char* write_float(char* to, long double value, int precision) {
  return write_precise(to, value, precision);
}

char* write_float(char* to, float128 value, int precision) {
  return write_quad(to, value, [&](char* at) {
    if (value.magnitude() == 0) return put_fixed(at, {"", 0}, precision);
    static const uint128 kLowest = nearest_quad("1e-4")->word();
    static const uint128 kHighest = nearest_quad("1e16")->word();
    if (value.magnitude() >= kLowest && value.magnitude() < kHighest) {
      return put_fixed(at, rounded_digits(value, precision, false), precision);
    }
    const QuadDigits digits = rounded_digits(value, precision, true);
    at = put_fixed(at, {digits.digits, 1}, precision);
    return put_exponent(at, digits.point - 1);
  });
}

}  // namespace bview
