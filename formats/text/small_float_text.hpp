// SPDX-License-Identifier: MIT
// formats/text/small_float_text.hpp - floats of 8 and 16 bits as text: there are so few of them
// that the texts are kept.

#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include <bview/core/byte_order.hpp>
#include <bview/core/small_float.hpp>

namespace bview {
namespace detail {

/// The text of a number that is not negative, with room for kChars. Threads that meet at one write
/// the same into it.
template <std::size_t kChars>
class KeptText {
 public:
  using Chars = std::array<char, kChars>;  // the last is their number

  [[nodiscard]] bool is_empty() const { return words_.back().load(std::memory_order_relaxed) == 0; }

  void keep(const Chars& chars) {
    const auto words = std::bit_cast<Words>(chars);
    // The last one comes behind the others for those who read, too.
    for (std::size_t k = 0; k < kWords; ++k) words_[k].store(words[k], std::memory_order_release);
  }

  /// Writes the text and what is left of the room.
  [[gnu::always_inline]] char* write(char* to) const {
    const std::uint64_t back = words_.back().load(std::memory_order_acquire);
    for (std::size_t k = 0; k + 1 < kWords; ++k) {
      const std::uint64_t word = words_[k].load(std::memory_order_relaxed);
      std::memcpy(to + k * sizeof(word), &word, sizeof(word));
    }
    std::memcpy(to + kChars - sizeof(back), &back, sizeof(back));
    return to + (lowest_byte_first(back) >> 56U);
  }

 private:
  static constexpr std::size_t kWords = kChars / sizeof(std::uint64_t);
  using Words = std::array<std::uint64_t, kWords>;
  std::array<std::atomic<std::uint64_t>, kWords> words_;
};

/// The longest are -0.00017715 and -1118000000000000.0.
template <class Small>
using TextOf = KeptText<std::is_same_v<Small, float16> ? 16 : 24>;

template <class Small>
inline std::array<TextOf<Small>, 1U << 15U> kept_texts{};  // by the bits without the sign

/// Fills in the text of a number without sign.
void keep_text(float16 magnitude);
void keep_text(bfloat16 magnitude);

template <class Small>
[[gnu::always_inline]] inline char* write_kept(char* to, Small small) {
  constexpr unsigned kSign = 1U << 15U;
  constexpr unsigned kInfinity = Small::largest().bits + 1U;
  const unsigned magnitude = small.bits & (kSign - 1);
  const TextOf<Small>& text = kept_texts<Small>.data()[magnitude];
  if (text.is_empty()) [[unlikely]] {
    keep_text(Small{static_cast<std::uint16_t>(magnitude)});
  }
  // Without a branch: signs in a file are often as good as random. NaN shows none.
  *to = '-';
  to += static_cast<unsigned>(small.bits >= kSign) & static_cast<unsigned>(magnitude <= kInfinity);
  return text.write(to);
}

}  // namespace detail

/// Each writes to at most 25 characters.
[[gnu::always_inline]] inline char* write_float(char* to, float16 value) {
  return detail::write_kept(to, value);
}
[[gnu::always_inline]] inline char* write_float(char* to, bfloat16 value) {
  return detail::write_kept(to, value);
}

/// The exact value, as a float would be written.
char* write_float(char* to, float8_e4m3 value);
char* write_float(char* to, float8_e5m2 value);
char* write_float(char* to, float8_e4m3fnuz value);
char* write_float(char* to, float8_e5m2fnuz value);

}  // namespace bview
