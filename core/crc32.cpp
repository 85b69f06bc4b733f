// SPDX-License-Identifier: MIT

#include <zlib.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include <array>
#include <iterator>

#include <bview/core/crc32.hpp>

namespace bview {
namespace {

using ByteSpan = std::span<const std::byte>;

unsigned long zlib_crc32(unsigned long value, ByteSpan bytes) {
  return ::crc32_z(value, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

#if defined(__x86_64__)

#define BVIEW_FOLDING __attribute__((target("pclmul,sse4.1")))

/// 16 bytes in front of others by so many that `factors` are the powers of x, modulo the
/// polynomial, that stand for the distance: 16 bytes in their place that leave the same remainder.
BVIEW_FOLDING __m128i folded(__m128i bytes, __m128i factors) {
  return _mm_xor_si128(_mm_clmulepi64_si128(bytes, factors, 0x00),
                       _mm_clmulepi64_si128(bytes, factors, 0x11));
}

BVIEW_FOLDING __m128i sixteen(const std::byte* from) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}

/// Of a whole number of blocks of 64 bytes.
/// Source: V. Gopal and others, Fast CRC Computation for Generic Polynomials Using PCLMULQDQ, 2009;
/// the factors are those of its appendix for bytes whose lowest bit comes first.
BVIEW_FOLDING unsigned long folding_crc32(unsigned long value, ByteSpan blocks) {
  constexpr std::size_t kBlock = 64;
  const __m128i past_four = _mm_set_epi64x(0x1c6e41596, 0x154442bd4);
  const __m128i past_one = _mm_set_epi64x(0x0ccaa009e, 0x1751997d0);
  const std::byte* from = blocks.data();
  __m128i sums[] = {sixteen(from), sixteen(from + 16), sixteen(from + 32), sixteen(from + 48)};
  const auto before = static_cast<int>(~static_cast<std::uint32_t>(value));
  sums[0] = _mm_xor_si128(sums[0], _mm_cvtsi32_si128(before));
  for (std::size_t at = kBlock; at < blocks.size(); at += kBlock) {
    from += kBlock;
    for (std::size_t k = 0; k < std::size(sums); ++k) {
      sums[k] = _mm_xor_si128(folded(sums[k], past_four), sixteen(from + 16 * k));
    }
  }
  __m128i sum = sums[0];
  for (std::size_t k = 1; k < std::size(sums); ++k) {
    sum = _mm_xor_si128(folded(sum, past_one), sums[k]);
  }
  std::array<std::byte, sizeof sum> last;
  _mm_storeu_si128(reinterpret_cast<__m128i*>(last.data()), sum);
  return zlib_crc32(0xffffffff, last);  // which is a remainder of 0 so far
}

/// The checksum behind so many of the bytes as are done four at a time, which are taken off.
unsigned long add_blocks(unsigned long value, ByteSpan& bytes) {
  constexpr std::size_t kWorthIt = 128;
  static const bool can_fold = __builtin_cpu_supports("pclmul") != 0;
  if (bytes.size() < kWorthIt || !can_fold) return value;
  const ByteSpan blocks = bytes.first(bytes.size() / 64 * 64);
  bytes = bytes.subspan(blocks.size());
  return folding_crc32(value, blocks);
}

#else
unsigned long add_blocks(unsigned long value, ByteSpan& /*bytes*/) { return value; }
#endif

}  // namespace

void Crc32::add(std::span<const std::byte> bytes) {
  ByteSpan left = bytes;
  value_ = add_blocks(value_, left);
  if (!left.empty()) value_ = zlib_crc32(value_, left);
}

void Crc32::add_zeros(std::int64_t count) {
  // What zlib makes of the CRC of bytes in front of others does not depend on those, but for their
  // own CRC, which it adds; and values are inverted.
  constexpr unsigned long kOnes = 0xffffffffU;
  value_ = ::crc32_combine(value_ ^ kOnes, 0, static_cast<z_off_t>(count)) ^ kOnes;
}

std::uint32_t Crc32::value() const { return static_cast<std::uint32_t>(value_); }

}  // namespace bview
