// SPDX-License-Identifier: MIT
// core/near_bytes.hpp - bytes that are looked at once, one stretch behind the other.
//
// To look at a page of a mapped file costs the system more than to copy what is in it: who reads a
// file from one end to the other gets its bytes copied, a little at a time, into memory that stays
// in the processor's cache. Whatever is no mapped file is looked at where it is.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include <bview/core/view.hpp>

namespace bview {

/// One thread's.
class NearBytes {
 public:
  /// What is copied at a time; bytes.
  static constexpr std::int64_t kAtOnce = std::int64_t{256} << 10;

  /// The bytes outlive it.
  explicit NearBytes(const Bytes& bytes);

  /// The bytes [offset, offset + size), which are among these and stay where they are until others
  /// are asked for. Those up to `limit`, if that is behind them, are going to be asked for, too.
  [[nodiscard]] const std::byte* at(std::int64_t offset, std::int64_t size, std::int64_t limit = 0);

 private:
  [[nodiscard]] bool fetch(std::int64_t offset, std::int64_t size);

  Bytes bytes_;
  int descriptor_;  // < 0: they are looked at where they are
  std::unique_ptr<std::byte[]> memory_{};
  std::int64_t capacity_ = 0;
  std::int64_t begin_ = 0;  // of those in memory
  std::int64_t end_ = 0;
};

}  // namespace bview
