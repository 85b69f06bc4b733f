// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <limits>
#include <optional>
#include <system_error>
#include <type_traits>

#include <bview/core/element_type.hpp>
#include <bview/formats/text/quick_cells.hpp>

namespace bview {
namespace {

// --- integers ------------------------------------------------------------------------------------

/// Whether there are digits whose value 64 bits hold. Some of 20 digits do: of those that begin
/// with 1, what is too large went on from 0 and has 19 at most.
bool fits_64_bits(const char* from, const QuickDigits& read) {
  constexpr std::size_t kNoOverflow = 19;
  constexpr std::uint64_t kLeast = 10'000'000'000'000'000'000U;
  if (read.count <= kNoOverflow) return read.count > 0;
  return read.count == kNoOverflow + 1 && *from == '1' && read.value >= kLeast;
}

template <class T>
const char* quick_integer(const char* from, T& value) {
  constexpr bool kSigned = info(element_type<T>()).is_signed;
  constexpr unsigned kBits = 8 * sizeof(T) - (kSigned ? 1 : 0);  // of a magnitude
  constexpr std::uint64_t kMost = ~std::uint64_t{0} >> (64 - std::min(kBits, 64U));
  const bool negative = kSigned && *from == '-';
  QuickDigits read;
  const char* const end = take_quick_digits(from + int{negative}, read);
  if (!fits_64_bits(from + int{negative}, read)) return nullptr;
  if (read.value > kMost && (!negative || read.value > kMost + 1)) return nullptr;
  value = from_bits<T>(negative ? 0 - uint128{read.value} : uint128{read.value});
  return end;
}

// --- floats --------------------------------------------------------------------------------------

/// A decimal: digits x 10^exponent, where the digits are no more than 19.
struct QuickDecimal {
  QuickDigits digits;
  std::int64_t exponent = 0;
  bool negative = false;
};

const char* take_exponent(const char* from, std::int64_t& exponent) {
  constexpr std::size_t kMostDigits = 9;
  const bool negative = *from == '-';
  QuickDigits read;
  const char* const end = take_quick_digits(from + int{negative || *from == '+'}, read);
  if (read.count == 0 || read.count > kMostDigits) return nullptr;
  exponent +=
      negative ? -static_cast<std::int64_t>(read.value) : static_cast<std::int64_t>(read.value);
  return end;
}

/// The end of the decimal that `from` begins with; null where it is not as plain as those of JSON.
const char* take_decimal(const char* from, QuickDecimal& read) {
  read.negative = *from == '-';
  from = take_quick_digits(from + int{read.negative}, read.digits);
  const std::size_t whole = read.digits.count;
  if (whole == 0) return nullptr;
  if (*from == '.') {
    from = take_quick_digits(from + 1, read.digits);
    if (read.digits.count == whole) return nullptr;
    read.exponent = static_cast<std::int64_t>(whole) - static_cast<std::int64_t>(read.digits.count);
  }
  return *from == 'e' || *from == 'E' ? take_exponent(from + 1, read.exponent) : from;
}

/// Powers of ten that a double holds exactly.
constexpr std::array<double, 23> kExactPowers = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                 1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/// The double nearest to the magnitude of a decimal, which is one operation of two doubles that
/// are exact; nothing where they are not.
///
/// Source: W. D. Clinger, "How to read floating point numbers accurately" (1990).
std::optional<double> nearest_double(const QuickDecimal& read) {
  constexpr std::uint64_t kExact = std::uint64_t{1} << 53U;
  constexpr auto kMost = static_cast<std::int64_t>(kExactPowers.size()) - 1;
  const bool few = read.digits.count <= 19 && read.digits.value <= kExact;
  if (!few || read.exponent > kMost || read.exponent < -kMost) return std::nullopt;
  const auto digits = static_cast<double>(read.digits.value);
  return read.exponent < 0 ? digits / kExactPowers[static_cast<std::size_t>(-read.exponent)]
                           : digits * kExactPowers[static_cast<std::size_t>(read.exponent)];
}

/// By the library, which reads all of the text.
template <class Float>
std::optional<Float> nearest_by_library(const char* from, const char* end) {
  Float value = 0;
  const auto [last, status] = std::from_chars(from, end, value);
  return last == end && status == std::errc{} ? std::optional(value) : std::nullopt;
}

/// Whether a double says on which side of the middle of two floats a number lies that it is
/// nearest to, and neither is one that has lost digits to being small, or the largest.
bool tells_float(double magnitude) {
  constexpr std::uint64_t kBehind = (std::uint64_t{1} << 29U) - 1;  // bits that a float has not
  constexpr std::uint64_t kMiddle = std::uint64_t{1} << 28U;
  if (magnitude == 0) return true;
  if (magnitude < static_cast<double>(std::numeric_limits<float>::min()) || magnitude > 1e38)
    return false;
  return (std::bit_cast<std::uint64_t>(magnitude) & kBehind) != kMiddle;
}

const char* quick_float(const char* from, double& value) {
  QuickDecimal read;
  const char* const end = take_decimal(from, read);
  if (end == nullptr) return nullptr;
  if (const auto near = nearest_double(read)) {
    value = read.negative ? -*near : *near;
    return end;
  }
  const auto near = nearest_by_library<double>(from, end);
  value = near.value_or(0);
  return near ? end : nullptr;
}

const char* quick_float(const char* from, float& value) {
  QuickDecimal read;
  const char* const end = take_decimal(from, read);
  if (end == nullptr) return nullptr;
  const auto wide = nearest_double(read);
  if (wide && tells_float(*wide)) {
    value = static_cast<float>(read.negative ? -*wide : *wide);
    return end;
  }
  const auto near = nearest_by_library<float>(from, end);
  value = near.value_or(0);
  // What is too large is not for us to say.
  return near && value < std::numeric_limits<float>::max() &&
                 value > std::numeric_limits<float>::lowest()
             ? end
             : nullptr;
}

/// Whether the nearest double is the decimal itself: one that 2s and 5s divide well enough.
bool is_exact_decimal(const QuickDecimal& read, double magnitude) {
  constexpr double kExact = 9007199254740992;
  if (read.exponent >= 0) return magnitude < kExact;
  std::uint64_t fives = 1;
  for (std::int64_t k = read.exponent; k < 0; ++k) fives *= 5;
  return read.digits.value % fives == 0;
}

/// A small float by way of a double, which has to be exact where it may be the middle of two:
/// there all bits of its lower half are zero.
template <int kExponent, int kMantissa, Specials kSpecials>
const char* quick_float(const char* from, SmallFloat<kExponent, kMantissa, kSpecials>& value) {
  static_assert(kMantissa < 20);
  constexpr std::uint64_t kLowerHalf = 0xffff'ffff;
  QuickDecimal read;
  const char* const end = take_decimal(from, read);
  const auto wide = end == nullptr ? std::nullopt : nearest_double(read);
  if (!wide) return nullptr;
  const bool clear = (std::bit_cast<std::uint64_t>(*wide) & kLowerHalf) != 0;
  if (!clear && !is_exact_decimal(read, *wide)) return nullptr;
  const auto nearest =
      SmallFloat<kExponent, kMantissa, kSpecials>::nearest(read.negative ? -*wide : *wide);
  if (!nearest) return nullptr;
  value = *nearest;
  return end;
}

template <class T, class = void>
constexpr bool kHasQuickFloat = false;
template <class T>
constexpr bool kHasQuickFloat<T, std::void_t<decltype(quick_float(nullptr, std::declval<T&>()))>> =
    true;

// --- others --------------------------------------------------------------------------------------

const char* quick_boolean(const char* from, boolean& value) {
  const bool yes = *from == 't';
  const std::string_view word = yes ? "true" : "false";
  value = {yes};
  return std::memcmp(from, word.data(), word.size()) == 0 ? from + word.size() : nullptr;
}

/// The high bit of each byte that is zero, and maybe of some behind the first.
constexpr std::uint64_t zero_bytes(std::uint64_t bytes) {
  return (bytes - each_byte(1)) & ~bytes & each_byte(0x80);
}

/// How many of eight characters are in front of the first that ends a text, or that has a
/// meaning in one. In quotes, so has what is not ASCII.
std::size_t plain_characters(const char* from, std::uint64_t stops) {
  const std::uint64_t eight = eight_characters(from);
  const std::uint64_t controls = (eight - each_byte(0x20)) & ~eight & each_byte(0x80);
  const std::uint64_t foreign = (stops & 0xffU) == '"' ? eight & each_byte(0x80) : 0;
  const std::uint64_t ends = zero_bytes(eight ^ stops) | zero_bytes(eight ^ each_byte('"')) |
                             zero_bytes(eight ^ each_byte('\\')) | controls | foreign;
  return static_cast<std::size_t>(std::countr_zero(ends)) / 8;
}

const char* quick_text(const char* from, std::int64_t length, char stop, std::byte* to) {
  const std::uint64_t stops = each_byte(static_cast<unsigned char>(stop));
  const char* end = from;
  for (std::size_t count = 8; count == 8 && end - from <= length; end += count) {
    count = plain_characters(end, stops);
  }
  const auto size = end - from;
  if (size > length) return nullptr;
  std::memcpy(to, from, static_cast<std::size_t>(size));
  std::memset(to + size, 0, static_cast<std::size_t>(length - size));
  return end;
}

// --- the kernels ---------------------------------------------------------------------------------

template <class T>
constexpr bool kHasQuickCell = kind_of<T> == Kind::Boolean || std::is_same_v<T, StringByte> ||
                               kHasQuickFloat<T> || (kind_of<T> == Kind::Integer && sizeof(T) <= 8);

template <class T, Swap kSwap>
struct QuickKernel {
  static const char* run(const char* from, [[maybe_unused]] std::int64_t length,
                         [[maybe_unused]] char stop, std::byte* to) {
    if constexpr (std::is_same_v<T, StringByte>) {
      return quick_text(from, length, stop, to);
    } else if constexpr (kHasQuickCell<T>) {
      T value{};
      const char* end = nullptr;
      if constexpr (kind_of<T> == Kind::Boolean) {
        end = quick_boolean(from, value);
      } else if constexpr (kind_of<T> == Kind::Integer) {
        end = quick_integer(from, value);
      } else {
        end = quick_float(from, value);
      }
      if (end != nullptr) store<T, kSwap>(value, to);
      return end;
    } else {
      return nullptr;
    }
  }
};

template <class T, Swap kSwap>
struct IsQuick {
  static bool run() { return kHasQuickCell<T>; }
};

}  // namespace

QuickCell quick_cell(const Field& field, const CellStyle& style) {
  const bool text = field.type == ScalarType::String;
  const bool plain = !field.record && !field.reading && !field.bits && field.strides.empty() &&
                     (!text || style.bytes_as == BytesAs::Text);
  if (!plain || !kernel_for<IsQuick>(field.type, field.order)()) return nullptr;
  return kernel_for<QuickKernel>(field.type, field.order);
}

}  // namespace bview
