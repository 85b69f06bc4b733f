// SPDX-License-Identifier: MIT
// core/align.hpp - what was inserted into bytes, and deleted from them.
//
// Long runs are cut at anchors (core/anchors.hpp), which are bytes that both have; what is between
// them is the shortest list of insertions and deletions (core/myers.hpp). Short runs are not cut,
// so there the list is the shortest of all. The work is bounded: where it would be too much, a
// stretch is said to have changed as a whole. Memory is bounded, too.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include <bview/core/layout.hpp>
#include <bview/core/progress.hpp>

namespace bview {

/// Bytes of A and the bytes of B that stand in their place; of one of them there may be none.
struct Hunk {
  Extent a;
  Extent b;
};

struct AlignLimits {
  std::int64_t exact = 4096;                   ///< runs that are together no longer are not cut
  std::int64_t most_edits = 2048;              ///< bytes inserted and deleted between two anchors
  std::int64_t steps_per_byte = 16;            ///< of the work for all, and
  std::int64_t steps = std::int64_t{1} << 28;  ///< these
};

/// Calls `visit` for what differs, in order; no two touch. Gives the number of stretches that were
/// too much work.
std::int64_t align(std::span<const std::byte> a, std::span<const std::byte> b,
                   const std::function<void(const Hunk&)>& visit, const AlignLimits& limits = {},
                   const OnProgress& on_progress = {});

}  // namespace bview
