// SPDX-License-Identifier: MIT

#include <hwy/highway.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include <bview/core/search.hpp>

namespace bview {
namespace {

// --- which bytes of a pattern
// ----------------------------------------------------------------------

/// How much a byte of a pattern tells: the more, the fewer places have it.
int rank_of(std::byte value, std::byte mask) {
  const auto bits = std::popcount(std::to_integer<unsigned>(mask));
  if (bits < 8) return bits;
  // What files are full of.
  constexpr std::array<int, 5> kCommon = {0x00, 0xff, 0x20, 0x01, 0x65};
  const auto* const found = std::find(kCommon.begin(), kCommon.end(), std::to_integer<int>(value));
  return 8 + static_cast<int>(found - kCommon.begin());
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

// --- vectors
// ---------------------------------------------------------------------------------------

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR  // no vectors of 16 bytes
constexpr std::int64_t kLanes = 0;
#else
constexpr std::int64_t kLanes = 16;
using Tag = hn::Full128<std::uint8_t>;
using Vector = hn::Vec<Tag>;

/// A byte of a pattern, compared with the bytes of 16 places.
struct Anchor {
  std::int64_t place;
  Vector value;
  Vector mask;

  Anchor(const BytePattern& pattern, std::size_t at)
      : place(static_cast<std::int64_t>(at)),
        value(hn::Set(Tag{}, std::to_integer<std::uint8_t>(pattern.value[at]))),
        mask(hn::Set(Tag{}, std::to_integer<std::uint8_t>(pattern.mask[at]))) {}

  [[nodiscard]] HWY_INLINE auto matches(const std::uint8_t* data) const {
    return hn::Eq(hn::And(hn::LoadU(Tag{}, data + place), mask), value);
  }
};

/// The first place in [from, end) that `verify` agrees to, and the rest of which whole vectors say
/// that it may be one; `end` is moved to where they end.
template <class Verify>
std::int64_t scan(const std::uint8_t* data, std::int64_t from, std::int64_t& end,
                  const Anchor& first, const Anchor& second, const Verify& verify) {
  std::int64_t at = from;
  for (; at + kLanes <= end; at += kLanes) {
    const auto found = hn::And(first.matches(data + at), second.matches(data + at));
    if (HWY_LIKELY(hn::AllFalse(Tag{}, found))) continue;
    std::uint64_t bits = 0;
    hn::StoreMaskBits(Tag{}, found, reinterpret_cast<std::uint8_t*>(&bits));
    if constexpr (std::endian::native == std::endian::big) bits = __builtin_bswap64(bits);
    for (; bits != 0; bits &= bits - 1) {
      const std::int64_t place = at + std::countr_zero(bits);
      if (verify(place)) return place;
    }
  }
  end = at;
  return -1;
}
#endif

}  // namespace

PatternSearch::PatternSearch(BytePattern pattern)
    : pattern_(std::move(pattern)),
      first_(best_place(pattern_, pattern_.size())),
      second_(best_place(pattern_, first_)) {
  if (pattern_.size() == 1) second_ = first_;
  if (first_ > second_) std::swap(first_, second_);
}

std::optional<std::int64_t> PatternSearch::next(std::span<const std::byte> bytes, std::int64_t from,
                                                std::int64_t end) const {
  const auto size = std::ssize(bytes);
  end = std::min(end, size - static_cast<std::int64_t>(pattern_.size()) + 1);
  const auto is_at = [&](std::int64_t at) {
    return pattern_.begins(bytes.subspan(static_cast<std::size_t>(at)));
  };
#if HWY_TARGET != HWY_SCALAR
  // A vector reads on behind the second byte.
  std::int64_t by_vectors = std::min(end, size - static_cast<std::int64_t>(second_) - kLanes + 1);
  if (from < by_vectors) {
    const std::int64_t found = scan(reinterpret_cast<const std::uint8_t*>(bytes.data()), from,
                                    by_vectors, {pattern_, first_}, {pattern_, second_}, is_at);
    if (found >= 0) return found;
    from = by_vectors;
  }
#endif
  for (; from < end; ++from) {
    if (is_at(from)) return from;
  }
  return std::nullopt;
}

}  // namespace bview
