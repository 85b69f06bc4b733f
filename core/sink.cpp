// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include <bview/core/descriptor.hpp>
#include <bview/core/error.hpp>
#include <bview/core/pipe.hpp>
#include <bview/core/sink.hpp>

namespace bview {

FdSink::FdSink(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {
  enlarge_pipe(descriptor);
}

void FdSink::write(std::string_view chunk) {
  while (!chunk.empty()) {
    const ssize_t written = ::write(descriptor_, chunk.data(), chunk.size());
    if (written >= 0) {
      chunk.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EFAULT) {
      // Bytes of a mapped file that are gone. To look at them is to hear about it
      // (core/mapping.hpp).
      static_cast<void>(*static_cast<const volatile char*>(chunk.data()));
      throw Error(Errc::File,
                  fmt::format("cannot write to {}: bytes to be written are gone", name_));
    } else if (errno == EPIPE) {
      throw Error(Errc::ClosedPipe, fmt::format("nobody reads {}", name_));
    } else if (!try_again(descriptor_, POLLOUT)) {
      throw system_error("write to", name_, errno);
    }
  }
}

void TextBuffer::flush() {
  if (sink_ != nullptr && size_ != 0) sink_->write(text());
  size_ = 0;
}

void TextBuffer::make_room(std::size_t count) {
  constexpr std::size_t kChunk = std::size_t{256} << 10U;
  if (sink_ != nullptr) flush();
  if (capacity_ - size_ >= count) return;
  const std::size_t capacity = std::max({size_ + count, 2 * capacity_, kChunk});
  auto larger = std::make_unique_for_overwrite<char[]>(capacity);
  text().copy(larger.get(), size_);
  data_ = std::move(larger);
  capacity_ = capacity;
}

}  // namespace bview
