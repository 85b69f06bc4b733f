// SPDX-License-Identifier: MIT
// core/scalar.hpp - THE TABLE of scalar types, and dispatch on it.
//
// One line of BVIEW_SCALARS makes a type known everywhere: to the enum, to sizes
// and names, to the format language and to every kernel. A new type needs that
// line and, where C++ lacks it, a storage struct (core/storage.hpp).
//
// Dispatch happens once, outside the loop: kernel_for picks the instance of a
// kernel for one type and byte order, and the instance walks the items.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string_view>
#include <type_traits>

#include <bview/core/byte_order.hpp>
#include <bview/core/public.hpp>
#include <bview/core/small_float.hpp>
#include <bview/core/storage.hpp>
#include <bview/core/wide_float.hpp>

namespace BVIEW_PUBLIC bview {

// The letters assume LP64: 'l' and 'L' are 64 bits wide after '@' and '^'.
static_assert(sizeof(long) == 8 && sizeof(void*) == 8 && sizeof(long double) == 16);

// A type without letters is written in brackets, [bf16]; its name is a word, too, unless
// that has the brackets in it.
// clang-format off
#define BVIEW_SCALARS(X)                                                       \
  /* id         storage           name          after @ ^  after = < > ! */    \
  X(Bool,       boolean,          "bool",       "?",       "?")                \
  X(Int8,       std::int8_t,      "i8",         "b",       "b")                \
  X(UInt8,      std::uint8_t,     "u8",         "B",       "B")                \
  X(Int16,      std::int16_t,     "i16",        "h",       "h")                \
  X(UInt16,     std::uint16_t,    "u16",        "H",       "H")                \
  X(Int24,      int24,            "i24",        "",        "")                 \
  X(UInt24,     uint24,           "u24",        "",        "")                 \
  X(Int32,      std::int32_t,     "i32",        "i",       "il")               \
  X(UInt32,     std::uint32_t,    "u32",        "I",       "IL")               \
  X(Int64,      std::int64_t,     "i64",        "qln",     "q")                \
  X(UInt64,     std::uint64_t,    "u64",        "QLNP",    "Q")                \
  X(Int128,     int128,           "i128",       "",        "")                 \
  X(UInt128,    uint128,          "u128",       "",        "")                 \
  X(Int40,      int40,            "[i40]",      "",        "")                 \
  X(UInt40,     uint40,           "[u40]",      "",        "")                 \
  X(Int48,      int48,            "[i48]",      "",        "")                 \
  X(UInt48,     uint48,           "[u48]",      "",        "")                 \
  X(Int56,      int56,            "[i56]",      "",        "")                 \
  X(UInt56,     uint56,           "[u56]",      "",        "")                 \
  X(Float8E4M3, float8_e4m3,      "f8e4m3",     "",        "")                 \
  X(Float8E5M2, float8_e5m2,      "f8e5m2",     "",        "")                 \
  X(Float8E4M3Fnuz, float8_e4m3fnuz, "[f8e4m3fnuz]", "",   "")                 \
  X(Float8E5M2Fnuz, float8_e5m2fnuz, "[f8e5m2fnuz]", "",   "")                 \
  X(Float16,    float16,          "f16",        "e",       "e")                \
  X(BFloat16,   bfloat16,         "bf16",       "",        "")                 \
  X(Float32,    float,            "f32",        "f",       "f")                \
  X(Float64,    double,           "f64",        "d",       "d")                \
  X(Ibm32,      ibm32,            "[ibm32]",    "",        "")                 \
  X(Ibm64,      ibm64,            "[ibm64]",    "",        "")                 \
  X(Float80,    float80,          "[f80]",      "",        "")                 \
  X(Float128,   float128,         "[f128]",     "",        "")                 \
  X(LongDouble, long double,      "longdouble", "g",       "g")                \
  X(Complex64,  Complex<float>,   "c64",        "F",       "F")                \
  X(Complex128, Complex<double>,  "c128",       "D",       "D")                \
  X(Char,       CharByte,         "char",       "c",       "c")                \
  X(String,     StringByte,       "bytes",      "s",       "s")                \
  X(Pascal,     PascalByte,       "pascal",     "p",       "p")                \
  X(Ucs2,       Ucs2Unit,         "ucs2",       "u",       "u")                \
  X(Ucs4,       Ucs4Unit,         "ucs4",       "w",       "w")
// clang-format on

enum class ScalarType : std::uint8_t {
#define X(id, storage, name, native, standard) id,
  BVIEW_SCALARS(X)
#undef X
};

/// What the values of a type are, for those who print, parse or compare them.
enum class Kind : std::uint8_t { Boolean, Integer, Float, Complex, Bytes, Characters };

namespace detail {

template <class T>
inline constexpr bool is_complex = false;
template <class Float>
inline constexpr bool is_complex<Complex<Float>> = true;

template <class T>
inline constexpr bool is_small_float = false;
template <int E, int M, Specials S>
inline constexpr bool is_small_float<SmallFloat<E, M, S>> = true;

template <class T>
inline constexpr bool is_wide_float = std::is_same_v<T, float80> || std::is_same_v<T, float128>;
template <class Word>
inline constexpr bool is_wide_float<IbmFloat<Word>> = true;

template <class T>
inline constexpr bool is_packed_integer = false;
template <class Wide, std::size_t kBytes>
inline constexpr bool is_packed_integer<PackedInteger<Wide, kBytes>> = true;

template <class T>
inline constexpr bool is_signed = std::is_signed_v<T> || std::is_same_v<T, int128>;
template <class Wide, std::size_t kBytes>
inline constexpr bool is_signed<PackedInteger<Wide, kBytes>> = std::is_signed_v<Wide>;

/// Bytes of what a byte order orders: the number, or each part of it.
template <class T>
inline constexpr std::size_t kOrderedSize = is_complex<T> ? sizeof(T) / 2 : sizeof(T);

/// Whether a T may stand in 16-bit words that are the other way round.
template <class T>
inline constexpr bool has_mid = kOrderedSize<T> > 2 && kOrderedSize<T> % 2 == 0 &&
                                !std::is_same_v<T, long double> && !std::is_same_v<T, Ucs4Unit>;

template <class T>
inline constexpr bool is_one_of_bytes =
    std::is_same_v<T, CharByte> || std::is_same_v<T, StringByte> || std::is_same_v<T, PascalByte>;

}  // namespace detail

template <class T>
inline constexpr Kind kind_of = [] {
  if (std::is_same_v<T, boolean>) return Kind::Boolean;
  if (detail::is_complex<T>) return Kind::Complex;
  if (detail::is_small_float<T> || detail::is_wide_float<T> || std::is_floating_point_v<T>)
    return Kind::Float;
  if (detail::is_one_of_bytes<T>) return Kind::Bytes;
  if (std::is_same_v<T, Ucs2Unit> || std::is_same_v<T, Ucs4Unit>) return Kind::Characters;
  return Kind::Integer;
}();

/// One line of the table, at run time.
struct ScalarInfo {
  ScalarType type;
  Kind kind;
  std::int64_t size;       ///< bytes of one item; of one unit where a value is a text
  std::int64_t alignment;  ///< bytes, as after '@'
  bool is_signed;          ///< for Kind::Integer
  bool has_mid;            ///< its 16-bit words may stand the other way round
  std::string_view name;
  std::string_view native_letters;    ///< struct letters after '@' and '^'
  std::string_view standard_letters;  ///< struct letters after '= < > !'; the first is canonical

