// SPDX-License-Identifier: MIT

#include <poll.h>
#include <unistd.h>

#include <algorithm>

#include <bview/core/descriptor.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/near_bytes.hpp>

namespace bview {

NearBytes::NearBytes(const Bytes& bytes) : bytes_(bytes), descriptor_(descriptor_of(bytes)) {}

const std::byte* NearBytes::at(std::int64_t offset, std::int64_t size, std::int64_t limit) {
  const bool there = offset >= begin_ && offset + size <= end_;
  if (descriptor_ >= 0 && !there &&
      !fetch(offset, std::max(size, std::min(kAtOnce, limit - offset)))) {
    descriptor_ = -1;  // who looks at them hears why
  }
  return descriptor_ < 0 ? bytes_.at(offset) : memory_.get() + (offset - begin_);
}

bool NearBytes::fetch(std::int64_t offset, std::int64_t size) {
  if (capacity_ < size) {
    memory_.reset(new std::byte[static_cast<std::size_t>(size)]);
    capacity_ = size;
  }
  begin_ = offset;
  end_ = offset;
  while (end_ < offset + size) {
    const ssize_t count = ::pread(descriptor_, memory_.get() + (end_ - begin_),
                                  static_cast<std::size_t>(offset + size - end_), end_);
    if (count < 0 && try_again(descriptor_, POLLIN)) continue;
    if (count <= 0) return false;
    end_ += count;
  }
  return true;
}

}  // namespace bview
