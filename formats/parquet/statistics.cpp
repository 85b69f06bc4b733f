// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstring>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>

#include <bview/formats/parquet/statistics.hpp>

namespace bview {
namespace {

template <class T>
std::string bytes_of(T value) {
  char bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  return {bytes, sizeof(T)};
}

template <class T>
T value_of(const std::string& bytes) {
  T value;
  std::memcpy(&value, bytes.data(), sizeof(T));
  return value;
}

/// Order is that of T; Stored is what "plain" has of it.
template <class T, class Stored>
void add_whole(const GatheredValues& values, ColumnRange& range) {
  T least = std::numeric_limits<T>::max();
  T greatest = std::numeric_limits<T>::min();
  const std::byte* const from = values.numbers.data();
  for (std::int64_t k = 0; k < values.count; ++k) {
    T value;
    std::memcpy(&value, from + k * std::int64_t{sizeof(T)}, sizeof(T));
    least = std::min(least, value);
    greatest = std::max(greatest, value);
  }
  if (range.has_values) {
    least = std::min(least, static_cast<T>(value_of<Stored>(range.least)));
    greatest = std::max(greatest, static_cast<T>(value_of<Stored>(range.greatest)));
  }
  range.least = bytes_of(static_cast<Stored>(least));
  range.greatest = bytes_of(static_cast<Stored>(greatest));
}

/// Bits of a float as an integer that has its order, NaNs being beyond the infinities; and back.
template <class Bits>
Bits in_order(Bits bits) {
  constexpr Bits kAllButSign = std::numeric_limits<Bits>::max();
  return static_cast<Bits>(bits < 0 ? bits ^ kAllButSign : bits);
}

/// Bits is a signed integer of a float's size, `kInfinity` those of the positive infinity.
template <class Bits, Bits kInfinity>
void add_float(const GatheredValues& values, ColumnRange& range) {
  constexpr Bits kNegativeZero = std::numeric_limits<Bits>::min();
  Bits least = std::numeric_limits<Bits>::max();
  Bits greatest = std::numeric_limits<Bits>::min();
  const std::byte* const from = values.numbers.data();
  for (std::int64_t k = 0; k < values.count; ++k) {
    Bits bits;
    std::memcpy(&bits, from + k * std::int64_t{sizeof(Bits)}, sizeof(Bits));
    const Bits place = in_order(bits);
    least = std::min(least, place);
    greatest = std::max(greatest, place);
  }
  const Bits negative_infinity = in_order(static_cast<Bits>(kInfinity | kNegativeZero));
  if (greatest > kInfinity || least < negative_infinity) {
    range.unknown = true;
    return;
  }
  if (range.has_values) {
    least = std::min(least, in_order(value_of<Bits>(range.least)));
    greatest = std::max(greatest, in_order(value_of<Bits>(range.greatest)));
  }
  const Bits low = in_order(least);
  const Bits high = in_order(greatest);
  range.least = bytes_of(low == 0 ? kNegativeZero : low);
  range.greatest = bytes_of(high == kNegativeZero ? Bits{0} : high);
}

/// By their bytes, which is the order of UTF-8, too.
void add_texts(const GatheredValues& values, ColumnRange& range) {
  constexpr std::size_t kLongest = 64;
  std::string_view least = values.text(0);
  std::string_view greatest = least;
  for (std::int64_t k = 1; k < values.count; ++k) {
    const std::string_view text = values.text(k);
    least = std::min(least, text);
    greatest = std::max(greatest, text);
  }
  if (!range.has_values || least < range.least) range.least = least;
  if (!range.has_values || greatest > range.greatest) range.greatest = greatest;
  range.unknown = range.least.size() > kLongest || range.greatest.size() > kLongest;
}

void add_nothing(const GatheredValues& /*values*/, ColumnRange& range) { range.unknown = true; }

using AddValues = void (*)(const GatheredValues& values, ColumnRange& range);

constexpr std::int16_t kHalfInfinity = 0x7c00;
constexpr std::int32_t kSingleInfinity = 0x7f80'0000;
constexpr std::int64_t kDoubleInfinity = 0x7ff0'0000'0000'0000;

// In the order of ColumnType.
constexpr AddValues kAddValues[] = {
    add_whole<std::uint8_t, std::uint8_t>,
    add_whole<std::int8_t, std::int32_t>,
    add_whole<std::uint8_t, std::int32_t>,
    add_whole<std::int16_t, std::int32_t>,
    add_whole<std::uint16_t, std::int32_t>,
    add_whole<std::int32_t, std::int32_t>,
    add_whole<std::uint32_t, std::uint32_t>,
    add_whole<std::int64_t, std::int64_t>,
    add_whole<std::uint64_t, std::uint64_t>,
    add_nothing,
    add_nothing,
    add_float<std::int16_t, kHalfInfinity>,
    add_float<std::int32_t, kSingleInfinity>,
    add_float<std::int64_t, kDoubleInfinity>,
    add_texts,
    add_whole<std::int64_t, std::int64_t>,
    add_whole<std::int64_t, std::int64_t>,
    add_whole<std::int64_t, std::int64_t>,
};

}  // namespace

void ColumnRange::add(ColumnType type, const GatheredValues& values) {
  if (values.count == 0 || unknown) return;
  kAddValues[static_cast<std::size_t>(type)](values, *this);
  has_values = true;
}

}  // namespace bview
