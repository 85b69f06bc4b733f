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

  void find(std::span<const std::byte> bytes, const Range& range,
            const VisitHit& visit) const override {
    std::int64_t from = range.from;
    const auto size = static_cast<std::int64_t>(search_.pattern().size());
    while (const auto found = search_.next(bytes, from, range.end)) from = visit(*found, size);
  }

  [[nodiscard]] std::int64_t reach() const override {
    return static_cast<std::int64_t>(search_.pattern().size()) - 1;
  }

 private:
  PatternSearch search_;
};

class RegexNeedle : public Needle {
 public:
  explicit RegexNeedle(Regex regex) : regex_(std::move(regex)) {}

  void find(std::span<const std::byte> bytes, const Range& range,
            const VisitHit& visit) const override {
    const std::int64_t limit = std::min(range.end + kLongestMatch, std::ssize(bytes));
    for (std::int64_t from = range.from; from < range.end;) {
      const std::int64_t end =
          range.everywhere ? std::min(limit, from + 2 * kLongestInside) : limit;
      const auto match =
          regex_.next(bytes, static_cast<std::size_t>(from), static_cast<std::size_t>(end));
      const auto offset = match ? static_cast<std::int64_t>(match->offset) : end;
      const bool cut = end < limit && offset > from + kLongestInside;
      if (cut) {
        from = std::min(offset, end - kLongestInside);  // what begins there has not been seen whole
        continue;
      }
      if (!match || offset >= range.end) return;
      const auto size = static_cast<std::int64_t>(match->size);
      from = size == 0 ? offset + 1 : visit(offset, size);
    }
  }

  [[nodiscard]] std::int64_t reach() const override { return kLongestMatch; }

 private:
  Regex regex_;
};

/// Asks about items that begin at every byte, some thousand at a time.
class ValueNeedle : public Needle {
 public:
  ValueNeedle(ConditionPtr condition, std::int64_t itemsize)
      : condition_(std::move(condition)), itemsize_(itemsize) {}

  void find(std::span<const std::byte> bytes, const Range& range,
            const VisitHit& visit) const override {
    std::int64_t from = range.from;
    const std::int64_t end = std::min(range.end, std::ssize(bytes) - itemsize_ + 1);
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

  [[nodiscard]] std::int64_t reach() const override { return itemsize_ - 1; }

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
