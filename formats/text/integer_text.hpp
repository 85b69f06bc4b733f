// SPDX-License-Identifier: MIT
// formats/text/integer_text.hpp - integers as text, in any of the bases users ask for.

#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include <bview/core/byte_order.hpp>
#include <bview/core/storage.hpp>

namespace bview {

/// Room for the longest text: a sign, a prefix and 128 binary digits.
inline constexpr std::size_t kMaxIntegerText = 131;

namespace detail {

/// The eight digits of a number below 10^8, 0 to 9 each, the first in the lowest byte:
/// all halves, all pairs and then all digits are split at once. The products are
/// x/100 and x/10, exact for the x that a lane holds.
[[gnu::always_inline]] constexpr std::uint64_t eight_digits(std::uint32_t value) {
  const std::uint64_t high = value / 10000;
  const std::uint64_t fours = high | (value - high * 10000) << 32U;
  const std::uint64_t hundreds = (fours * 10486) >> 20U & 0x0000'007f'0000'007f;
  const std::uint64_t pairs = hundreds | (fours - hundreds * 100) << 16U;
  const std::uint64_t tens = (pairs * 103) >> 10U & 0x000f'000f'000f'000f;
  return tens | (pairs - tens * 10) << 8U;
}

/// Writes eight digits as characters, the first of which is in the lowest byte. Letters are digits
/// that are as far from 0 as their characters.
[[gnu::always_inline]] inline void put_digits(char* to, std::uint64_t digits) {
  constexpr std::uint64_t kZeros = 0x3030'3030'3030'3030;
  digits = lowest_byte_first(digits + kZeros);
  std::memcpy(to, &digits, sizeof(digits));
}

/// The same without leading zeros. Their number moves the text and is no branch: in a file it is
/// often as good as random.
[[gnu::always_inline]] inline char* put_significant_digits(char* to, std::uint64_t digits) {
  constexpr std::uint64_t kLastDigit = std::uint64_t{1} << 56U;  // shown even if it is 0
  const int zeros = std::countr_zero(digits | kLastDigit) / 8;
  put_digits(to, digits >> (8 * zeros));
  return to + (8 - zeros);
}

/// A number below 10^8 without leading zeros.
[[gnu::always_inline]] inline char* write_below_10_8(char* to, std::uint32_t value) {
  return put_significant_digits(to, eight_digits(value));
}

/// "00" to "99".
inline constexpr auto kTwoDigits = [] {
  std::array<std::array<char, 2>, 100> texts{};
  for (std::size_t k = 0; k < texts.size(); ++k) {
    texts[k] = {static_cast<char>('0' + k / 10), static_cast<char>('0' + k % 10)};
  }
  return texts;
}();

[[gnu::always_inline]] inline char* write_2_digits(char* to, std::uint32_t value) {
  std::memcpy(to, kTwoDigits[value].data(), 2);
  return to + 2;
}

[[gnu::always_inline]] inline char* write_8_digits(char* to, std::uint32_t value) {
  const std::uint32_t high = value / 10000;
  const std::uint32_t low = value % 10000;
  to = write_2_digits(write_2_digits(to, high / 100), high % 100);
  return write_2_digits(write_2_digits(to, low / 100), low % 100);
}

/// A number below 100 without leading zeros.
[[gnu::always_inline]] inline char* write_below_100(char* to, std::uint32_t value) {
  const std::size_t zeros = value < 10 ? 1 : 0;
  to[0] = kTwoDigits[value][zeros];
  to[1] = kTwoDigits[value][1];
  return to + (2 - zeros);
}

/// The leading digits of a long number, which are few.
[[gnu::always_inline]] inline char* write_below_10_4(char* to, std::uint32_t value) {
  return value < 100 ? write_below_100(to, value)
                     : write_2_digits(write_below_100(to, value / 100), value % 100);
}

/// At most 64 bits.
template <class Unsigned>
[[gnu::always_inline]] inline char* write_unsigned(char* to, Unsigned value) {
  if constexpr (sizeof(Unsigned) > 2) {
    constexpr std::uint32_t kEightDigits = 100'000'000;
    if (value >= kEightDigits) {
      const Unsigned high = value / kEightDigits;
      if constexpr (sizeof(Unsigned) == 4) {
        to = write_below_100(to, high);
      } else if (high >= kEightDigits) {
        to = write_below_10_4(to, static_cast<std::uint32_t>(high / kEightDigits));
        to = write_8_digits(to, static_cast<std::uint32_t>(high % kEightDigits));
      } else {
        to = write_below_10_8(to, static_cast<std::uint32_t>(high));
      }
      return write_8_digits(to, static_cast<std::uint32_t>(value - high * kEightDigits));
    }
  }
  return write_below_10_8(to, static_cast<std::uint32_t>(value));
}

/// With few divisions of that width, which are slow.
inline char* write_unsigned(char* to, uint128 value) {
  constexpr std::uint64_t kSixteenDigits = 10'000'000'000'000'000;
  if (value >> 64U == 0) return write_unsigned(to, static_cast<std::uint64_t>(value));
  to = write_unsigned(to, value / kSixteenDigits);
  const auto low = static_cast<std::uint64_t>(value % kSixteenDigits);
  to = write_8_digits(to, static_cast<std::uint32_t>(low / 100'000'000));
  return write_8_digits(to, static_cast<std::uint32_t>(low % 100'000'000));
}

template <class Integer>
struct Magnitude {
  using type = std::conditional_t<sizeof(Integer) <= 4, std::uint32_t,
                                  std::conditional_t<sizeof(Integer) == 8, std::uint64_t, uint128>>;
};

/// Puts a sign where there is one and gives the rest. Without a branch: signs in a file
/// are often as good as random.
template <class Integer>
[[gnu::always_inline]] inline auto put_sign(char*& to, Integer value) {
  using Unsigned = typename Magnitude<Integer>::type;
  // NOLINTNEXTLINE(bugprone-signed-char-misuse): wider than value, whose sign fills the bits
  const auto bits = static_cast<Unsigned>(value);
  const bool is_signed = static_cast<Integer>(-1) < Integer{0};
  const Unsigned negative = is_signed ? bits >> (8 * sizeof(Unsigned) - 1) : 0;
  *to = '-';
  to += negative;
  return (bits ^ (0 - negative)) + negative;
}

/// Eight digits of kBits each, the first in the lowest byte: all halves, all pairs and then all
/// digits are split at once.
template <unsigned kBits>
[[gnu::always_inline]] constexpr std::uint64_t eight_digits_of(std::uint64_t bits) {
  if constexpr (kBits == 1) {
    constexpr std::uint64_t kOnes = 0x0101'0101'0101'0101;
    return ((bits * kOnes & 0x0102'0408'1020'4080) + 0x7f * kOnes) >> 7U & kOnes;
  }
  constexpr std::uint64_t kDigit = (1U << kBits) - 1;
  constexpr std::uint64_t kPair = (1U << 2 * kBits) - 1;
  constexpr std::uint64_t kPairs = kPair | kPair << 32U;
  constexpr std::uint64_t kDigits = kDigit * 0x0001'0001'0001'0001;
  const std::uint64_t fours = bits >> 4 * kBits | (bits & ((std::uint64_t{1} << 4 * kBits) - 1))
                                                      << 32U;
  const std::uint64_t pairs = (fours >> 2 * kBits & kPairs) | (fours & kPairs) << 16U;
  return (pairs >> kBits & kDigits) | (pairs & kDigits) << 8U;
}

/// The same as put_digits takes them.
template <unsigned kBits>
[[gnu::always_inline]] constexpr std::uint64_t eight_characters_of(std::uint64_t bits) {
  const std::uint64_t digits = eight_digits_of<kBits>(bits);
  if constexpr (kBits < 4) return digits;
  constexpr std::uint64_t kOnes = 0x0101'0101'0101'0101;
  const std::uint64_t letters = (digits + 6 * kOnes) >> 4U & kOnes;
  return digits + letters * ('a' - '0' - 10);
}

/// Digits of kBits each, without zeros in front.
template <unsigned kBits, class Unsigned>
[[gnu::always_inline]] inline char* write_digits_of(char* to, Unsigned value) {
  // With room for the bits that a first digit has too many.
  using Word = std::conditional_t<sizeof(Unsigned) == 8 && kBits == 3, uint128, std::uint64_t>;
  constexpr unsigned kWordBits = 8 * sizeof(Word);
  const unsigned digits = (static_cast<unsigned>(std::bit_width(value | 1U)) + kBits - 1) / kBits;
  Word left = Word{value} << (kWordBits - digits * kBits);
  // Of 32 bits always all: that is less than to find out how many.
  const unsigned end = sizeof(Unsigned) == 4 ? 32 / kBits : digits;
  for (unsigned k = 0; k < end; k += 8, left <<= 8 * kBits) {
    put_digits(to + k, eight_characters_of<kBits>(
                           static_cast<std::uint64_t>(left >> (kWordBits - 8 * kBits))));
  }
  return to + digits;
}

/// At most 64 bits.
template <class Unsigned>
char* write_based(char* to, Unsigned value, int base) {
  if (base == 16) return write_digits_of<4>(to, value);
  return base == 8 ? write_digits_of<3>(to, value) : write_digits_of<1>(to, value);
}

inline char* write_based(char* to, uint128 value, int base) {
  if (value >> 64U == 0) return write_based(to, static_cast<std::uint64_t>(value), base);
  char* end = to;
  for (; value != 0; value /= static_cast<unsigned>(base)) {
    *end++ = "0123456789abcdef"[static_cast<unsigned>(value % static_cast<unsigned>(base))];
  }
  std::reverse(to, end);
  return end;
}

}  // namespace detail

/// Writes `value` in decimal and returns the end. Up to seven characters behind it are
/// written over, too.
template <class Integer>
[[gnu::always_inline]] inline char* write_decimal(char* to, Integer value) {
  const auto magnitude = detail::put_sign(to, value);
  return detail::write_unsigned(to, magnitude);
}

/// The same in one of the bases 2, 8, 10 and 16. Those other than 10 carry Python's
/// prefix, behind the sign: -0x1f, 0b101, 0o17.
template <class Integer>
char* write_integer(char* to, Integer value, int base) {
  if (base == 10) return write_decimal(to, value);
  const auto magnitude = detail::put_sign(to, value);
  *to++ = '0';
  *to++ = base == 16 ? 'x' : base == 8 ? 'o' : 'b';
  return detail::write_based(to, magnitude, base);
}

}  // namespace bview
