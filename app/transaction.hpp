// SPDX-License-Identifier: MIT
// app/transaction.hpp - several changes of one file, made together or not at all.
//
// Each is planned on the file as those before it leave it: on private pages over the mapping, which
// the file does not see. In the end what differs is one patch, with one undo.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/core/edit_runs.hpp>
#include <bview/core/input.hpp>
#include <bview/core/patch_disk.hpp>
#include <bview/core/sink.hpp>

#include "app/options.hpp"
#include "app/patch_planning.hpp"
#include "app/patch_preview.hpp"

namespace bview {

class Transaction {
 public:
  /// Opens the file that the options name, and locks it, unless nothing shall be written.
  explicit Transaction(const Options& options);

  /// The file as it shall be so far.
  [[nodiscard]] Input input() const;
  /// The same in pages of its own, to be tried on.
  [[nodiscard]] Buffer copy() const;

  /// Plans one of the changes.
  PlanOutcome plan(const PlanPatch& change);

  /// Writes all of it, or says what would be written; the exit code.
  int finish(const Options& options);

 private:
  void add(const Edit& edit);
  [[nodiscard]] Buffer fresh() const;
  void join_extents();
  [[nodiscard]] EditSource edits(const OnProgress& on_progress) const;

  std::string path_;
  std::unique_ptr<PatchDisk> disk_{};  // null for --dry-run
  Buffer before_{};
  Buffer after_{};
  FdSink sink_;
  TextBuffer lines_;
  std::vector<Extent> extents_{};  // that were changed, maybe to what stood there before
  PatchSummary summary_{};
};

}  // namespace bview
