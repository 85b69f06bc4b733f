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

#include "core/byte_order.hpp"
#include "core/small_float.hpp"
#include "core/storage.hpp"

namespace bview {

// The letters assume LP64: 'l' and 'L' are 64 bits wide after '@' and '^'.
static_assert(sizeof(long) == 8 && sizeof(void*) == 8 && sizeof(long double) == 16);

// A type without letters is written in brackets: [bf16].
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
  X(Float8E4M3, float8_e4m3,      "f8e4m3",     "",        "")                 \
  X(Float8E5M2, float8_e5m2,      "f8e5m2",     "",        "")                 \
  X(Float16,    float16,          "f16",        "e",       "e")                \
  X(BFloat16,   bfloat16,         "bf16",       "",        "")                 \
  X(Float32,    float,            "f32",        "f",       "f")                \
  X(Float64,    double,           "f64",        "d",       "d")                \
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
template <int E, int M, bool F>
inline constexpr bool is_small_float<SmallFloat<E, M, F>> = true;

template <class T>
inline constexpr bool is_one_of_bytes =
    std::is_same_v<T, CharByte> || std::is_same_v<T, StringByte> || std::is_same_v<T, PascalByte>;

}  // namespace detail

template <class T>
inline constexpr Kind kind_of = [] {
  if (std::is_same_v<T, boolean>) return Kind::Boolean;
  if (detail::is_complex<T>) return Kind::Complex;
  if (detail::is_small_float<T> || std::is_floating_point_v<T>) return Kind::Float;
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
  std::string_view name;
  std::string_view native_letters;    ///< struct letters after '@' and '^'
  std::string_view standard_letters;  ///< struct letters after '= < > !'; the first is canonical

  /// True for s, p, u, w: a count in the format is the length of one value.
  [[nodiscard]] constexpr bool count_is_length() const {
    return (kind == Kind::Bytes || kind == Kind::Characters) && type != ScalarType::Char;
  }
};

inline constexpr std::array kScalars = {
#define X(id, storage, name, native, standard)                               \
  ScalarInfo{ScalarType::id,                                                 \
             kind_of<storage>,                                               \
             sizeof(storage),                                                \
             alignof(storage),                                               \
             std::is_signed_v<storage> || std::is_same_v<storage, int128> || \
                 std::is_same_v<storage, int24>,                             \
             name,                                                           \
             native,                                                         \
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
  if constexpr (std::is_same_v<T, int24> || std::is_same_v<T, uint24>) {
    return T::from(static_cast<decltype(T{}.value())>(bits));
  } else {
    return static_cast<T>(bits);
  }
}

/// The largest finite value of a float.
template <class T>
[[nodiscard]] constexpr T largest() {
  if constexpr (detail::is_small_float<T>) {
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

/// Changes an item of type T to the other byte order; each part of a complex.
template <class T>
void swap_item(std::byte* bytes) {
  if constexpr (detail::is_complex<T>) {
    reverse_bytes<sizeof(T) / 2>(bytes);
    reverse_bytes<sizeof(T) / 2>(bytes + sizeof(T) / 2);
  } else {
    reverse_bytes<sizeof(T)>(bytes);
  }
}

/// The T at `from`, which need not be aligned.
template <class T, bool kSwap>
[[nodiscard]] T load(const std::byte* from) {
  static_assert(std::is_trivially_copyable_v<T>);
  std::array<std::byte, sizeof(T)> bytes;
  std::memcpy(bytes.data(), from, sizeof(T));
  if constexpr (kSwap) swap_item<T>(bytes.data());
  T item;
  std::memcpy(&item, bytes.data(), sizeof(T));
  return item;
}

/// Writes `item` at `to`, which need not be aligned.
template <class T, bool kSwap>
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
  if constexpr (kSwap) swap_item<T>(to);
}

/// From a family of kernels to the instance for one type and byte order.
///
/// `Kernel<T, kSwap>::run` must be a static function of the same type for all T;
/// kSwap is true where the bytes stand against the order of this machine.
template <template <class, bool> class Kernel>
[[nodiscard]] auto kernel_for(ScalarType type, ByteOrder order, ByteOrder host = kHostOrder) {
  using Function = decltype(&Kernel<std::uint8_t, false>::run);
#define X(id, storage, name, native, standard) \
  {&Kernel<storage, false>::run, &Kernel<storage, true>::run},
  static constexpr Function kTable[][2] = {BVIEW_SCALARS(X)};
#undef X
  return kTable[static_cast<std::size_t>(type)][order != host];
}

}  // namespace bview
