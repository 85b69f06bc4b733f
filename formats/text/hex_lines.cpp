// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>

#include <bview/core/scalar.hpp>
#include <bview/formats/text/hex_lines.hpp>

// Highway compiles this file once for each of its targets. Of those of x86, SSSE3 has all the
// instructions that matter here.
#define HWY_DISABLED_TARGETS (HWY_SSE4 | HWY_AVX2 | HWY_AVX3 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "bview/formats/text/hex_lines.cpp"
#include <hwy/foreach_target.h>
// And this, which needs the one above:
#include <hwy/highway.h>

#ifndef BVIEW_FORMATS_TEXT_HEX_LINES_TABLES
#define BVIEW_FORMATS_TEXT_HEX_LINES_TABLES
namespace bview {
namespace {

// Behind its offset a line has two spaces, eight times "xx ", a space, eight times "xx ", a
// space, and the text between bars.
constexpr int kFirst = 2;
constexpr int kSecond = kFirst + 3 * 8 + 1;
constexpr int kText = kSecond + 3 * 8 + 2;
constexpr int kEnd = kText + static_cast<int>(kHexLineBytes);

/// Sixteen characters of a line: which digit stands at each place, or a space.
struct Places {
  static constexpr std::uint8_t kNone = 0x80;
  std::array<std::uint8_t, 16> digit{};
  std::array<std::uint8_t, 16> space{};

  /// Those from `from` on, where the digits of eight bytes begin at `digits`.
  constexpr Places(int from, int digits) {
    for (std::size_t k = 0; k < 16; ++k) {
      const int at = from + static_cast<int>(k) - digits;
      const bool shown = at >= 0 && at < 3 * 8 && at % 3 != 2;
      digit[k] = shown ? static_cast<std::uint8_t>(at / 3 * 2 + at % 3) : kNone;
      space[k] = shown ? 0 : ' ';
    }
  }
};

// They overlap: what one writes too much, the next writes over.
constexpr Places kFirstHead(0, kFirst);
constexpr Places kFirstTail(16, kFirst);
constexpr Places kSecondHead(kSecond, kSecond);
constexpr Places kSecondTail(kText - 16, kSecond);

constexpr char kHexDigits[] = "0123456789abcdef";

/// How many digits an offset is shown with: 8 to 16.
inline int digits_of_offset(std::int64_t offset) {
  return std::max(8, (67 - std::countl_zero(static_cast<std::uint64_t>(offset))) / 4);
}

}  // namespace
}  // namespace bview
#endif

