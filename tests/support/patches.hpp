// SPDX-License-Identifier: MIT
// tests/support/patches.hpp - small patches to make and to take back.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/journal.hpp>

#include "tests/support/fake_disk.hpp"

namespace bview::testing {

/// What shall stand at an offset.
struct Change {
  std::size_t offset;
  std::string bytes;
};

/// The content of a file, and changes to it.
struct Patch {
  std::string before;
  std::vector<Change> changes;

  [[nodiscard]] std::string after() const {
    std::string text = before;
    for (const Change& change : changes) {
      text.replace(change.offset, change.bytes.size(), change.bytes);
    }
    return text;
  }

  /// As apply_edits() takes them. The patch outlives the source.
  [[nodiscard]] EditSource edits() const {
    return [this](const EditVisitor& visit) {
      for (const Change& change : changes) {
        const auto old_bytes = std::as_bytes(std::span(before));
        visit({static_cast<std::int64_t>(change.offset),
               old_bytes.subspan(change.offset, change.bytes.size()),
               std::as_bytes(std::span(change.bytes))});
      }
    };
  }
};

/// What is there after a patch that succeeded.
inline DiskImage patched(const Patch& patch, DiskImage image = {}, const LogPolicy& policy = {}) {
  image.data = patch.before;
  FakeDisk disk(image);
  apply_edits(disk, patch.edits(), policy);
  return disk.after_end();
}

/// What is there when a patch died before its n-th operation.
inline DiskImage interrupted(const Patch& patch, int nth, Stop stop = Stop::Dies) {
  FakeDisk disk({patch.before});
  disk.stop_at(nth, stop);
  try {
    apply_edits(disk, patch.edits());
  } catch (const Death&) {
  }
  return disk.after_kill();
}

/// What inspect_log() says of an image.
inline LogState state_of(const DiskImage& image) { return inspect_log(FakeDisk(image)); }

}  // namespace bview::testing

namespace bview {

inline std::ostream& operator<<(std::ostream& out, LogState state) {
  constexpr const char* kNames[] = {"None", "Torn", "Pending", "Finished", "Damaged"};
  return out << kNames[static_cast<std::size_t>(state)];
}

inline std::ostream& operator<<(std::ostream& out, UndoOutcome outcome) {
  constexpr const char* kNames[] = {"Restored", "NothingToUndo", "Refused"};
  return out << kNames[static_cast<std::size_t>(outcome)];
}

}  // namespace bview
