// SPDX-License-Identifier: MIT

#include <poll.h>
#include <unistd.h>

#include <cerrno>

#include <bview/core/descriptor.hpp>

namespace bview {

bool try_again(int descriptor, short events) {
  if (errno == EINTR) return true;
  if (errno != EAGAIN) return false;
  struct pollfd waiting {
    descriptor, events, 0
  };
  if (::poll(&waiting, 1, -1) > 0 || errno == EINTR) return true;
  errno = EAGAIN;
  return false;
}

bool write_fully(int descriptor, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && !try_again(descriptor, POLLOUT)) return false;
    if (written > 0) bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

Descriptor::~Descriptor() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace bview
