// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <span>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/stream.hpp>

namespace bview {

Stream::Stream(Source& source, std::int64_t start, std::int64_t end, std::string name)
    : source_(source),
      start_(start),
      end_(end),
      name_(std::move(name)),
      bytes_{nullptr, checked_add(start, kMost).value_or(std::numeric_limits<std::int64_t>::max()),
             true, start},
      size_(start),
      kept_(start) {}

bool Stream::wait_for_more() {
  constexpr std::int64_t kPiece = std::int64_t{1} << 20;
  if (!std::exchange(begun_, true)) {
    const std::int64_t there = source_.skip(start_);
    if (there < start_) size_ = kept_ = bytes_.first = end_ = there;
  }
  const std::int64_t wanted = std::min({kPiece, end_ - size_, bytes_.size - size_});
  if (wanted <= 0) {
    if (size_ >= end_) return false;
    throw Error(Errc::File, fmt::format("{} has more than {} bytes; split it", name_, size_));
  }
  make_room(wanted);
  auto* const to = reinterpret_cast<char*>(bytes_.at(size_));
  const std::size_t got = source_.read(std::span(to, static_cast<std::size_t>(wanted)));
  size_ += static_cast<std::int64_t>(got);
  return got > 0;
}

/// Moves what is kept to the front of the memory, where it leaves at least half of it free.
void Stream::make_room(std::int64_t count) {
  if (size_ - bytes_.first + count <= capacity_) return;
  const std::int64_t needed = size_ - kept_ + count;
  const auto kept = static_cast<std::size_t>(size_ - kept_);
  if (needed > capacity_ / 2) {
    capacity_ = 2 * needed;
    auto larger = std::make_unique_for_overwrite<std::byte[]>(static_cast<std::size_t>(capacity_));
    if (kept > 0) std::memcpy(larger.get(), bytes_.at(kept_), kept);
    memory_ = std::move(larger);
  } else if (kept > 0) {
    std::memmove(memory_.get(), bytes_.at(kept_), kept);
  }
  bytes_.data = memory_.get();
  bytes_.first = kept_;
}

void Stream::give_back(std::int64_t offset) { kept_ = std::clamp(offset, kept_, size_); }

}  // namespace bview
