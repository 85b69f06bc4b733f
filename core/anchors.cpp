// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include <bview/core/anchors.hpp>

namespace bview {
namespace {

constexpr std::int64_t kMostPieces = 1 << 17;  // some four times as many at most
constexpr std::int64_t kShortest = 64;         // bytes of a piece on the average

/// A random number for each value of a byte, always the same ones (splitmix64).
constexpr std::array<std::uint64_t, 256> kGear = [] {
  std::array<std::uint64_t, 256> gear{};
  std::uint64_t state = 0;
  for (std::uint64_t& each : gear) {
    state += 0x9e3779b97f4a7c15;
    std::uint64_t mixed = (state ^ state >> 30U) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ mixed >> 27U) * 0x94d049bb133111eb;
    each = mixed ^ mixed >> 31U;
  }
  return gear;
}();

struct Piece {
  std::uint64_t hash;
  std::int64_t offset;
  std::int64_t size;
};

/// Of a run from `begin` to `end`, `average` bytes long on the average, a power of two.
std::vector<Piece> pieces_of(std::span<const std::byte> bytes, std::int64_t begin, std::int64_t end,
                             std::int64_t average) {
  const auto bits = static_cast<unsigned>(std::countr_zero(static_cast<std::uint64_t>(average)));
  const std::int64_t shortest = average / 4;
  constexpr std::uint64_t kPrime = 0x9e3779b97f4a7c15;
  std::vector<Piece> pieces;
  std::uint64_t rolling = 0;
  std::uint64_t hash = 0;
  std::int64_t start = begin;
  for (std::int64_t at = begin; at < end; ++at) {
    const auto byte = std::to_integer<std::uint8_t>(bytes[static_cast<std::size_t>(at)]);
    rolling = (rolling << 1U) + kGear[byte];
    hash = (hash + kGear[byte]) * kPrime;
    const bool cut = rolling >> (64 - bits) == 0 && at + 1 - start >= shortest;
    if (!cut && at + 1 < end) continue;
    pieces.push_back({hash, start, at + 1 - start});
    start = at + 1;
    hash = 0;
  }
  return pieces;
}

/// Leaves those whose hash no other has, by their hashes.
void keep_single(std::vector<Piece>& pieces) {
  std::sort(pieces.begin(), pieces.end(),
            [](const Piece& one, const Piece& other) { return one.hash < other.hash; });
  std::size_t kept = 0;
  for (std::size_t k = 0; k < pieces.size(); ++k) {
    const bool before = k > 0 && pieces[k - 1].hash == pieces[k].hash;
    const bool behind = k + 1 < pieces.size() && pieces[k + 1].hash == pieces[k].hash;
    if (!before && !behind) std::swap(pieces[kept++], pieces[k]);
  }
  pieces.resize(kept);
}

/// The most of them that come in one order, which is that of A already.
std::vector<Anchor> in_one_order(const std::vector<Anchor>& anchors) {
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::vector<std::size_t> ends;  // of the rows of each length that end first in B
  std::vector<std::size_t> before(anchors.size(), kNone);
  for (std::size_t k = 0; k < anchors.size(); ++k) {
    const auto place =
        std::lower_bound(ends.begin(), ends.end(), anchors[k].b,
                         [&](std::size_t end, std::int64_t b) { return anchors[end].b < b; });
    if (place != ends.begin()) before[k] = *std::prev(place);
    place == ends.end() ? ends.push_back(k) : static_cast<void>(*place = k);
  }
  std::vector<Anchor> row;
  for (std::size_t k = ends.empty() ? kNone : ends.back(); k != kNone; k = before[k]) {
    row.push_back(anchors[k]);
  }
  std::reverse(row.begin(), row.end());
  return row;
}

}  // namespace

std::vector<Anchor> find_anchors(std::span<const std::byte> a, std::span<const std::byte> b,
                                 const AlignBox& box) {
  const auto wanted = static_cast<std::uint64_t>(std::max(kShortest, box.size() / kMostPieces));
  const auto average = static_cast<std::int64_t>(std::bit_ceil(wanted));
  std::vector<Piece> in_a = pieces_of(a, box.a_begin, box.a_end, average);
  std::vector<Piece> in_b = pieces_of(b, box.b_begin, box.b_end, average);
  keep_single(in_a);
  keep_single(in_b);
  std::vector<Anchor> anchors;
  for (auto one = in_a.begin(), other = in_b.begin(); one != in_a.end() && other != in_b.end();) {
    if (one->hash != other->hash) {
      one->hash < other->hash ? ++one : ++other;
      continue;
    }
    const bool agree =
        one->size == other->size && std::memcmp(a.data() + one->offset, b.data() + other->offset,
                                                static_cast<std::size_t>(one->size)) == 0;
    if (agree) anchors.push_back({one->offset, other->offset, one->size});
    ++one;
    ++other;
  }
  std::sort(anchors.begin(), anchors.end(),
            [](const Anchor& one, const Anchor& other) { return one.a < other.a; });
  return in_one_order(anchors);
}

}  // namespace bview
