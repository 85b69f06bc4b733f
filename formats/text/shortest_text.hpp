// SPDX-License-Identifier: MIT
// formats/text/shortest_text.hpp - the usual floats in their shortest form, for loops to have in
// them.

#pragma once

#include <bit>
#include <cstdint>

#include <bview/formats/text/float_layout.hpp>
#include <bview/formats/text/scaled_float.hpp>

namespace bview::detail {

/// The significand of a shortest decimal, which has 9 digits or 17.
template <class Float>
[[gnu::always_inline]] inline PointedDigits digits_of(DecimalParts<std::uint64_t> decimal) {
  constexpr std::uint32_t kEightDigits = 100'000'000;
  constexpr int kDigits = FloatBits<Float>::kDigits;
  const int point = decimal.exponent + kDigits;
  const std::uint64_t high = decimal.significand / kEightDigits;
  const auto low = static_cast<std::uint32_t>(decimal.significand - high * kEightDigits);
  if constexpr (kDigits == 9) return {static_cast<std::uint32_t>(high), {low, 0}, point};
  const auto first = static_cast<std::uint32_t>(high / kEightDigits);
  return {
      first, {static_cast<std::uint32_t>(high - std::uint64_t{first} * kEightDigits), low}, point};
}

/// What write_float writes. `otherwise` does so for the few numbers that need more: it is a call,
/// and at the end, so that the others keep nothing over it.
template <class Float, class Otherwise>
[[gnu::always_inline]] inline char* write_shortest(char* to, Float value,
                                                   const Otherwise& otherwise) {
  using Word = typename FloatBits<Float>::Word;
  const auto word = std::bit_cast<Word>(value);
  constexpr Word kSign = Word{1} << (8 * sizeof(Word) - 1);
  const auto decimal = shortest_decimal<Float>(word & (kSign - 1));
  if (!decimal) [[unlikely]] {
    return otherwise();
  }
  *to = '-';
  to += word / kSign;
  return put_shortest(to, digits_of<Float>(*decimal));
}

}  // namespace bview::detail
