// SPDX-License-Identifier: MIT
// The map of entropy: a line of the screen is a stretch of the file, of which the beginning is
// read.

#include <algorithm>
#include <cmath>
#include <vector>

#include <bview/core/byte_summary.hpp>

#include "app/explore/panes.hpp"

namespace bview {
namespace {

constexpr std::int64_t kSample = 4096;  // bytes of a stretch

/// 0 where all bytes are one, up to kHeats.
int level_of(std::span<const std::byte> bytes) {
  ByteCounts counts{};
  for (const std::byte each : bytes) ++counts[static_cast<std::size_t>(each)];
  const double bits = entropy_of(counts);
  if (bytes.size() < 2 || bits == 0) return 0;
  const double most = std::min(8.0, std::log2(static_cast<double>(bytes.size())));
  return std::clamp(1 + static_cast<int>(bits / most * kHeats), 1, kHeats);
}

/// Where stretch n of `count` begins.
std::int64_t begin_of(std::int64_t size, std::int64_t n, std::int64_t count) {
  return size / count * n + size % count * n / count;
}

}  // namespace

void EntropyMap::draw(const Document& document, std::int64_t cursor, const Area& area,
                      Canvas& canvas) {
  if (area.rows <= 0 || area.columns <= 0) return;
  const std::int64_t size = document.size();
  const bool known = size_ == size && std::ssize(levels_) == area.rows;
  levels_.resize(static_cast<std::size_t>(area.rows));
  size_ = size;
  std::vector<std::byte> sample;
  static constexpr const char* kGlyphs[] = {"·", "░", "▒", "▓", "█"};
  for (int row = 0; row < area.rows; ++row) {
    const std::int64_t begin = begin_of(size, row, area.rows);
    const std::int64_t end = begin_of(size, row + 1, area.rows);
    int& level = levels_[static_cast<std::size_t>(row)];
    if (!known) {
      sample.resize(static_cast<std::size_t>(std::min(end - begin, kSample)));
      const std::int64_t got = document.read(begin, sample);
      level = level_of(std::span(sample).first(static_cast<std::size_t>(got)));
    }
    if (begin == end) continue;
    Style style{level == 0 ? Ink::Faint
                           : static_cast<Ink>(static_cast<int>(Ink::Heat0) + level - 1)};
    style.cursor = cursor >= begin && cursor < end;
    canvas.put(area.row + row, area.column, kGlyphs[level], style);
  }
}

}  // namespace bview
