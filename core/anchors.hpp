// SPDX-License-Identifier: MIT
// core/anchors.hpp - pieces that two runs of bytes have in common, in one order.
//
// Both are cut where a hash of the last bytes says so: an insertion moves no cut but those beside
// it. A piece that each has just once is an anchor; of the anchors those stay that come in one
// order, as many as can. Memory is bounded: the longer the runs, the longer their pieces.
//
// Source: pieces as in LBFS (Muthitacharoen and others, 2001), with a gear hash (Xia and others,
// 2014); anchors as in Bram Cohen's patience diff.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <bview/core/myers.hpp>

namespace bview {

/// Bytes that agree.
struct Anchor {
  std::int64_t a;
  std::int64_t b;
  std::int64_t size;
};

/// Those in a box, in order; none where nothing tells pieces apart.
[[nodiscard]] std::vector<Anchor> find_anchors(std::span<const std::byte> a,
                                               std::span<const std::byte> b, const AlignBox& box);

}  // namespace bview
