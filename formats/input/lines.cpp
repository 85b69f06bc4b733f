#include "formats/input/lines.hpp"

#include <fmt/format.h>

#include <cstring>
#include <span>

#include "core/error.hpp"

namespace bview {

bool LineReader::next(std::string_view& line) {
  begin_ += step_;
  size_ = step_ = 0;
  if (!find_end(0)) return false;
  number_ += 1 + extra_;
  extra_ = 0;
  line = this->line();
  return true;
}

bool LineReader::extend(std::string_view& line) {
  if (size_ == step_ || !find_end(step_)) return false;
  ++extra_;
  line = this->line();
  return true;
}

/// Makes the line end at the first '\n' from byte `from` of it on, or with the input.
/// False when the input ends right there.
bool LineReader::find_end(std::size_t from) {
  for (std::size_t seen = from;;) {
    const std::size_t there = end_ - begin_;
    const char* const start = buffer_.data() + begin_;
    const void* const found =
        there == seen ? nullptr : std::memchr(start + seen, '\n', there - seen);
    if (found != nullptr) {
      size_ = static_cast<std::size_t>(static_cast<const char*>(found) - start);
      step_ = size_ + 1;
      return true;
    }
    seen = there;
    if (fill()) continue;
    if (there > from) size_ = step_ = there;
    return there > from;
  }
}

/// Reads more behind what there is. False at the end of the input.
bool LineReader::fill() {
  constexpr std::size_t kChunk = std::size_t{64} << 10U;
  const std::size_t kept = end_ - begin_;
  if (kept > longest_) {
    throw Error(Errc::BadValue,
                fmt::format("line {} has more than {} bytes", number_ + 1, longest_));
  }
  if (end_ == buffer_.size()) {
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
