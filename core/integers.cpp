// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include <bview/core/integers.hpp>

namespace bview {
namespace {

WideInteger signed_integer(uint128 bits, int width, bool is_signed) {
  const bool negative = is_signed && (bits >> static_cast<unsigned>(width - 1) & 1U) != 0;
  return negative ? WideInteger{(0 - bits) & low_bits(width), true} : WideInteger{bits, false};
}

template <class T, Swap kSwap>
struct Load {
  static WideInteger run([[maybe_unused]] const std::byte* from) {
    if constexpr (kind_of<T> == Kind::Integer) {
      const T item = load<T, kSwap>(from);
      uint128 bits = 0;
      if constexpr (detail::is_packed_integer<T>) {
        bits = static_cast<uint128>(item.value());
      } else {
        // NOLINTNEXTLINE(bugprone-signed-char-misuse): the sign fills the bits
        bits = static_cast<uint128>(item);
      }
      constexpr int kWidth = 8 * static_cast<int>(sizeof(T));
      return signed_integer(bits & low_bits(kWidth), kWidth, detail::is_signed<T>);
    } else {
      return {};
    }
  }
};

template <class T, Swap kSwap>
struct Store {
  static void run([[maybe_unused]] const WideInteger& value, [[maybe_unused]] std::byte* to) {
    if constexpr (kind_of<T> == Kind::Integer) {
      store<T, kSwap>(from_bits<T>(twos_complement(value)), to);
    }
  }
};

constexpr int kByte = 8;

/// Calls `visit` for each byte that the bits of a stretch reach into: its number, how far its part
/// is shifted in it, the bits of that part, and how far they are shifted in the value.
template <class Visit>
void for_each_piece(int first, int width, bool big, const Visit& visit) {
  for (int done = 0, byte = 0; done < width; ++byte, first = 0) {
    const int size = std::min(kByte - first, width - done);
    const int shift = big ? kByte - first - size : first;
    visit(byte, shift, size, big ? width - done - size : done);
    done += size;
  }
}

/// Bits of bytes that are fields, by the offsets of the bytes.
using Taken = std::map<std::int64_t, std::byte>;

/// The bits of an integer.
void add_integer(const Field& field, std::int64_t offset, Taken& taken) {
  std::array<std::byte, sizeof(uint128)> mask{};
  const uint128 bits = low_bits(field.bits->width) << static_cast<unsigned>(field.bits->offset);
  integer_access(field.type, field.order).store({bits, false}, mask.data());
  const std::int64_t size = info(field.type).size;
  for (std::int64_t k = 0; k < size; ++k) {
    taken[offset + k] |= mask.data()[k];
  }
}

/// Bits of a stretch. Bytes between its ends are all its own, and nobody asks for them.
void add_stretch(std::int64_t first, std::int64_t count, bool big, Taken& taken) {
  const auto add = [&](std::int64_t byte, std::int64_t from, std::int64_t to) {
    const auto bits = static_cast<unsigned>(low_bits(static_cast<int>(to - from)));
    taken[byte] |= static_cast<std::byte>(bits << static_cast<unsigned>(big ? kByte - to : from));
  };
  const std::int64_t last = first + count - 1;
  if (first / kByte == last / kByte) return add(first / kByte, first % kByte, last % kByte + 1);
  add(first / kByte, first % kByte, kByte);
  add(last / kByte, 0, last % kByte + 1);
}

void add_taken(const Layout& layout, std::int64_t base, Taken& taken) {
  for (const Field& field : layout.fields) {
    if (!field.bits && !(field.record && has_bits(*field.record))) continue;
    const std::int64_t count = field.count();
    const std::int64_t begin = base + field.offset;
    if (field.is_stretch()) {
      const bool joined = field.strides.empty();
      const std::int64_t bits = joined ? count * field.bits->width : field.bits->width;
      for (std::int64_t n = 0; n < (joined ? std::min<std::int64_t>(count, 1) : count); ++n) {
        const std::int64_t at = n == 0 ? 0 : field.offset_of(n);
        add_stretch(begin * kByte + field.bits->offset + at, bits, is_big(field.order), taken);
      }
      continue;
    }
    for (std::int64_t n = 0; n < count; ++n) {
      const std::int64_t offset = begin + field.offset_of(n);
      if (field.record) {
        add_taken(*field.record, offset, taken);
      } else {
        add_integer(field, offset, taken);
      }
    }
  }
}

}  // namespace

WideInteger load_integer(const std::byte* from, const Field& field, std::int64_t bit) {
  if (!field.is_stretch()) {
    const WideInteger whole = integer_access(field.type, field.order).load(from);
    return field.bits ? bits_of(whole, *field.bits) : whole;
  }
  const BitRange& bits = *field.bits;
  uint128 value = 0;
  for_each_piece(static_cast<int>(bit), bits.width, is_big(field.order),
                 [&](int byte, int shift, int size, int at) {
                   const unsigned piece =
                       std::to_integer<unsigned>(from[byte]) >> static_cast<unsigned>(shift);
                   value |= (piece & low_bits(size)) << static_cast<unsigned>(at);
                 });
  return signed_integer(value, bits.width, bits.is_signed);
}

void store_integer(const WideInteger& value, const Field& field, std::byte* to, std::int64_t bit) {
  if (!field.is_stretch()) {
    const IntegerAccess access = integer_access(field.type, field.order);
    return access.store(field.bits ? with_bits(access.load(to), *field.bits, value) : value, to);
  }
  const uint128 stored = twos_complement(value);
  for_each_piece(static_cast<int>(bit), field.bits->width, is_big(field.order),
                 [&](int byte, int shift, int size, int at) {
                   const auto mask = static_cast<unsigned>(low_bits(size));
                   const unsigned piece =
                       static_cast<unsigned>(stored >> static_cast<unsigned>(at)) & mask;
                   const auto up = static_cast<unsigned>(shift);
                   to[byte] &= ~static_cast<std::byte>(mask << up);
                   to[byte] |= static_cast<std::byte>(piece << up);
                 });
}

int width_of(const Field& field) {
  return field.bits ? field.bits->width : kByte * static_cast<int>(info(field.type).size);
}

bool is_signed(const Field& field) {
  return field.bits ? field.bits->is_signed : info(field.type).is_signed;
}

std::int64_t first_bit(const Field& field) {
  if (!field.bits) return field.offset * kByte;
  const BitRange& bits = *field.bits;
  const bool from_top = !field.is_stretch() && field.order == ByteOrder::Big;
  const std::int64_t whole = kByte * info(field.type).size;
  return field.offset * kByte + (from_top ? whole - bits.offset - bits.width : bits.offset);
}

IntegerAccess integer_access(ScalarType type, ByteOrder order) {
  return {kernel_for<Load>(type, order), kernel_for<Store>(type, order)};
}

WideInteger bits_of(const WideInteger& whole, const BitRange& bits) {
  const uint128 value = twos_complement(whole) >> static_cast<unsigned>(bits.offset);
  return signed_integer(value & low_bits(bits.width), bits.width, bits.is_signed);
}

WideInteger with_bits(const WideInteger& whole, const BitRange& bits, const WideInteger& value) {
  const auto shift = static_cast<unsigned>(bits.offset);
  const uint128 mask = low_bits(bits.width) << shift;
  return {(twos_complement(whole) & ~mask) | (twos_complement(value) << shift & mask), false};
}

IntegerLimits limits_of(const Field& field) {
  const int width = width_of(field);
  if (!is_signed(field)) return {{}, {low_bits(width), false}};
  const uint128 most = low_bits(width - 1);
  return {{most + 1, true}, {most, false}};
}

std::string bits_name(const Field& field) {
  const BitRange& bits = *field.bits;
  return field.is_packed() ? fmt::format("'[{}{}]'", bits.is_signed ? 'i' : 'u', bits.width)
                           : fmt::format("a bit field of {} bits", bits.width);
}

bool share_integer(const Field& one, const Field& other) {
  if (!one.bits || !other.bits) return false;
  return one.bits->of == BitRange::Of::Integer && other.bits->of == BitRange::Of::Integer &&
         one.type == other.type && one.order == other.order;
}

bool has_bits(const Layout& layout) {
  return std::any_of(layout.fields.begin(), layout.fields.end(), [](const Field& field) {
    return field.bits || (field.record && has_bits(*field.record));
  });
}

void keep_other_bits(const Layout& layout, const std::byte* before, std::byte* after) {
  Taken taken;
  add_taken(layout, 0, taken);
  for (const auto& [offset, bits] : taken) {
    after[offset] = (before[offset] & ~bits) | (after[offset] & bits);
  }
}

}  // namespace bview
