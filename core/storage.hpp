// core/storage.hpp - storage types that C++ lacks, as they lie in memory.
//
// Each is trivially copyable, has the size and alignment of the item it stores,
// and converts to and from an arithmetic type. Small floats are in
// core/small_float.hpp.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/byte_order.hpp"

namespace bview {

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

/// One byte read as a truth value: any bit pattern but 0 is true. Loading a C++
/// bool from a byte that is neither 0 nor 1 would be undefined.
struct boolean {
  std::uint8_t byte;
};

/// A three-byte integer in host byte order; Wide is what it converts to.
template <class Wide>
struct Integer24 {
  std::array<std::uint8_t, 3> bytes;

  [[nodiscard]] constexpr Wide value(ByteOrder host = kHostOrder) const {
    const std::size_t lowest = host == ByteOrder::Little ? 0 : 2;
    const auto low = static_cast<std::uint32_t>(bytes[lowest]);
    const auto middle = static_cast<std::uint32_t>(bytes[1]);
    const auto high = static_cast<std::uint32_t>(bytes[2 - lowest]);
    // Shifted to the top and back, so that a signed Wide extends the sign.
    const std::uint32_t top = high << 24U | middle << 16U | low << 8U;
    return static_cast<Wide>(static_cast<Wide>(top) >> 8);
  }

  [[nodiscard]] static constexpr Integer24 from(Wide value, ByteOrder host = kHostOrder) {
    const std::size_t lowest = host == ByteOrder::Little ? 0 : 2;
    const auto bits = static_cast<std::uint32_t>(value);
    Integer24 result{};
    result.bytes[lowest] = static_cast<std::uint8_t>(bits);
    result.bytes[1] = static_cast<std::uint8_t>(bits >> 8U);
    result.bytes[2 - lowest] = static_cast<std::uint8_t>(bits >> 16U);
    return result;
  }
};
using int24 = Integer24<std::int32_t>;
using uint24 = Integer24<std::uint32_t>;

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
