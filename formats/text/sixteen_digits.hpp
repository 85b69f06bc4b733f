// SPDX-License-Identifier: MIT
// formats/text/sixteen_digits.hpp - sixteen decimal digits at once, with a point among them.

#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include <bview/formats/text/integer_text.hpp>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace bview::detail {

/// In two words: what any machine does.
class WordDigits {
 public:
  /// Eight digits of each of two numbers.
  WordDigits(std::uint32_t front, std::uint32_t back)
      : front_(eight_digits(front)), back_(eight_digits(back)) {}

  /// How many there are without the zeros at their end.
  [[nodiscard]] int size() const {
    const int zeros = back_ != 0 ? std::countl_zero(back_) / 8 : 8 + std::countl_zero(front_) / 8;
    return 16 - zeros;
  }

  /// Eight of them, the first in the lowest byte.
  [[nodiscard]] std::uint64_t front() const { return front_; }
  [[nodiscard]] std::uint64_t back() const { return back_; }

  void put(char* to) const {
    put_digits(to, front_);
    put_digits(to + 8, back_);
  }

  /// The first `count`, a place for a point, and the others: 17 characters.
  void put_parted(char* to, unsigned count) const {
    std::array<char, 16> digits;
    put(digits.data());
    put(to + 1);
    std::memcpy(to, digits.data(), count);
  }

 private:
  std::uint64_t front_;
  std::uint64_t back_;
};

#ifdef __SSE2__

/// The same in one vector.
class VectorDigits {
 public:
  // Both numbers are split into halves, these into pairs, and these into digits. Where a quotient q
  // of x / d goes in front of the rest, that is x shifted by as much as q is wide, less q times
  // what d shifted so is more than 1.
  VectorDigits(std::uint32_t front, std::uint32_t back) {
    const __m128i numbers = _mm_unpacklo_epi64(_mm_cvtsi32_si128(static_cast<int>(front)),
                                               _mm_cvtsi32_si128(static_cast<int>(back)));
    const __m128i upper = _mm_srli_epi64(_mm_mul_epu32(numbers, _mm_set1_epi64x(0xd1b71759)), 45);
    const __m128i halves = _mm_sub_epi64(_mm_slli_epi64(numbers, 16),
                                         _mm_mul_epu32(upper, _mm_set1_epi64x((10000 << 16) - 1)));
    const __m128i hundreds = _mm_srli_epi16(_mm_mulhi_epu16(halves, _mm_set1_epi16(5243)), 3);
    const __m128i pairs = _mm_sub_epi16(_mm_slli_epi16(halves, 8),
                                        _mm_mullo_epi16(hundreds, _mm_set1_epi16((100 << 8) - 1)));
    constexpr int kEvenLanes = 0x08;
    const __m128i wide =
        _mm_unpacklo_epi8(_mm_shuffle_epi32(pairs, kEvenLanes), _mm_setzero_si128());
    const __m128i tens = _mm_mulhi_epu16(wide, _mm_set1_epi16(6554));
    digits_ = _mm_sub_epi16(_mm_slli_epi16(wide, 8),
                            _mm_mullo_epi16(tens, _mm_set1_epi16((10 << 8) - 1)));
  }

  [[nodiscard]] int size() const {
    const int zeros = _mm_movemask_epi8(_mm_cmpeq_epi8(digits_, _mm_setzero_si128()));
    return 31 ^ std::countl_zero((static_cast<unsigned>(zeros) ^ 0xffffU) << 1U | 1U);
  }

  [[nodiscard]] std::uint64_t front() const { return low_half(digits_); }
  [[nodiscard]] std::uint64_t back() const {
    return low_half(_mm_unpackhi_epi64(digits_, digits_));
  }

  void put(char* to) const { store(to, text()); }

  void put_parted(char* to, unsigned count) const {
    static constexpr std::array<std::uint8_t, 32> kMasks{255, 255, 255, 255, 255, 255, 255, 255,
                                                         255, 255, 255, 255, 255, 255, 255, 255};
    const __m128i first = _mm_loadu_si128(
        reinterpret_cast<const __m128i*>(kMasks.data() + kMasks.size() / 2 - count));
    store(to + 1, text());
    store(to,
          _mm_or_si128(_mm_and_si128(first, text()), _mm_andnot_si128(first, one_further(text()))));
  }

 private:
  [[nodiscard]] __m128i text() const { return _mm_or_si128(digits_, _mm_set1_epi8('0')); }

  /// By two shifts: compilers that do not optimise have none of whole vectors.
  static __m128i one_further(__m128i characters) {
    const __m128i low_in_high = _mm_unpacklo_epi64(_mm_setzero_si128(), characters);
    return _mm_or_si128(_mm_slli_epi64(characters, 8), _mm_srli_epi64(low_in_high, 56));
  }

  static std::uint64_t low_half(__m128i digits) {
    return static_cast<std::uint64_t>(_mm_cvtsi128_si64(digits));
  }

  static void store(char* to, __m128i characters) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), characters);
  }

  __m128i digits_;
};

using SixteenDigits = VectorDigits;
#else
using SixteenDigits = WordDigits;
#endif

}  // namespace bview::detail
