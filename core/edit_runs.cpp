// SPDX-License-Identifier: MIT

#include <algorithm>
#include <utility>

#include <bview/core/edit_runs.hpp>

namespace bview {
namespace {

void append(std::vector<std::byte>& to, std::span<const std::byte> bytes) {
  to.insert(to.end(), bytes.begin(), bytes.end());
}

}  // namespace

void for_each_difference(const Edit& edit, const EditVisitor& visit) {
  const auto& [offset, before, after] = edit;
  for (std::size_t at = 0; at < before.size();) {
    if (before[at] == after[at]) {
      ++at;
      continue;
    }
    std::size_t end = at + 1;
    while (end < before.size() && end - at < kLongestRun && before[end] != after[end]) ++end;
    visit({offset + static_cast<std::int64_t>(at), before.subspan(at, end - at),
           after.subspan(at, end - at)});
    at = end;
  }
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
