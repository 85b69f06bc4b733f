// SPDX-License-Identifier: MIT

#include "app/patch_planning.hpp"

#include <unistd.h>

#include <optional>

#include <bview/core/patch.hpp>
#include <bview/formats/text/reading_cells.hpp>

#include "app/commands.hpp"
#include "app/kept_edits.hpp"
#include "app/patch_preview.hpp"
#include "app/patch_writing.hpp"

namespace bview {

PlanOutcome plan_values(const Options& options, const NewValues& values, const Selection& target,
                        const PatchPlanning& planning) {
  const PatchPlan plan(target.view, target.layout, values.items, values.bytes, values.lost,
                       settle_value);
  refuse_rounded(plan, target, options);
  if (!holds_expected(values, target, options)) return PlanOutcome::Unexpected;
  if (options.dry_run) preview_changes(plan, target, options, std::nullopt, planning.lines);
  plan.joined_edits()(planning.add);
  return PlanOutcome::Planned;
}

int run_planned(const Options& options, PatchDisk* disk, const PlanPatch& plan) {
  FdSink sink(STDOUT_FILENO, "standard output");
  TextBuffer lines(&sink);
  KeptEdits kept;
  const EditVisitor add = [&](const Edit& edit) {
    disk == nullptr ? kept.count(edit) : kept.add(edit);
  };
  const PlanOutcome outcome = plan({add, lines});
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
