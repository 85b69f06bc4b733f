// SPDX-License-Identifier: MIT
// formats/output/part_notes.hpp - what a form remembers of its parts until it closes.
//
// Some files end with a directory of what stands in front of it. Parts are made on any thread, by
// renderers that come and go while a stream moves; their notes are kept beside these, in the order
// of the parts.

#pragma once

#include <any>
#include <cstdint>
#include <map>
#include <mutex>
#include <utility>

#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

class PartNotes {
 public:
  /// A new output begins.
  void clear() {
    const std::lock_guard lock(mutex_);
    notes_.clear();
  }

  /// Of the parts from `first` on, which were made together; of the form's own type.
  void add(std::int64_t first, std::any note) {
    const std::lock_guard lock(mutex_);
    notes_.insert_or_assign(first, std::move(note));
  }

  /// All of them, by their first parts. No part is made meanwhile.
  [[nodiscard]] const std::map<std::int64_t, std::any>& all() const { return notes_; }

 private:
  std::mutex mutex_;
  std::map<std::int64_t, std::any> notes_;
};

}  // namespace bview
