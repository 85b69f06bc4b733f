// SPDX-License-Identifier: MIT

#include "app/patch_writing.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>

#include <bview/core/error.hpp>
#include <bview/core/journal.hpp>
#include <bview/core/pointed_texts.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/syntax/numbers.hpp>
#include <bview/formats/text/reading_cells.hpp>

#include "app/commands.hpp"
#include "app/patch_preview.hpp"
#include "app/patching.hpp"
#include "app/progress.hpp"
#include "app/terminal.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

LogPolicy log_policy(const Options& options) {
  constexpr std::int64_t kMost = 1000;
  LogPolicy policy;
  policy.keep_log = !options.no_undo;
  policy.any_file = options.any_file;
  policy.time = std::chrono::duration_cast<std::chrono::nanoseconds>(
                    std::chrono::system_clock::now().time_since_epoch())
                    .count();
  policy.user = ::geteuid();
  policy.command = options.command_line;
  if (!options.keep) return policy;
  const std::int64_t keep = parsed("--keep", *options.keep, parse_int);
  if (keep < 1 || keep > kMost) {
    throw Error(Errc::BadUsage,
                fmt::format("--keep takes 1 to {}, not {}; --no-undo keeps nothing", kMost, keep));
  }
  policy.keep = static_cast<std::size_t>(keep);
  return policy;
}

}  // namespace

void refuse_interrupted(const Options& options, const PatchDisk& disk) {
  refuse_pending(disk);
  const std::string& file = options.operands.front();
  if (!options.undo_log || !has_pending_log(file)) return;
  throw Error(Errc::File, fmt::format("the undo log {} is of a patch that was interrupted: "
                                      "'bview undo' takes it back first",
                                      bview::quoted(default_log_path(file))));
}

PatchSummary write_edits(const EditsOf& edits_of, PatchDisk& disk, const Options& options) {
  Progress progress(options, Printing::Nothing);
  const OnProgress shown = [&](double done) { progress.show_part(done); };
  constexpr double kPasses = 3;  // to log, to write, to check
  double pass = 0;
  PatchSummary summary;
  const EditSource counted = [&](const EditVisitor& visit) {
    const EditSource edits = edits_of(stretch_of(shown, pass / kPasses, (pass + 1) / kPasses));
    edits([&](const Edit& edit) {
      if (pass == 0) {
        summary.values += edit.values;
        summary.bytes += std::ssize(edit.old_bytes);
      }
      visit(edit);
    });
    ++pass;
  };
  apply_edits(disk, counted, log_policy(options));
  return summary;
}

void tell_patched(const PatchSummary& summary, const Options& options) {
  if (options.quiet) return;
  const std::string file = bview::quoted(options.operands.front());
  if (summary.values == 0) {
    tell(fmt::format("bview: nothing to change in {}: it holds these values already", file));
    return;
  }
  tell(fmt::format("bview: changed {} ({}) in {}{}", count_text(summary.values, "value"),
                   count_text(summary.bytes, "byte"), file,
                   options.no_undo    ? ""
                   : options.undo_log ? "; 'bview undo' with this --undo-log takes it back"
                                      : "; 'bview undo' takes it back"));
}

int tell_nothing_selected(const Options& options) {
  // Where --where chooses, none is an answer.
  const bool expected = !options.expect.empty() && options.where.empty();
  if (expected || !options.quiet) {
    tell(fmt::format("bview: nothing is selected in {}, so nothing was written",
                     bview::quoted(options.operands.front())));
  }
  return expected ? kNo : kDone;
}

int write_patch(const Options& options, const Selection& target, const NewValues& values) {
  const View& seen = target.view;
  const Extent reach = seen.reach();
  const auto disk = open_for_patching(options, reach);
  refuse_interrupted(options, *disk);
  const Selection selection{
      View(disk->data(), seen.itemsize(), {seen.axes().begin(), seen.axes().end()}, seen.offset()),
      target.layout};
  if (target.layout.pointed) target.layout.pointed->look_into(disk->data());
  const PatchPlan plan(selection.view, selection.layout, values.items, values.bytes, values.lost,
                       settle_value);
  refuse_rounded(plan, selection, options);
  if (!holds_expected(values, selection, options)) return kNo;
  const bool any = !plan.visit_changed_items([](std::int64_t) { return false; });
  const auto edits_of = [&](const OnProgress& on_progress) {
    return plan.joined_edits(on_progress);
  };
  tell_patched(any ? write_edits(edits_of, *disk, options) : PatchSummary{}, options);
  return kDone;
}

}  // namespace bview
