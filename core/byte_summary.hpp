// SPDX-License-Identifier: MIT
// core/byte_summary.hpp - how often each byte comes, all in all and along the way.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bview {

using ByteCounts = std::array<std::int64_t, 256>;

/// Bits for each byte, 0 to 8, that the counts leave open (Shannon).
[[nodiscard]] double entropy_of(const ByteCounts& counts);

/// Counts bytes that come a piece after another, of which nobody knows how many there will be: when
/// there are too many blocks, two of them become one.
class ByteSummary {
 public:
  static constexpr std::size_t kMostBlocks = 64;

  void add(std::span<const std::byte> bytes);
  /// So many bytes, all of them 0.
  void add_zeros(std::int64_t count);

  [[nodiscard]] std::int64_t size() const { return size_; }
  [[nodiscard]] ByteCounts counts() const;
  /// Those of each block; the last may have fewer bytes.
  [[nodiscard]] const std::vector<ByteCounts>& blocks() const { return blocks_; }
  [[nodiscard]] std::int64_t block_size() const { return block_size_; }

 private:
  /// Makes room in the last block, and says for how many bytes of `count`.
  [[nodiscard]] std::int64_t room_for(std::int64_t count);
  void halve();

  std::vector<ByteCounts> blocks_{};
  std::int64_t block_size_ = 256;
  std::int64_t size_ = 0;
};

}  // namespace bview
