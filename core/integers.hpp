// SPDX-License-Identifier: MIT
// core/integers.hpp - the integer that stands in some bytes, whatever its type; bit fields.

#pragma once

#include <cstddef>
#include <string>

#include <bview/core/layout.hpp>
#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

/// Takes the integer of one type and byte order apart from its bytes, and back. Stored is the
/// lower part of what is given.
struct IntegerAccess {
  WideInteger (*load)(const std::byte* from);
  void (*store)(const WideInteger& value, std::byte* to);
};
[[nodiscard]] IntegerAccess integer_access(ScalarType type, ByteOrder order);

/// The integer that a field's value is. `from` is where the value begins; of a stretch, whose
/// `bit` it begins with.
[[nodiscard]] WideInteger load_integer(const std::byte* from, const Field& field, std::int64_t bit);
[[nodiscard]] inline WideInteger load_integer(const std::byte* from, const Field& field) {
  return load_integer(from, field, field.bits ? field.bits->offset : 0);
}

/// Writes the lower part of `value` there, and leaves all bits that are no part of it.
void store_integer(const WideInteger& value, const Field& field, std::byte* to, std::int64_t bit);
inline void store_integer(const WideInteger& value, const Field& field, std::byte* to) {
  store_integer(value, field, to, field.bits ? field.bits->offset : 0);
}

/// Bits of the values of an integer type, or of a bit field.
[[nodiscard]] int width_of(const Field& field);
[[nodiscard]] bool is_signed(const Field& field);

/// Some bits of an integer, as the number they are alone.
[[nodiscard]] WideInteger bits_of(const WideInteger& whole, const BitRange& bits);

/// `whole` with other bits there; its two's complement is what counts.
[[nodiscard]] WideInteger with_bits(const WideInteger& whole, const BitRange& bits,
                                    const WideInteger& value);

/// The least and the greatest integer that a field holds.
struct IntegerLimits {
  WideInteger least;
  WideInteger most;
};
[[nodiscard]] IntegerLimits limits_of(const Field& field);

/// "a bit field of 3 bits", "'[u12]'": for messages.
[[nodiscard]] std::string bits_name(const Field& field);

/// The two's complement of an integer.
[[nodiscard]] constexpr uint128 twos_complement(const WideInteger& value) {
  return value.negative ? 0 - value.magnitude : value.magnitude;
}

/// So many ones, from the least significant bit up.
[[nodiscard]] constexpr uint128 low_bits(int count) {
  return count == 0 ? 0 : ~uint128{0} >> static_cast<unsigned>(128 - count);
}

/// Whether two bit fields are of one integer that was taken apart.
[[nodiscard]] bool share_integer(const Field& one, const Field& other);

/// Where the first bit of a field stands in its record, counted from the first bit of the record in
/// the direction of the field's order; of bits whose words are the other way round, in their own.
[[nodiscard]] std::int64_t first_bit(const Field& field);

/// Gives the bytes at `after` the bits that stand at `before` where none of the layout's bit
/// fields does. Both are whole items.
void keep_other_bits(const Layout& layout, const std::byte* before, std::byte* after);

/// Whether the layout has bit fields.
[[nodiscard]] bool has_bits(const Layout& layout);

}  // namespace bview
