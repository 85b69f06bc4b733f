// SPDX-License-Identifier: MIT

#include "app/patch_planning.hpp"

#include <unistd.h>

#include "app/commands.hpp"
#include "app/kept_edits.hpp"
#include "app/patch_writing.hpp"

namespace bview {

int run_planned(const Options& options, PatchDisk* disk, const PlanPatch& plan) {
  FdSink sink(STDOUT_FILENO, "standard output");
  TextBuffer lines(&sink);
  KeptEdits kept;
  const PlanOutcome outcome = plan({[&](const Edit& edit) { kept.add(edit); }, lines});
  if (outcome == PlanOutcome::Unexpected) return kNo;
  if (outcome == PlanOutcome::NothingSelected) return tell_nothing_selected(options);
  kept.finish();
  PatchSummary summary = kept.summary();
  if (disk == nullptr) {
    lines.flush();
    tell_preview(summary, options);
    return kDone;
  }
  const auto edits_of = [&](const OnProgress& on_progress) {
    return kept.edits(disk->data(), on_progress);
  };
  if (summary.values > 0) summary = write_edits(edits_of, *disk, options);
  tell_patched(summary, options);
  return kDone;
}

}  // namespace bview
