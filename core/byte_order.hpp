// core/byte_order.hpp - which byte of a number stands first in memory.
//
// What depends on the host's order takes it as a parameter, so that tests can ask what
// the other kind of host would do.

#pragma once

#include <bit>
#include <cstdint>

namespace bview {

enum class ByteOrder : std::uint8_t { Little, Big };
inline constexpr ByteOrder kHostOrder =
    std::endian::native == std::endian::little ? ByteOrder::Little : ByteOrder::Big;

/// The word that a host stores with the lowest byte of `word` first.
[[nodiscard]] constexpr std::uint64_t lowest_byte_first(std::uint64_t word,
                                                        ByteOrder host = kHostOrder) {
  return host == ByteOrder::Little ? word : __builtin_bswap64(word);
}

}  // namespace bview
