// SPDX-License-Identifier: MIT
// app/explore/staged.hpp - edits that are shown, and not written yet.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <vector>

#include <bview/core/edit_runs.hpp>
#include <bview/core/layout.hpp>

namespace bview {

class StagedEdits {
 public:
  /// A stretch of bytes that an edit changes.
  struct Change {
    std::int64_t offset;
    std::vector<std::byte> before;  ///< as they were shown
    std::vector<std::byte> after;
  };

  /// One edit, of which at least a byte changes.
  void add(std::vector<Change> changes);
  /// Takes the last one back; where it began. There is one.
  std::int64_t take_back();
  void clear();

  /// How many edits there are, and bytes that they leave changed.
  [[nodiscard]] std::size_t size() const { return edits_.size(); }
  [[nodiscard]] std::int64_t bytes() const { return std::ssize(bytes_); }

  /// Lays them over bytes of the file.
  void lay_over(std::int64_t offset, std::span<std::byte> bytes) const;
  [[nodiscard]] bool changes(std::int64_t offset) const { return bytes_.contains(offset); }

  /// Calls `visit` with what they come to, in the order of the file: each with the bytes that
  /// stood in the file when it was first changed.
  void for_each(const EditVisitor& visit) const;
  /// From the first byte that is changed to the last.
  [[nodiscard]] Extent reach() const;

 private:
  struct Changed {
    std::byte before;  // in the file
    std::byte after;
  };
  void apply(const Change& change);

  std::vector<std::vector<Change>> edits_{};
  std::map<std::int64_t, Changed> bytes_{};
};

}  // namespace bview
