// SPDX-License-Identifier: MIT
// formats/text/quick_digits.hpp - decimal digits, eight at a time.
//
// Eight characters may be read from wherever a digit may stand; kQuickSlack of them lie behind
// every text that is read so.

#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <bview/core/byte_order.hpp>

namespace bview {

/// Characters behind a text that may be read, and mean nothing; the first is a NUL.
inline constexpr std::size_t kQuickSlack = 16;

/// Eight characters, the first in the lowest byte.
[[nodiscard]] inline std::uint64_t eight_characters(const char* from) {
  std::uint64_t eight = 0;
  std::memcpy(&eight, from, sizeof eight);
  return lowest_byte_first(eight);
}

/// So many times a byte.
[[nodiscard]] constexpr std::uint64_t each_byte(std::uint64_t byte) {
  return byte * 0x0101'0101'0101'0101U;
}

namespace detail {
inline constexpr std::array<std::uint64_t, 9> kQuickPowers = {
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000};
}  // namespace detail

/// Digits one behind the other.
struct QuickDigits {
  std::uint64_t value = 0;  ///< of up to 19 digits; of more it means nothing
  std::size_t count = 0;
};

/// Steps over the digits that `from` begins with, which go on those in `read`.
inline const char* take_quick_digits(const char* from, QuickDigits& read) {
  for (;;) {
    // A digit is 0 to 9 in its byte, and anything else gets the high bit; so may what stands
    // behind the first that is none.
    std::uint64_t digits = eight_characters(from) ^ each_byte('0');
    const std::uint64_t others = ((digits + each_byte(0x76)) | digits) & each_byte(0x80);
    const std::size_t count = static_cast<std::size_t>(std::countr_zero(others)) / 8;
    if (count == 0) return from;
    digits <<= 64 - 8 * count;  // zeros in front
    digits = digits * 10 + (digits >> 8U);
    constexpr std::uint64_t kPairs = 0x0000'00ff'0000'00ff;
    constexpr std::uint64_t kFirst = 100 + (std::uint64_t{1'000'000} << 32U);
    constexpr std::uint64_t kSecond = 1 + (std::uint64_t{10'000} << 32U);
    digits = ((digits & kPairs) * kFirst + (digits >> 16U & kPairs) * kSecond) >> 32U;
    read.value = read.value * detail::kQuickPowers[count] + digits;
    read.count += count;
    from += count;
    if (count < 8) return from;
  }
}

}  // namespace bview
