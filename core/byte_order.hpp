// SPDX-License-Identifier: MIT
// core/byte_order.hpp - which byte of a number stands first in memory.
//
// What depends on the host's order takes it as a parameter, so that tests can ask what
// the other kind of host would do.

#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

enum class ByteOrder : std::uint8_t {
  Little,
  Big,
  // Numbers of several 16-bit words, as Modbus and PDP-11s have them: each word in the order
  // of its name, but the words the other way round.
  LittleMid,  ///< BADC: the word with the highest bits first
  BigMid,     ///< CDAB: the word with the lowest bits first
};
inline constexpr ByteOrder kHostOrder =
    std::endian::native == std::endian::little ? ByteOrder::Little : ByteOrder::Big;

/// Whether the bytes of a word stand big end first.
[[nodiscard]] constexpr bool is_big(ByteOrder order) {
  return order == ByteOrder::Big || order == ByteOrder::BigMid;
}

/// Whether the words stand the other way round than their bytes do.
[[nodiscard]] constexpr bool is_mid(ByteOrder order) {
  return order == ByteOrder::LittleMid || order == ByteOrder::BigMid;
}

/// The same order of bytes, with the words the other way round.
[[nodiscard]] constexpr ByteOrder with_mid(ByteOrder order) {
  return is_big(order) ? ByteOrder::BigMid : ByteOrder::LittleMid;
}

/// What turns the bytes of an item into the host's order, and back.
enum class Swap : std::uint8_t {
  None,
  Bytes,  ///< all bytes in reverse
  Words,  ///< 16-bit words in reverse
  Pairs,  ///< the two bytes of each word
};

[[nodiscard]] constexpr Swap swap_for(ByteOrder order, ByteOrder host = kHostOrder) {
  constexpr Swap kLittleHost[] = {Swap::None, Swap::Bytes, Swap::Words, Swap::Pairs};
  constexpr Swap kBigHost[] = {Swap::Bytes, Swap::None, Swap::Pairs, Swap::Words};
  const auto which = static_cast<std::size_t>(order);
  return host == ByteOrder::Little ? kLittleHost[which] : kBigHost[which];
}

/// The word that a host stores with the lowest byte of `word` first.
[[nodiscard]] constexpr std::uint64_t lowest_byte_first(std::uint64_t word,
                                                        ByteOrder host = kHostOrder) {
  return host == ByteOrder::Little ? word : __builtin_bswap64(word);
}

}  // namespace bview
