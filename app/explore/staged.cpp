// SPDX-License-Identifier: MIT

#include "app/explore/staged.hpp"

#include <utility>

namespace bview {

void StagedEdits::add(std::vector<Change> changes) {
  for (const Change& change : changes) apply(change);
  edits_.push_back(std::move(changes));
}

void StagedEdits::apply(const Change& change) {
  for (std::size_t k = 0; k < change.after.size(); ++k) {
    const std::int64_t offset = change.offset + static_cast<std::int64_t>(k);
    const auto [at, is_new] = bytes_.try_emplace(offset, Changed{change.before[k], std::byte{0}});
    at->second.after = change.after[k];
    if (at->second.after == at->second.before) bytes_.erase(at);
  }
}

std::int64_t StagedEdits::take_back() {
  const std::int64_t offset = edits_.back().front().offset;
  const std::vector<std::vector<Change>> left(edits_.begin(), edits_.end() - 1);
  clear();
  for (const auto& each : left) add(each);
  return offset;
}

void StagedEdits::clear() {
  edits_.clear();
  bytes_.clear();
}

void StagedEdits::lay_over(std::int64_t offset, std::span<std::byte> bytes) const {
  const std::int64_t end = offset + std::ssize(bytes);
  for (auto at = bytes_.lower_bound(offset); at != bytes_.end() && at->first < end; ++at) {
    bytes[static_cast<std::size_t>(at->first - offset)] = at->second.after;
  }
}

void StagedEdits::for_each(const EditVisitor& visit) const {
  std::vector<std::byte> before;
  std::vector<std::byte> after;
  for (auto at = bytes_.begin(); at != bytes_.end();) {
    const std::int64_t offset = at->first;
    before.clear();
    after.clear();
    for (; at != bytes_.end() && at->first == offset + std::ssize(after); ++at) {
      before.push_back(at->second.before);
      after.push_back(at->second.after);
    }
    visit({offset, before, after});
  }
}

Extent StagedEdits::reach() const {
  if (bytes_.empty()) return {0, 0};
  const std::int64_t first = bytes_.begin()->first;
  return {first, bytes_.rbegin()->first + 1 - first};
}

}  // namespace bview
