// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include <bview/core/search.hpp>

// Highway compiles this file once for each of its targets. Of those of x86, SSSE3 has all the
// instructions that matter here.
#define HWY_DISABLED_TARGETS (HWY_SSE4 | HWY_AVX2 | HWY_AVX3 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "bview/core/search.cpp"
#include <hwy/foreach_target.h>
// And this, which needs the one above:
#include <hwy/highway.h>

#ifndef BVIEW_CORE_SEARCH_ANCHORS
#define BVIEW_CORE_SEARCH_ANCHORS
namespace bview {
namespace {

/// A byte of a pattern, and its place in it.
struct AnchorBytes {
  std::int64_t place;
  std::uint8_t value;
  std::uint8_t mask;

  AnchorBytes(const BytePattern& pattern, std::size_t at)
      : place(static_cast<std::int64_t>(at)),
        value(std::to_integer<std::uint8_t>(pattern.value[at])),
        mask(std::to_integer<std::uint8_t>(pattern.mask[at])) {}
};

/// What is searched, and how far. All places up to `end` lie in the bytes, with the pattern and 16
/// bytes behind each of its anchors.
struct Stretch {
  std::span<const std::byte> bytes;
  std::int64_t end;
};

bool is_at(const BytePattern& pattern, std::span<const std::byte> bytes, std::int64_t at) {
  return pattern.begins(bytes.subspan(static_cast<std::size_t>(at)));
}

}  // namespace
}  // namespace bview
#endif

HWY_BEFORE_NAMESPACE();
namespace bview::HWY_NAMESPACE {
namespace {

#if HWY_TARGET == HWY_SCALAR  // no vectors of 16 bytes

std::int64_t first_match(const BytePattern& pattern, const AnchorBytes& /*first*/,
                         const AnchorBytes& /*second*/, const Stretch& stretch, std::int64_t from) {
  while (from < stretch.end && !is_at(pattern, stretch.bytes, from)) ++from;
  return from;
}

#else

namespace hn = hwy::HWY_NAMESPACE;
using Tag = hn::Full128<std::uint8_t>;
using Vector = hn::Vec<Tag>;
constexpr std::int64_t kLanes = 16;

/// Which of 16 places have the anchor.
HWY_INLINE auto matches(const std::uint8_t* data, Vector value, Vector mask) {
  return hn::Eq(hn::And(hn::LoadU(Tag{}, data), mask), value);
}

/// The first place from `from` on where the pattern stands; where there is none, one behind which
/// less than a vector is left.
std::int64_t first_match(const BytePattern& pattern, const AnchorBytes& first,
                         const AnchorBytes& second, const Stretch& stretch, std::int64_t from) {
  const auto* const data = reinterpret_cast<const std::uint8_t*>(stretch.bytes.data());
  const Vector first_value = hn::Set(Tag{}, first.value);
  const Vector first_mask = hn::Set(Tag{}, first.mask);
  const Vector second_value = hn::Set(Tag{}, second.value);
  const Vector second_mask = hn::Set(Tag{}, second.mask);
  for (; from + kLanes <= stretch.end; from += kLanes) {
    const auto found = hn::And(matches(data + from + first.place, first_value, first_mask),
                               matches(data + from + second.place, second_value, second_mask));
    if (HWY_LIKELY(hn::AllFalse(Tag{}, found))) continue;
    std::array<std::uint8_t, 8> bytes{};
    hn::StoreMaskBits(Tag{}, found, bytes.data());
    for (unsigned bits = bytes[0] | unsigned{bytes[1]} << 8U; bits != 0; bits &= bits - 1) {
      const std::int64_t place = from + std::countr_zero(bits);
      if (is_at(pattern, stretch.bytes, place)) return place;
    }
  }
  return from;
}

#endif

}  // namespace
}  // namespace bview::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace bview {
namespace {

std::int64_t first_match(const BytePattern& pattern, const AnchorBytes& first,
                         const AnchorBytes& second, const Stretch& stretch, std::int64_t from) {
  // Chosen here and not by Highway's own library, which measures clocks for 2 ms when a
  // program starts.
#if HWY_ARCH_X86 && HWY_STATIC_TARGET != HWY_SSSE3
  if (__builtin_cpu_supports("ssse3")) {
    return N_SSSE3::first_match(pattern, first, second, stretch, from);
  }
#endif
  return HWY_STATIC_DISPATCH(first_match)(pattern, first, second, stretch, from);
}

/// How much a byte of a pattern tells: the more, the fewer places have it.
int rank_of(std::byte value, std::byte mask) {
  constexpr int kWhole = 8;
  const int bits = std::popcount(std::to_integer<unsigned>(mask));
  if (bits < kWhole) return bits;
  // What files are full of.
  constexpr std::array<int, 5> kCommon = {0x00, 0xff, 0x20, 0x01, 0x65};
  const auto* const found = std::find(kCommon.begin(), kCommon.end(), std::to_integer<int>(value));
  return kWhole + static_cast<int>(found - kCommon.begin());
}

/// The place of the byte that tells most, beside the one at `other`.
std::size_t best_place(const BytePattern& pattern, std::size_t other) {
  std::size_t best = other == 0 && pattern.size() > 1 ? 1 : 0;
  for (std::size_t k = best; k < pattern.size(); ++k) {
    const bool better = rank_of(pattern.value[k], pattern.mask[k]) >
                        rank_of(pattern.value[best], pattern.mask[best]);
    if (better && k != other) best = k;
  }
  return best;
}

}  // namespace

PatternSearch::PatternSearch(BytePattern pattern)
    : pattern_(std::move(pattern)),
      first_(best_place(pattern_, pattern_.size())),
      second_(best_place(pattern_, first_)) {
  if (first_ > second_) std::swap(first_, second_);
}

std::optional<std::int64_t> PatternSearch::next(std::span<const std::byte> bytes, std::int64_t from,
                                                std::int64_t end) const {
  constexpr std::int64_t kLanes = 16;
  const auto size = std::ssize(bytes);
  end = std::min(end, size - static_cast<std::int64_t>(pattern_.size()) + 1);
  const std::int64_t by_vectors =
      std::min(end, size - static_cast<std::int64_t>(second_) - kLanes + 1);
  if (from < by_vectors) {
    from =
        first_match(pattern_, {pattern_, first_}, {pattern_, second_}, {bytes, by_vectors}, from);
  }
  while (from < end && !is_at(pattern_, bytes, from)) ++from;
  return from < end ? std::optional(from) : std::nullopt;
}

}  // namespace bview
#endif
