// SPDX-License-Identifier: MIT
// core/spool.hpp - bytes of unknown number, kept until they are all there.
//
// A few stay in memory; more go to a temporary file, so that private memory stays small. It
// loses its name as soon as it is open, so that nothing is left behind.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/core/descriptor.hpp>

namespace bview {

class Spool {
 public:
  /// \throws Error{Errc::File} when there is no room in the folder for temporary files,
  ///         which is $TMPDIR or /tmp.
  void add(std::span<const std::byte> bytes);

  [[nodiscard]] std::int64_t size() const { return size_; }

  /// All bytes, in one piece. Nothing may be added after it.
  [[nodiscard]] Buffer finish();

 private:
  void flush();

  std::vector<std::byte> memory_;
  Descriptor file_;
  std::int64_t size_ = 0;
};

/// So many zeros to be written over in any order: a few in memory, more in such a file, which is
/// mapped; give_back() takes them out of memory.
/// \throws Error{Errc::File} as above.
[[nodiscard]] Buffer scratch_bytes(std::int64_t size);

}  // namespace bview
