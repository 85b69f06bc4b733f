// SPDX-License-Identifier: MIT
// core/descriptor.hpp - a file descriptor that is closed with its owner.

#pragma once

#include <cstddef>
#include <span>
#include <utility>

#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

/// After a read or write that failed: whether to do it again. It may have been interrupted,
/// or the descriptor be one that somebody else made not to wait; then this waits for `events`
/// of poll in its place. Otherwise errno stays as it is.
[[nodiscard]] bool try_again(int descriptor, short events);

/// Writes all the bytes; false, with errno set, when the system refuses.
[[nodiscard]] bool write_fully(int descriptor, std::span<const std::byte> bytes);

class Descriptor {
 public:
  Descriptor() = default;
  /// Takes `descriptor` over; a negative one is none.
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  Descriptor(Descriptor&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~Descriptor();

  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_ = -1;
};

}  // namespace bview
