// SPDX-License-Identifier: MIT

#include "app/record_edits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include <bview/core/error.hpp>

namespace bview {
namespace {

struct Head {
  std::int64_t offset;
  std::int64_t size;
};

}  // namespace

void RecordEdits::add(const Edit& edit) {
  const Head head{edit.offset, std::ssize(edit.new_bytes)};
  spool_.add(std::as_bytes(std::span(&head, 1)));
  spool_.add(edit.new_bytes);
}

void RecordEdits::claim(const Extent& stretch) {
  if (may_overlap_ && stretch.size > 0) extents_.push_back(stretch);
}

void RecordEdits::finish() {
  refuse_shared_bytes();
  kept_ = spool_.finish();
}

void RecordEdits::refuse_shared_bytes() {
  std::sort(extents_.begin(), extents_.end(),
            [](const Extent& a, const Extent& b) { return a.offset < b.offset; });
  for (std::size_t k = 1; k < extents_.size(); ++k) {
    if (extents_[k - 1].offset + extents_[k - 1].size <= extents_[k].offset) continue;
    throw Error(Errc::ReadOnly,
                fmt::format("two of the records share the byte at offset {}, so they cannot both "
                            "be written",
                            extents_[k].offset));
  }
}

EditSource RecordEdits::edits(Bytes bytes, const OnProgress& on_progress) const {
  return [this, bytes, on_progress](const EditVisitor& visit) {
    const Bytes& kept = kept_.bytes();
    for (std::int64_t at = 0; at < kept.size;) {
      Head head{};
      std::memcpy(&head, kept.data + at, sizeof head);
      at += static_cast<std::int64_t>(sizeof head);
      const auto size = static_cast<std::size_t>(head.size);
      visit({head.offset, {bytes.at(head.offset), size}, {kept.data + at, size}});
      at += head.size;
      if (on_progress) on_progress(static_cast<double>(at) / static_cast<double>(kept.size));
    }
  };
}

}  // namespace bview
