// SPDX-License-Identifier: MIT
// app/record_edits.hpp - what a patch of many records changes, kept until all of it is known.

#pragma once

#include <cstdint>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/core/journal.hpp>
#include <bview/core/progress.hpp>
#include <bview/core/spool.hpp>

namespace bview {

class RecordEdits {
 public:
  /// `may_overlap`: records may share bytes, so that what is written twice has to be looked for.
  explicit RecordEdits(bool may_overlap) : may_overlap_(may_overlap) {}

  void add(const Edit& edit);
  /// Notes a stretch that a record has values for, whether they change it or not.
  void claim(const Extent& stretch);
  [[nodiscard]] bool may_overlap() const { return may_overlap_; }

  /// \throws Error{Errc::ReadOnly} where two edits share bytes.
  void finish();

  /// All of them, the old bytes being those of `bytes`.
  [[nodiscard]] EditSource edits(Bytes bytes, const OnProgress& on_progress) const;

 private:
  void refuse_shared_bytes();

  bool may_overlap_;
  Spool spool_{};
  Buffer kept_{};
  std::vector<Extent> extents_{};
};

}  // namespace bview
