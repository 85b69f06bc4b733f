#include "formats/input/unmarked.hpp"

#include <algorithm>
#include <string_view>

namespace bview {

std::size_t Unmarked::read(std::span<char> into) {
  if (!begun_) read_start();
  if (held_.empty()) return ended_ ? 0 : source_.read(into);
  const std::size_t count = std::min(into.size(), held_.size());
  std::copy_n(held_.begin(), count, into.begin());
  held_ = held_.subspan(count);
  return count;
}

void Unmarked::read_start() {
  constexpr std::string_view kMark = "\xef\xbb\xbf";
  begun_ = true;
  std::size_t count = 0;
  while (count < kMark.size() &&
         std::equal(start_.begin(), start_.begin() + count, kMark.begin())) {
    const std::size_t got = source_.read(std::span(start_).subspan(count));
    ended_ = got == 0;
    if (ended_) break;
    count += got;
  }
  if (std::string_view(start_.data(), count) != kMark) held_ = std::span(start_).first(count);
}

}  // namespace bview