HWY_BEFORE_NAMESPACE();
namespace bview::HWY_NAMESPACE {
namespace {

#if HWY_TARGET == HWY_SCALAR  // no vectors of 16 bytes

char* write_lines(char* to, std::int64_t offset, const std::byte* data, std::int64_t lines) {
  return write_plain_hex_lines(to, offset, data, lines);
}

#else

namespace hn = hwy::HWY_NAMESPACE;
using Tag = hn::Full128<std::uint8_t>;
using Vector = hn::Vec<Tag>;

HWY_INLINE Vector load(const void* from) {
  return hn::LoadU(Tag{}, static_cast<const std::uint8_t*>(from));
}

HWY_INLINE void store(char* to, Vector text) {
  hn::StoreU(text, Tag{}, reinterpret_cast<std::uint8_t*>(to));
}

HWY_INLINE Vector digits_of(Vector nibbles) {
  return hn::TableLookupBytes(load(kHexDigits), nibbles);
}

HWY_INLINE Vector high_digits(Vector bytes) { return digits_of(hn::ShiftRight<4>(bytes)); }

HWY_INLINE Vector low_digits(Vector bytes) { return digits_of(hn::And(bytes, hn::Set(Tag{}, 15))); }

/// The last `digits` digits of the offset. It goes from register to register: what was
/// just stored in pieces is slow to load.
HWY_INLINE char* put_offset(char* to, std::int64_t offset, int digits) {
  const std::uint64_t value = lowest_byte_first(static_cast<std::uint64_t>(offset));
  const Vector bytes = hn::BitCast(Tag{}, hn::Set(hn::Full128<std::uint64_t>{}, value));
  const Vector all = hn::InterleaveLower(Tag{}, low_digits(bytes), high_digits(bytes));
  // The last digit stands first in `all`.
  const Vector last = hn::Set(Tag{}, static_cast<std::uint8_t>(digits - 1));
  const Vector from = hn::And(hn::Sub(last, hn::Iota(Tag{}, 0)), hn::Set(Tag{}, 15));
  store(to, hn::TableLookupBytes(all, from));
  return to + digits;
}

HWY_INLINE void put_part(char* to, Vector digits, const Places& places) {
  const Vector shown = hn::TableLookupBytesOr0(digits, load(places.digit.data()));
  store(to, hn::Or(shown, load(places.space.data())));
}

/// What is printable, and points for the rest.
HWY_INLINE Vector text_of(Vector bytes) {
  const Vector above_space = hn::Sub(bytes, hn::Set(Tag{}, ' '));
  const auto printable = hn::Lt(above_space, hn::Set(Tag{}, 0x7f - ' '));
  return hn::IfThenElse(printable, bytes, hn::Set(Tag{}, '.'));
}

char* write_lines(char* to, std::int64_t offset, const std::byte* data, std::int64_t lines) {
  for (; lines > 0; --lines, offset += kHexLineBytes, data += kHexLineBytes) {
    to = put_offset(to, offset, digits_of_offset(offset));
    const Vector bytes = load(data);
    const Vector high = high_digits(bytes);
    const Vector low = low_digits(bytes);
    const Vector first = hn::InterleaveLower(Tag{}, high, low);
    const Vector second = hn::InterleaveUpper(Tag{}, high, low);
    put_part(to, first, kFirstHead);
    put_part(to + 16, first, kFirstTail);
    put_part(to + kSecond, second, kSecondHead);
    put_part(to + kText - 16, second, kSecondTail);
    to[kText - 1] = '|';
    store(to + kText, text_of(bytes));
    to[kEnd] = '|';
    to[kEnd + 1] = '\n';
    to += kEnd + 2;
  }
  return to;
}

#endif

}  // namespace
}  // namespace bview::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace bview {

char* write_hex_lines(char* to, std::int64_t offset, const std::byte* data, std::int64_t lines) {
  // Chosen here and not by Highway's own library, which measures clocks for 2 ms when a
  // program starts.
#if HWY_ARCH_X86 && HWY_STATIC_TARGET != HWY_SSSE3
  if (__builtin_cpu_supports("ssse3")) return N_SSSE3::write_lines(to, offset, data, lines);
#endif
  return HWY_STATIC_DISPATCH(write_lines)(to, offset, data, lines);
}

char* write_plain_hex_lines(char* to, std::int64_t offset, const std::byte* data,
                            std::int64_t lines) {
  for (; lines > 0; --lines, offset += kHexLineBytes, data += kHexLineBytes) {
    for (int k = digits_of_offset(offset); k-- > 0;) *to++ = kHexDigits[offset >> (4 * k) & 15];
    std::fill(to, to + kText, ' ');
    to[kText - 1] = '|';
    for (std::ptrdiff_t k = 0; k < kHexLineBytes; ++k) {
      const auto byte = static_cast<std::uint8_t>(data[k]);
      char* const digits = to + (k < 8 ? kFirst : kSecond - 3 * 8) + 3 * k;
      digits[0] = kHexDigits[byte >> 4U];
      digits[1] = kHexDigits[byte & 15U];
      to[kText + k] = byte >= ' ' && byte < 0x7f ? static_cast<char>(byte) : '.';
    }
    to[kEnd] = '|';
    to[kEnd + 1] = '\n';
    to += kEnd + 2;
  }
  return to;
}

char* write_short_hex_line(char* to, std::int64_t offset, const std::byte* data,
                           std::int64_t size) {
  std::array<std::byte, kHexLineBytes> whole{};
  std::copy_n(data, size, whole.begin());
  char* const behind_offset = write_hex_lines(to, offset, whole.data(), 1) - (kEnd + 2);
  char* const digits = behind_offset + (size < 8 ? kFirst : kSecond - 3 * 8) + 3 * size;
  char* const text = behind_offset + kText;
  std::fill(digits, text - 1, ' ');
  text[size] = '|';
  text[size + 1] = '\n';
  return text + size + 2;
}

}  // namespace bview
#endif
