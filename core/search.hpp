// SPDX-License-Identifier: MIT
// core/search.hpp - where a byte pattern stands, at the speed of memory.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <bview/core/byte_pattern.hpp>

namespace bview {

/// Two bytes of a pattern are compared with 16 places at once, those of its bytes that are the
/// rarest in files; what they leave is looked at as a whole. Threads may share one.
///
/// Source: W. Mula, "SIMD-friendly algorithms for substring searching", 2016.
class PatternSearch {
 public:
  /// The pattern has a byte or more.
  explicit PatternSearch(BytePattern pattern);

  [[nodiscard]] const BytePattern& pattern() const { return pattern_; }

  /// The first place in [from, end) where the bytes begin with the pattern.
  [[nodiscard]] std::optional<std::int64_t> next(std::span<const std::byte> bytes,
                                                 std::int64_t from, std::int64_t end) const;

 private:
  BytePattern pattern_;
  std::size_t first_;   // the places of those two in the pattern, which may be one
  std::size_t second_;  // not less
};

}  // namespace bview
