// SPDX-License-Identifier: MIT

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <bview/formats/input/unmarked.hpp>

namespace bview {

TastedSource unmarked(Source& source) {
  constexpr std::string_view kMark = "\xef\xbb\xbf";
  std::vector<char> start(kMark.size());
  std::size_t count = 0;
  while (count < kMark.size() && std::equal(start.data(), start.data() + count, kMark.data())) {
    const std::size_t got = source.read(std::span(start).subspan(count));
    if (got == 0) break;
    count += got;
  }
  start.resize(count);
  if (std::string_view(start.data(), count) == kMark) start.clear();
  return {source, std::move(start)};
}

}  // namespace bview
