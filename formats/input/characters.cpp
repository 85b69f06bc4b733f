// SPDX-License-Identifier: MIT

#include <cstring>
#include <span>

#include <bview/formats/input/characters.hpp>

namespace bview {

/// Reads more behind what there is. False at the end of the input.
bool Characters::fill() {
  constexpr std::size_t kChunk = std::size_t{64} << 10U;
  const auto room = [&] { return buffer_.size() - kQuickSlack; };
  if (end_ == room()) {
    const std::size_t kept = end_ - begin_;
    if (kept > 0) std::memmove(buffer_.data(), buffer_.data() + begin_, kept);
    begin_ = 0;
    end_ = kept;
    if (kept >= room() / 2) buffer_.resize(2 * kept + kChunk + kQuickSlack);
  }
  const std::size_t taken = source_.read(std::span(buffer_).subspan(end_, room() - end_));
  end_ += taken;
  buffer_[end_] = '\0';
  return taken > 0;
}

}  // namespace bview
