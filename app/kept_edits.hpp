// SPDX-License-Identifier: MIT
// app/kept_edits.hpp - what a patch changes, kept until all of it is known.

#pragma once

#include <bview/core/buffer.hpp>
#include <bview/core/journal.hpp>
#include <bview/core/progress.hpp>
#include <bview/core/spool.hpp>

#include "app/patch_preview.hpp"

namespace bview {

class KeptEdits {
 public:
  void add(const Edit& edit);
  /// Does not keep it.
  void count(const Edit& edit) {
    summary_.values += edit.values;
    summary_.bytes += std::ssize(edit.old_bytes);
  }
  /// What was added, or counted.
  [[nodiscard]] const PatchSummary& summary() const { return summary_; }

  /// Nothing may be added after it.
  void finish() { kept_ = spool_.finish(); }
  /// All of them, the old bytes being those of `bytes`.
  [[nodiscard]] EditSource edits(Bytes bytes, const OnProgress& on_progress) const;

 private:
  PatchSummary summary_{};
  Spool spool_{};
  Buffer kept_{};
};

}  // namespace bview
