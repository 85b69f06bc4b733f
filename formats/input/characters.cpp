// SPDX-License-Identifier: MIT

#include <cstring>
#include <span>

#include <bview/formats/input/characters.hpp>

namespace bview {

/// Reads more behind what there is. False at the end of the input.
bool Characters::fill() {
  constexpr std::size_t kChunk = std::size_t{64} << 10U;
  if (end_ == buffer_.size()) {
    const std::size_t kept = end_ - begin_;
    if (kept > 0) std::memmove(buffer_.data(), buffer_.data() + begin_, kept);
    begin_ = 0;
    end_ = kept;
    if (kept >= buffer_.size() / 2) buffer_.resize(2 * kept + kChunk);
  }
  const std::size_t taken = source_.read(std::span(buffer_).subspan(end_));
  end_ += taken;
  return taken > 0;
}

}  // namespace bview
