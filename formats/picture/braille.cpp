// SPDX-License-Identifier: MIT
// Source: The Unicode Standard, Braille Patterns: U+2800 and a bit for each dot.

#include <algorithm>

#include <bview/formats/picture/braille.hpp>

namespace bview {

void BrailleDots::set(std::size_t x, std::size_t y) {
  // The lowest two came later, and have the highest bits.
  constexpr unsigned char kBits[kDown][kAcross] = {
      {0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
  unsigned char& cell = cells_[y / kDown * columns_ + x / kAcross];
  cell = static_cast<unsigned char>(cell | kBits[y % kDown][x % kAcross]);
}

void BrailleDots::set_between(std::size_t x, std::size_t y, std::size_t other) {
  for (std::size_t at = std::min(y, other); at <= std::max(y, other); ++at) set(x, at);
}

std::string BrailleDots::line(std::size_t n) const {
  const auto first = cells_.begin() + static_cast<std::ptrdiff_t>(n * columns_);
  auto end = first + static_cast<std::ptrdiff_t>(columns_);
  while (end != first && *(end - 1) == 0) --end;
  std::string text;
  for (auto cell = first; cell != end; ++cell) {
    if (*cell == 0) {
      text += ' ';
      continue;
    }
    const unsigned char dots = *cell;
    text += '\xe2';
    text += static_cast<char>(0xa0U | dots >> 6U);
    text += static_cast<char>(0x80U | (dots & 0x3fU));
  }
  return text;
}

}  // namespace bview
