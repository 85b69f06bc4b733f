// SPDX-License-Identifier: MIT

#include <algorithm>
#include <bit>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/formats/parquet/levels.hpp>
#include <bview/formats/parquet/thrift_writer.hpp>

namespace bview {
namespace {

constexpr std::size_t kGroup = 8;  // numbers that are packed together

std::size_t equal_at_front(std::span<const std::uint32_t> numbers) {
  const auto end = std::find_if(numbers.begin(), numbers.end(),
                                [&](std::uint32_t each) { return each != numbers.front(); });
  return static_cast<std::size_t>(end - numbers.begin());
}

/// The head of a run says how often its number comes.
void append_equal(std::uint32_t number, std::size_t count, int bits, std::string& to) {
  append_varint(count << 1U, to);
  for (int done = 0; done < bits; done += 8) {
    to += static_cast<char>(number >> static_cast<unsigned>(done) & 0xffU);
  }
}

/// That of packed ones how many groups there are; the last may be filled with zeros.
void append_packed(std::span<const std::uint32_t> numbers, int bits, std::string& to) {
  const std::size_t groups = (numbers.size() + kGroup - 1) / kGroup;
  append_varint(groups << 1U | 1U, to);
  std::uint64_t waiting = 0;
  unsigned size = 0;
  for (std::size_t k = 0; k < groups * kGroup; ++k) {
    const std::uint64_t number = k < numbers.size() ? numbers[k] : 0;
    waiting |= number << size;
    for (size += static_cast<unsigned>(bits); size >= 8; size -= 8, waiting >>= 8U) {
      to += static_cast<char>(waiting & 0xffU);
    }
  }
}

}  // namespace

int bits_for(std::uint32_t most) { return static_cast<int>(std::bit_width(most)); }

void append_runs(std::span<const std::uint32_t> numbers, int bits, std::string& to) {
  std::size_t packed = 0;  // at the front, in whole groups
  while (packed < numbers.size()) {
    const std::size_t equal = equal_at_front(numbers.subspan(packed));
    const bool ends = packed + equal == numbers.size();
    if (equal < kGroup && !(ends && packed == 0)) {
      packed = std::min(numbers.size(), packed + kGroup);
      continue;
    }
    if (packed > 0) append_packed(numbers.first(packed), bits, to);
    append_equal(numbers[packed], equal, bits, to);
    numbers = numbers.subspan(packed + equal);
    packed = 0;
  }
  if (packed > 0) append_packed(numbers, bits, to);
}

ListLevels::ListLevels(const Lengths& lists)
    : lists_(lists.begin(), std::find(lists.begin(), lists.end(), 0)) {
  const auto entries = checked_product(lists_);
  if (!entries) throw Error(Errc::BadShape, "a row has more empty lists than 64 bits can count");
  per_row_ = *entries;
}

std::uint32_t ListLevels::repetition(std::int64_t n) const {
  std::int64_t rest = n % per_row_;
  if (rest == 0) return 0;
  std::uint32_t level = depth();
  for (; rest % lists_[level - 1] == 0; --level) rest /= lists_[level - 1];
  return level;
}

}  // namespace bview
