// SPDX-License-Identifier: MIT
// core/record_list.hpp - an axis that is a list: where the records of a view lie that have sizes of
// their own.
//
// A view of such records is a View of their numbers: its bytes are the list, an item of one byte is
// a record, so that slices and indices mean what they always do. Of a long list a part alone is in
// memory, from `first` on; who looks at records sees to it that it is there, as with bytes.

#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <bview/core/public.hpp>
#include <bview/core/view.hpp>
#include <bview/core/walk.hpp>

namespace BVIEW_PUBLIC bview {

struct RecordList {
  WalkArea area{};
  std::vector<Extent> records{};  ///< offset and size of each, in the file
  std::int64_t first = 0;         ///< the number of the first of them
  /// What was found of each, at least; empty where it was not kept.
  std::vector<std::unique_ptr<Frame>> frames{};

  [[nodiscard]] const Extent& at(std::int64_t n) const {
    return records[static_cast<std::size_t>(n - first)];
  }
  /// Null where records have to be walked once more.
  [[nodiscard]] const Frame* frame(std::int64_t n) const {
    return frames.empty() ? nullptr : frames[static_cast<std::size_t>(n - first)].get();
  }
  [[nodiscard]] std::int64_t end() const { return first + std::ssize(records); }
};

/// The numbers of so many records, as a view.
[[nodiscard]] inline View view_of_records(std::int64_t count) {
  return {{nullptr, count}, 1, {{count, 1}}, 0};
}

}  // namespace bview
