// SPDX-License-Identifier: MIT

#include <algorithm>
#include <bit>
#include <cstring>
#include <system_error>
#include <thread>
#include <utility>

#include <bview/core/compare.hpp>
#include <bview/core/near_bytes.hpp>

namespace bview {
namespace {

constexpr std::int64_t kWord = 8;
constexpr std::int64_t kPiece = 4096;                       // compared at once
constexpr std::int64_t kBlock = std::int64_t{256} << 10;    // marked as a whole
constexpr std::int64_t kFirstLook = std::int64_t{1} << 20;  // so small that no thread is worth it
constexpr std::int64_t kLook = std::int64_t{64} << 20;      // bytes whose blocks are marked at once

std::uint64_t word_at(const std::byte* from) {
  std::uint64_t word = 0;
  std::memcpy(&word, from, sizeof word);
  return word;
}

bool agree(const std::byte* a, const std::byte* b, std::int64_t size) {
  return std::memcmp(a, b, static_cast<std::size_t>(size)) == 0;
}

/// How many bytes in a row do not agree.
std::int64_t differing_bytes(const std::byte* a, const std::byte* b, std::int64_t size) {
  std::int64_t at = 0;
  while (at < size && a[at] != b[at]) ++at;
  return at;
}

}  // namespace

std::int64_t agreeing_bytes(const std::byte* a, const std::byte* b, std::int64_t size) {
  std::int64_t at = 0;
  while (size - at >= kPiece && agree(a + at, b + at, kPiece)) at += kPiece;
  while (size - at >= kWord && word_at(a + at) == word_at(b + at)) at += kWord;
  while (at < size && a[at] == b[at]) ++at;
  return at;
}

std::int64_t agreeing_bytes_at_end(const std::byte* a, const std::byte* b, std::int64_t size) {
  std::int64_t left = size;
  while (left >= kPiece && agree(a + left - kPiece, b + left - kPiece, kPiece)) left -= kPiece;
  while (left >= kWord && word_at(a + left - kWord) == word_at(b + left - kWord)) left -= kWord;
  while (left > 0 && a[left - 1] == b[left - 1]) --left;
  return size - left;
}

ByteComparison::ByteComparison(const Side& a, const Side& b, std::int64_t size, int threads,
                               OnProgress on_progress)
    : a_(a),
      b_(b),
      holes_a_(a.bytes),
      holes_b_(b.bytes),
      size_(size),
      threads_(threads),
      on_progress_(std::move(on_progress)) {}

std::optional<Extent> ByteComparison::next() {
  if (!find_difference()) return std::nullopt;
  const std::int64_t begin = at_;
  at_ += differing_bytes(a_.at(at_), b_.at(at_), size_ - at_);
  return Extent{begin, at_ - begin};
}

/// Steps on to a byte that differs; false where none does.
bool ByteComparison::find_difference() {
  while (at_ < size_) {
    if (at_ >= ahead_) look_ahead();
    const std::int64_t n = (at_ - marked_from_) / kBlock;
    const Extent here = block(n);
    const std::int64_t end = here.offset + here.size;
    if (differs_[static_cast<std::size_t>(n)] != 0) {
      at_ += agreeing_bytes(a_.at(at_), b_.at(at_), end - at_);
      if (at_ < end) return true;
    }
    at_ = end;
  }
  return false;
}

Extent ByteComparison::block(std::int64_t n) const {
  const std::int64_t begin = marked_from_ + n * kBlock;
  return {begin, std::min(kBlock, ahead_ - begin)};
}

/// Marks the blocks that come next.
void ByteComparison::look_ahead() {
  const std::int64_t most = ahead_ == 0 ? kFirstLook : kLook;
  marked_from_ = at_;
  ahead_ = at_ + std::min(most, size_ - at_);
  const std::int64_t blocks = (ahead_ - at_ + kBlock - 1) / kBlock;
  differs_.assign(static_cast<std::size_t>(blocks), 0);
  const auto threads = std::min<std::int64_t>(most == kFirstLook ? 1 : threads_, blocks);
  {
    std::vector<std::jthread> others;  // joined at the end of the block
    std::int64_t taken = 1;
    try {
      for (; taken < threads; ++taken) {
        others.emplace_back([this, taken, threads] { mark_blocks(taken, threads); });
      }
    } catch (const std::system_error&) {
      // The system gives no more threads; what they would have done is done here.
      for (; taken < threads; ++taken) mark_blocks(taken, threads);
    }
    mark_blocks(0, threads);
  }
  if (on_progress_) on_progress_(static_cast<double>(at_) / static_cast<double>(size_));
}

void ByteComparison::mark_blocks(std::int64_t first, std::int64_t step) {
  NearBytes near_a(a_.bytes);
  NearBytes near_b(b_.bytes);
  for (std::int64_t n = first; n < std::ssize(differs_); n += step) {
    const Extent here = block(n);
    const std::int64_t in_a = a_.offset + here.offset;
    const std::int64_t in_b = b_.offset + here.offset;
    const bool both_zeros = holes_a_.has({in_a, here.size}) && holes_b_.has({in_b, here.size});
    const bool same =
        both_zeros || agree(near_a.at(in_a, here.size), near_b.at(in_b, here.size), here.size);
    differs_[static_cast<std::size_t>(n)] = same ? 0 : 1;
  }
}

}  // namespace bview
