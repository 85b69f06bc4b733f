// SPDX-License-Identifier: MIT
// core/compare.hpp - where two runs of bytes differ.
//
// Equal bytes are stepped over as fast as memory is read, on several threads. What is found is
// handed out in order, and does not depend on the number of threads.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <bview/core/holes.hpp>
#include <bview/core/layout.hpp>
#include <bview/core/progress.hpp>
#include <bview/core/public.hpp>
#include <bview/core/view.hpp>

namespace BVIEW_PUBLIC bview {

/// How many bytes agree in front of the first that does not; `size` where all do.
[[nodiscard]] std::int64_t agreeing_bytes(const std::byte* a, const std::byte* b,
                                          std::int64_t size);

/// The same backwards, from the last byte on.
[[nodiscard]] std::int64_t agreeing_bytes_at_end(const std::byte* a, const std::byte* b,
                                                 std::int64_t size);

class ByteComparison {
 public:
  /// Those from `offset` on.
  struct Side {
    Bytes bytes;
    std::int64_t offset;

    [[nodiscard]] const std::byte* at(std::int64_t n) const { return bytes.at(offset + n); }
  };

  /// Compares `size` bytes, which outlive it, on `threads` threads. `on_progress` hears which part
  /// of them was stepped over, from the thread that calls next().
  ByteComparison(const Side& a, const Side& b, std::int64_t size, int threads,
                 OnProgress on_progress = {});

  /// The next run of bytes of which none agrees, with the longest that there is; nothing behind
  /// the last.
  [[nodiscard]] std::optional<Extent> next();

 private:
  [[nodiscard]] bool find_difference();
  void look_ahead();
  void mark_blocks(std::int64_t first, std::int64_t step);
  [[nodiscard]] Extent block(std::int64_t n) const;

  Side a_;
  Side b_;
  Holes holes_a_;
  Holes holes_b_;
  std::int64_t size_;
  int threads_;
  OnProgress on_progress_;
  std::int64_t at_ = 0;                  // the byte that is looked at next
  std::int64_t ahead_ = 0;               // where the marks end
  std::int64_t marked_from_ = 0;         // and begin
  std::vector<std::uint8_t> differs_{};  // marks of blocks
};

}  // namespace bview