  /// The name without brackets.
  [[nodiscard]] constexpr std::string_view stem() const {
    return in_brackets() ? name.substr(1, name.size() - 2) : name;
  }
  [[nodiscard]] constexpr bool in_brackets() const { return name.front() == '['; }

  /// True for s, p, u, w: a count in the format is the length of one value.
  [[nodiscard]] constexpr bool count_is_length() const {
    return (kind == Kind::Bytes || kind == Kind::Characters) && type != ScalarType::Char;
  }
};

inline constexpr std::array kScalars = {
#define X(id, storage, name, native, standard) \
  ScalarInfo{ScalarType::id,                   \
             kind_of<storage>,                 \
             sizeof(storage),                  \
             alignof(storage),                 \
             detail::is_signed<storage>,       \
             detail::has_mid<storage>,         \
             name,                             \
             native,                           \
             standard},
    BVIEW_SCALARS(X)
#undef X
};

[[nodiscard]] constexpr const ScalarInfo& info(ScalarType type) {
  return kScalars[static_cast<std::size_t>(type)];
}

/// The integer whose two's complement is the lower part of `bits`.
template <class T>
[[nodiscard]] T from_bits(uint128 bits) {
  if constexpr (detail::is_packed_integer<T>) {
    return T::from(static_cast<decltype(T{}.value())>(bits));
  } else {
    return static_cast<T>(bits);
  }
}

/// The largest finite value of a float.
template <class T>
[[nodiscard]] constexpr T largest() {
  if constexpr (detail::is_small_float<T> || detail::is_wide_float<T>) {
    return T::largest();
  } else {
    return std::numeric_limits<T>::max();
  }
}

/// Reverses the bytes of an item of kSize bytes, in place. Works on the bytes and
/// never on the item: a signalling NaN would not survive a float register.
template <std::size_t kSize>
void reverse_bytes(std::byte* bytes) {
  const auto swap_as = [bytes](auto word, auto swap) {
    std::memcpy(&word, bytes, sizeof(word));
    word = swap(word);
    std::memcpy(bytes, &word, sizeof(word));
  };
  if constexpr (kSize == 2) {
    swap_as(std::uint16_t{}, [](std::uint16_t w) { return __builtin_bswap16(w); });
  } else if constexpr (kSize == 4) {
    swap_as(std::uint32_t{}, [](std::uint32_t w) { return __builtin_bswap32(w); });
  } else if constexpr (kSize == 8) {
    swap_as(std::uint64_t{}, [](std::uint64_t w) { return __builtin_bswap64(w); });
  } else {
    std::reverse(bytes, bytes + kSize);
  }
}

/// Swaps the two bytes of each of the 16-bit words of an item.
template <std::size_t kSize>
void reverse_pairs(std::byte* bytes) {
  for (std::size_t k = 0; k + 1 < kSize; k += 2) reverse_bytes<2>(bytes + k);
}

/// Changes an item of type T between the order of the host and another; each part of a complex.
template <class T, Swap kSwap = Swap::Bytes>
void swap_item(std::byte* bytes) {
  constexpr std::size_t kSize = detail::kOrderedSize<T>;
  for (std::size_t part = 0; part < sizeof(T); part += kSize) {
    if constexpr (kSwap == Swap::Bytes || kSwap == Swap::Words) reverse_bytes<kSize>(bytes + part);
    // Words in reverse are bytes in reverse but for the two bytes of each word.
    if constexpr (kSwap == Swap::Words || kSwap == Swap::Pairs) reverse_pairs<kSize>(bytes + part);
  }
}

/// The T at `from`, which need not be aligned.
template <class T, Swap kSwap>
[[nodiscard]] T load(const std::byte* from) {
  static_assert(std::is_trivially_copyable_v<T>);
  std::array<std::byte, sizeof(T)> bytes;
  std::memcpy(bytes.data(), from, sizeof(T));
  swap_item<T, kSwap>(bytes.data());
  T item;
  std::memcpy(&item, bytes.data(), sizeof(T));
  return item;
}

/// Writes `item` at `to`, which need not be aligned.
template <class T, Swap kSwap>
void store(const T& item, std::byte* to) {
  static_assert(std::is_trivially_copyable_v<T>);
  if constexpr (std::is_same_v<T, long double>) {
    // An x87 long double fills 10 of its 16 bytes; the others would be chance.
    constexpr std::size_t kUsed = std::numeric_limits<T>::digits == 64 ? 10 : sizeof(T);
    std::memset(to, 0, sizeof(T));
    std::memcpy(to, &item, kUsed);
  } else {
    std::memcpy(to, &item, sizeof(T));
  }
  swap_item<T, kSwap>(to);
}

/// From a family of kernels to the instance for one type and byte order.
///
/// `Kernel<T, kSwap>::run` must be a static function of the same type for all T; kSwap says
/// how the bytes stand beside the order of this machine. Types without words have one
/// instance less for each order of words, so these cost nothing where nobody asks for them.
template <template <class, Swap> class Kernel>
[[nodiscard]] auto kernel_for(ScalarType type, ByteOrder order, ByteOrder host = kHostOrder) {
  using Function = decltype(&Kernel<std::uint8_t, Swap::None>::run);
#define X(id, storage, name, native, standard)                  \
  {&Kernel<storage, Swap::None>::run,                           \
   &Kernel<storage, Swap::Bytes>::run,                          \
   &Kernel < storage,                                           \
   detail::has_mid<storage> ? Swap::Words : Swap::None > ::run, \
   &Kernel < storage,                                           \
   detail::has_mid<storage> ? Swap::Pairs : Swap::Bytes > ::run},
  static constexpr Function kTable[][4] = {BVIEW_SCALARS(X)};
#undef X
  return kTable[static_cast<std::size_t>(type)][static_cast<std::size_t>(swap_for(order, host))];
}

}  // namespace bview
