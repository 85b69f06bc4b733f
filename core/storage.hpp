// SPDX-License-Identifier: MIT
// core/storage.hpp - storage types that C++ lacks, as they lie in memory.
//
// Each is trivially copyable, has the size and alignment of the item it stores,
// and converts to and from an arithmetic type. Small floats are in
// core/small_float.hpp.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <bview/core/byte_order.hpp>
#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

/// One byte read as a truth value: any bit pattern but 0 is true. Loading a C++
/// bool from a byte that is neither 0 nor 1 would be undefined.
struct boolean {
  std::uint8_t byte;
};

/// An integer of kBytes bytes in host byte order, where C++ has none of that size; Wide is
/// what it converts to.
template <class Wide, std::size_t kBytes>
struct PackedInteger {
  std::array<std::uint8_t, kBytes> bytes;

  [[nodiscard]] constexpr Wide value(ByteOrder host = kHostOrder) const {
    // Shifted to the top and back, so that a signed Wide extends the sign.
    constexpr unsigned kUnused = 8 * (sizeof(Wide) - kBytes);
    std::make_unsigned_t<Wide> top = 0;
    for (std::size_t k = 0; k < kBytes; ++k) {
      const std::size_t place = host == ByteOrder::Little ? k : kBytes - 1 - k;
      top |= static_cast<std::make_unsigned_t<Wide>>(bytes[place]) << (kUnused + 8 * k);
    }
    return static_cast<Wide>(static_cast<Wide>(top) >> kUnused);
  }

  [[nodiscard]] static constexpr PackedInteger from(Wide value, ByteOrder host = kHostOrder) {
    const auto bits = static_cast<std::make_unsigned_t<Wide>>(value);
    PackedInteger result{};
    for (std::size_t k = 0; k < kBytes; ++k) {
      const std::size_t place = host == ByteOrder::Little ? k : kBytes - 1 - k;
      result.bytes[place] = static_cast<std::uint8_t>(bits >> (8 * k));
    }
    return result;
  }
};
using int24 = PackedInteger<std::int32_t, 3>;
using uint24 = PackedInteger<std::uint32_t, 3>;
using int40 = PackedInteger<std::int64_t, 5>;
using uint40 = PackedInteger<std::uint64_t, 5>;
using int48 = PackedInteger<std::int64_t, 6>;
using uint48 = PackedInteger<std::uint64_t, 6>;
using int56 = PackedInteger<std::int64_t, 7>;
using uint56 = PackedInteger<std::uint64_t, 7>;

/// A complex number: two floats, real part first. Byte order is that of each part.
template <class Float>
struct Complex {
  Float re;
  Float im;
};

/// Units of text. A value is `length` units (core/layout.hpp), not one.
struct CharByte {  // c: one byte
  std::uint8_t unit;
};
struct StringByte {  // s: bytes, trailing NULs are padding
  std::uint8_t unit;
};
struct PascalByte {  // p: the first byte says how many of the others count
  std::uint8_t unit;
};
struct Ucs2Unit {  // u: UTF-16 code units
  std::uint16_t unit;
};
struct Ucs4Unit {  // w: code points
  std::uint32_t unit;
};

static_assert(sizeof(int24) == 3 && alignof(int24) == 1);
static_assert(sizeof(Complex<float>) == 8 && sizeof(Complex<double>) == 16);

}  // namespace bview
