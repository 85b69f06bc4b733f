// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cmath>
#include <numeric>

#include <bview/core/byte_summary.hpp>

namespace bview {
namespace {

void add_counts(const ByteCounts& from, ByteCounts& to) {
  for (std::size_t k = 0; k < to.size(); ++k) to[k] += from[k];
}

void count_bytes(std::span<const std::byte> bytes, ByteCounts& counts) {
  // Four tables: the same byte twice in a row would wait for itself.
  constexpr std::size_t kTables = 4;
  std::array<ByteCounts, kTables> tables{};
  std::size_t k = 0;
  for (; k + kTables <= bytes.size(); k += kTables) {
    for (std::size_t t = 0; t < kTables; ++t) {
      ++tables[t][std::to_integer<std::size_t>(bytes[k + t])];
    }
  }
  for (; k < bytes.size(); ++k) ++tables[0][std::to_integer<std::size_t>(bytes[k])];
  for (const ByteCounts& table : tables) add_counts(table, counts);
}

}  // namespace

double entropy_of(const ByteCounts& counts) {
  const auto all =
      static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}));
  double bits = 0;
  for (const std::int64_t count : counts) {
    if (count == 0) continue;
    const double part = static_cast<double>(count) / all;
    bits -= part * std::log2(part);
  }
  return std::fabs(bits);  // never -0
}

void ByteSummary::add(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const std::int64_t taken = room_for(std::ssize(bytes));
    count_bytes(bytes.first(static_cast<std::size_t>(taken)), blocks_.back());
    size_ += taken;
    bytes = bytes.subspan(static_cast<std::size_t>(taken));
  }
}

void ByteSummary::add_zeros(std::int64_t count) {
  while (count > 0) {
    const std::int64_t taken = room_for(count);
    blocks_.back().front() += taken;
    size_ += taken;
    count -= taken;
  }
}

std::int64_t ByteSummary::room_for(std::int64_t count) {
  if (size_ % block_size_ == 0 && blocks_.size() == kMostBlocks) halve();
  const std::int64_t filled = size_ % block_size_;
  if (filled == 0) blocks_.emplace_back();
  return std::min(count, block_size_ - filled);
}

void ByteSummary::halve() {
  for (std::size_t k = 0; 2 * k < blocks_.size(); ++k) {
    ByteCounts both = blocks_[2 * k];
    add_counts(blocks_[2 * k + 1], both);
    blocks_[k] = both;
  }
  blocks_.resize(kMostBlocks / 2);
  block_size_ *= 2;
}

ByteCounts ByteSummary::counts() const {
  ByteCounts all{};
  for (const ByteCounts& block : blocks_) add_counts(block, all);
  return all;
}

}  // namespace bview
