// SPDX-License-Identifier: MIT

#include <algorithm>
#include <utility>
#include <vector>

#include <bview/core/search.hpp>
#include <bview/formats/questions/blocks.hpp>
#include <bview/formats/search/needle.hpp>

namespace bview {
namespace {

class PatternNeedle : public Needle {
 public:
  explicit PatternNeedle(BytePattern pattern) : search_(std::move(pattern)) {}

  void find(std::span<const std::byte> bytes, std::int64_t from, std::int64_t end,
            const VisitHit& visit) const override {
    const auto size = static_cast<std::int64_t>(search_.pattern().size());
    while (const auto found = search_.next(bytes, from, end)) from = visit(*found, size);
  }

 private:
  PatternSearch search_;
};

class RegexNeedle : public Needle {
 public:
  explicit RegexNeedle(Regex regex) : regex_(std::move(regex)) {}

  void find(std::span<const std::byte> bytes, std::int64_t from, std::int64_t end,
            const VisitHit& visit) const override {
    const auto limit = static_cast<std::size_t>(end + kLongestMatch);
    while (from < end) {
      const auto match = regex_.next(bytes, static_cast<std::size_t>(from), limit);
      if (!match) return;
      const auto offset = static_cast<std::int64_t>(match->offset);
      if (offset >= end) return;
      const auto size = static_cast<std::int64_t>(match->size);
      from = size == 0 ? offset + 1 : visit(offset, size);
    }
  }

 private:
  Regex regex_;
};

/// Asks about items that begin at every byte, some thousand at a time.
class ValueNeedle : public Needle {
 public:
  ValueNeedle(ConditionPtr condition, std::int64_t itemsize)
      : condition_(std::move(condition)), itemsize_(itemsize) {}

  void find(std::span<const std::byte> bytes, std::int64_t from, std::int64_t end,
            const VisitHit& visit) const override {
    end = std::min(end, std::ssize(bytes) - itemsize_ + 1);
    const Lengths shape{std::max<std::int64_t>(end, 0)};
    std::vector<std::uint8_t> marks;
    for (std::int64_t first = from; first < end && from < end; first += kBlockItems) {
      ItemBlock block;
      block.count = std::min(kBlockItems, end - first);
      block.first = first;
      block.shape = &shape;
      block.data = bytes.data() + first;
      block.step = 1;
      block.offset = first;
      marks.assign(static_cast<std::size_t>(block.count), 1);
      condition_->narrow(block, marks.data());
      for (std::int64_t k = std::max<std::int64_t>(0, from - first); k < block.count;) {
        const bool holds = marks[static_cast<std::size_t>(k)] != 0;
        if (holds) from = visit(first + k, itemsize_);
        k = holds ? from - first : k + 1;
      }
    }
  }

 private:
  ConditionPtr condition_;
  std::int64_t itemsize_;
};

}  // namespace

NeedlePtr pattern_needle(BytePattern pattern) {
  return std::make_unique<PatternNeedle>(std::move(pattern));
}

NeedlePtr regex_needle(Regex regex) { return std::make_unique<RegexNeedle>(std::move(regex)); }

NeedlePtr value_needle(ConditionPtr condition, std::int64_t itemsize) {
  return std::make_unique<ValueNeedle>(std::move(condition), itemsize);
}

}  // namespace bview
