// SPDX-License-Identifier: MIT
// formats/text/byte_vectors.hpp - sixteen characters of a text at once.
//
// Vectors as g++ and clang++ have them on every machine: the smallest common set is enough
// here, so nothing is compiled more than once and nothing chosen at run time.

#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include <bview/core/byte_order.hpp>

namespace bview {

inline constexpr std::size_t kVectorBytes = 16;
// Signed: what is not ASCII is below it.
using ByteVector [[gnu::vector_size(16)]] = std::int8_t;

[[gnu::always_inline]] inline ByteVector load_bytes(const char* from) {
  ByteVector bytes;
  std::memcpy(&bytes, from, sizeof(bytes));
  return bytes;
}

[[gnu::always_inline]] inline void store_bytes(char* to, ByteVector bytes) {
  std::memcpy(to, &bytes, sizeof(bytes));
}

/// Up to eight characters as a number, the first of them in its lowest byte. They are put
/// together in a register: what is stored in pieces is slow to load.
[[gnu::always_inline]] inline std::uint64_t load_word(const char* from, std::size_t size) {
  const auto ends = [from, size](std::size_t part) {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::memcpy(&first, from, part);
    std::memcpy(&last, from + (size - part), part);
    return lowest_byte_first(first) | lowest_byte_first(last) << 8 * (size - part);
  };
  if (size == 8) return ends(8);
  if (size >= 4) return ends(4);
  if (size >= 2) return ends(2);
  return size == 1 ? static_cast<std::uint8_t>(*from) : 0;
}

/// A text of less than sixteen characters with others behind it.
[[gnu::always_inline]] inline ByteVector load_padded(std::string_view text, char padding) {
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  using Words [[gnu::vector_size(16)]] = std::uint64_t;
  const std::uint64_t pads = 0x0101'0101'0101'0101 * static_cast<std::uint8_t>(padding);
  const bool first_whole = text.size() >= kWord;
  const std::size_t size = first_whole ? text.size() - kWord : text.size();
  const char* const last_word = text.data() + text.size() - size;
  const std::uint64_t last = load_word(last_word, size) | pads << 8 * size;
  const Words words{lowest_byte_first(first_whole ? load_word(text.data(), kWord) : last),
                    lowest_byte_first(first_whole ? last : pads)};
  return std::bit_cast<ByteVector>(words);
}

[[gnu::always_inline]] inline ByteVector all_of(char c) {
  return ByteVector{} + static_cast<std::int8_t>(c);
}

/// Whether a comparison held for any of the sixteen.
template <class Mask>
[[gnu::always_inline]] inline bool holds_anywhere(Mask mask) {
  std::array<std::uint64_t, 2> halves;
  static_assert(sizeof(mask) == sizeof(halves));
  std::memcpy(&halves, &mask, sizeof(halves));
  return (halves[0] | halves[1]) != 0;
}

/// Copies a text that is mostly short: a call would cost more than all of it.
[[gnu::always_inline]] inline char* copy_short(char* to, std::string_view text) {
  const std::size_t size = text.size();
  const auto copy_ends = [&](std::size_t part) {
    std::memcpy(to, text.data(), part);
    std::memcpy(to + size - part, text.data() + size - part, part);
  };
  if (size > 2 * kVectorBytes) {
    text.copy(to, size);
  } else if (size >= kVectorBytes) {
    copy_ends(kVectorBytes);
  } else if (size >= 8) {
    copy_ends(8);
  } else if (size >= 4) {
    copy_ends(4);
  } else if (size >= 2) {
    copy_ends(2);
  } else if (size == 1) {
    *to = text.front();
  }
  return to + size;
}

/// Writes blanks, and up to kVectorBytes of them too many.
[[gnu::always_inline]] inline char* put_blanks(char* to, std::size_t count) {
  std::size_t done = 0;
  do {
    store_bytes(to + done, all_of(' '));
    done += kVectorBytes;
  } while (done < count);
  return to + count;
}

}  // namespace bview
