// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include <bview/core/compare.hpp>
#include <bview/core/edit_runs.hpp>

namespace bview {
namespace {

void append(std::vector<std::byte>& to, std::span<const std::byte> bytes) {
  to.insert(to.end(), bytes.begin(), bytes.end());
}

/// Where two runs of bytes are looked at, and how far they reach.
struct BytePair {
  const std::byte* before;
  const std::byte* after;
  std::size_t size;

  [[nodiscard]] std::size_t agreeing(std::size_t at) const {
    const auto left = static_cast<std::int64_t>(size - at);
    return static_cast<std::size_t>(agreeing_bytes(before + at, after + at, left));
  }
};

template <class Word>
Word differing_bits(const BytePair& pair, std::size_t at) {
  Word before = 0;
  Word after = 0;
  std::memcpy(&before, pair.before + at, sizeof before);
  std::memcpy(&after, pair.after + at, sizeof after);
  return before ^ after;
}

/// The first value from `at` on that stays as it is, or the end.
using FindEnd = std::size_t (*)(const BytePair& pair, std::size_t at, std::size_t value);

template <class Word>
std::size_t end_of_words(const BytePair& pair, std::size_t at, std::size_t /*value*/) {
  while (at < pair.size && differing_bits<Word>(pair, at) != 0) at += sizeof(Word);
  return at;
}

/// Eight at a time, as long as each of them changes.
std::size_t end_of_bytes(const BytePair& pair, std::size_t at, std::size_t value) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  for (; pair.size - at >= sizeof kOnes; at += sizeof kOnes) {
    const auto bits = differing_bits<std::uint64_t>(pair, at);
    const bool any_agrees = ((bits - kOnes) & ~bits & (kOnes << 7U)) != 0;
    if (any_agrees) break;
  }
  return end_of_words<std::uint8_t>(pair, at, value);
}

std::size_t end_of_others(const BytePair& pair, std::size_t at, std::size_t value) {
  while (at < pair.size && std::memcmp(pair.before + at, pair.after + at, value) != 0) at += value;
  return at;
}

FindEnd find_end(std::size_t value) {
  constexpr std::array<FindEnd, 9> kBySize = {nullptr,
                                              end_of_bytes,
                                              end_of_words<std::uint16_t>,
                                              nullptr,
                                              end_of_words<std::uint32_t>,
                                              nullptr,
                                              nullptr,
                                              nullptr,
                                              end_of_words<std::uint64_t>};
  const FindEnd found = value < kBySize.size() ? kBySize[value] : nullptr;
  return found != nullptr ? found : end_of_others;
}

/// Calls `visit(begin, end)` for the stretches of values of `value` bytes that change.
template <class Visit>
void for_each_changed_stretch(const BytePair& pair, std::size_t value, const Visit& visit) {
  const FindEnd end_of_changes = find_end(value);
  for (std::size_t at = 0; at < pair.size;) {
    at += pair.agreeing(at) / value * value;
    if (at == pair.size) return;
    const std::size_t end = end_of_changes(pair, at + value, value);
    visit(at, end);
    at = end;
  }
}

BytePair pair_of(const Edit& edit) {
  return {edit.old_bytes.data(), edit.new_bytes.data(), edit.old_bytes.size()};
}

Edit between(const Edit& edit, std::size_t begin, std::size_t end) {
  return {edit.offset + static_cast<std::int64_t>(begin),
          edit.old_bytes.subspan(begin, end - begin), edit.new_bytes.subspan(begin, end - begin)};
}

}  // namespace

void for_each_change(const Edit& edit, std::size_t size, const EditVisitor& visit) {
  for_each_changed_stretch(pair_of(edit), size, [&](std::size_t begin, std::size_t end) {
    Edit changed = between(edit, begin, end);
    changed.values = static_cast<std::int64_t>((end - begin) / size);
    visit(changed);
  });
}

void for_each_difference(const Edit& edit, const EditVisitor& visit) {
  for_each_changed_stretch(pair_of(edit), 1, [&](std::size_t begin, std::size_t end) {
    for (; begin < end; begin += kLongestRun) {
      visit(between(edit, begin, std::min(end, begin + kLongestRun)));
    }
  });
}

void EditMerger::add(const Edit& edit) {
  Edit left = edit;
  while (!left.old_bytes.empty()) {
    const std::int64_t end = piece_.offset + static_cast<std::int64_t>(piece_.length);
    if (left.offset != end || piece_.length == kLongestRun) {
      end_piece();
      piece_.offset = left.offset;
    }
    const std::size_t taken = std::min(left.old_bytes.size(), kLongestRun - piece_.length);
    append(piece_.old_bytes, left.old_bytes.first(taken));
    append(piece_.new_bytes, left.new_bytes.first(taken));
    piece_.length += taken;
    left = {left.offset + static_cast<std::int64_t>(taken), left.old_bytes.subspan(taken),
            left.new_bytes.subspan(taken)};
  }
}

void EditMerger::finish() {
  end_piece();
  end_series();
}

bool EditMerger::continues_series() const {
  if (series_.count == 0 || piece_.length != series_.length) return false;
  if (series_.old_bytes.size() + piece_.length > kLongestRun) return false;
  const std::int64_t last =
      series_.offset + static_cast<std::int64_t>(series_.count - 1) * series_.stride;
  return series_.count == 1 || piece_.offset - last == series_.stride;
}

void EditMerger::end_piece() {
  if (piece_.length == 0) return;
  if (!continues_series()) {
    end_series();
    std::swap(series_, piece_);
    series_.count = 1;
  } else {
    if (series_.count == 1) series_.stride = piece_.offset - series_.offset;
    append(series_.old_bytes, piece_.old_bytes);
    append(series_.new_bytes, piece_.new_bytes);
    ++series_.count;
  }
  piece_.length = 0;
  piece_.old_bytes.clear();
  piece_.new_bytes.clear();
}

void EditMerger::end_series() {
  if (series_.count > 0) {
    visit_({series_.offset, series_.stride, series_.length, series_.count, series_.old_bytes,
            series_.new_bytes});
  }
  series_.offset = series_.stride = 0;
  series_.length = series_.count = 0;
  series_.old_bytes.clear();
  series_.new_bytes.clear();
}

}  // namespace bview
