// SPDX-License-Identifier: MIT

#include "app/scripted_patch.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/patch.hpp>
#include <bview/formats/text/reading_cells.hpp>

#include "app/checksums.hpp"
#include "app/chosen_patch.hpp"
#include "app/commands.hpp"
#include "app/form_options.hpp"
#include "app/formula_options.hpp"
#include "app/open_axis.hpp"
#include "app/opened_file.hpp"
#include "app/patch_script.hpp"
#include "app/patch_writing.hpp"
#include "app/placed_patch.hpp"
#include "app/record_patch.hpp"
#include "app/record_source.hpp"
#include "app/room.hpp"
#include "app/terminal.hpp"
#include "app/transaction.hpp"

namespace bview {
namespace {

/// An edit, with numbers in place of its formulas.
Numbered numbered(const Options& edit, const Transaction& file) {
  if (!has_formulas(edit)) return {edit, view_request(edit)};
  Input input = file.input();
  return with_numbers(edit, input);
}

PlanOutcome plan_items(const Options& options, const ViewRequest& request, Input input,
                       const PatchPlanning& planning) {
  const Session room = room_in(std::move(input), options, request);
  const NewValues values = new_values(options, room);
  const Selection target = taken_of(room, values.count, options);
  check_counts(values, target, options);
  if (target.view.size() == 0) return PlanOutcome::NothingSelected;
  return plan_values(options, values, target, planning);
}

PlanOutcome plan_edit(const Options& given, const Transaction& file,
                      const PatchPlanning& planning) {
  Options edit = given;
  if (const auto values = take_placed_values(edit)) {
    return plan_placed(edit, *values, file.input().buffer.bytes(), planning);
  }
  const auto& [options, request] = numbered(edit, file);
  if (!request.layout.is_fixed()) {
    refuse_record_options(request.window, options);
    return plan_records(options, request, {file.input().buffer, file.copy(), true}, planning);
  }
  if (!request.where && !request.set) return plan_items(options, request, file.input(), planning);
  const Session session = make_session(file.input(), request, options);
  refuse_unwritable(session.selection.view, request.layout);
  return plan_chosen(options, request, session.selection.view, planning);
}

/// A checksum that counts its own bytes is another one as soon as it is written.
void mention_own_bytes(const FoundChecksum& found) {
  const auto& [start, size] = *found.own;
  tell(
      fmt::format("bview: note: {} stands among the bytes that it is worked out of, so that it is "
                  "wrong once it is written; zero({}:{}) counts its own as 0",
                  found.name, start, start + size));
}

/// Plans new bytes for one.
void plan_checksum(const FoundChecksum& found, const Options& options,
                   const PatchPlanning& planning) {
  const Selection& target = found.target;
  const PatchPlan plan(target.view, target.layout, found.computed, PatchBytes::Fields, {},
                       settle_value);
  if (options.dry_run) preview_changes(plan, target, options, found.item, planning.lines);
  plan.joined_edits()(planning.add);
}

/// Of the items that were selected before the edits, one checksum after another.
void fix_checksums(const Options& options, const std::vector<ChecksumItem>* items,
                   Transaction& file) {
  for (const std::string& fix : options.fix) {
    bool mentioned = options.quiet;
    file.plan([&](const PatchPlanning& planning) {
      for_each_checksum("--fix", fix, options, file.input(), items,
                        [&](const FoundChecksum& found) {
                          if (found.own && !std::exchange(mentioned, true))
                            mention_own_bytes(found);
                          plan_checksum(found, options, planning);
                        });
      return PlanOutcome::Planned;
    });
  }
}

}  // namespace

int patch_scripted(const Options& options) {
  Transaction file(options);
  std::vector<ChecksumItem> items;
  const bool chosen = !options.fix.empty() && !options.where.empty();
  if (chosen) items = selected_items(options, file.input());
  bool expected = true;
  bool any = !options.fix.empty();
  for_each_edit(options, [&](const Options& edit) {
    any = true;
    if (!expected) return;
    refuse_useless_input(edit);
    refuse_values_beside_set(edit);
    refuse_replaced(edit, file.input().identity);
    const PlanOutcome outcome =
        file.plan([&](const PatchPlanning& planning) { return plan_edit(edit, file, planning); });
    if (outcome == PlanOutcome::NothingSelected) expected = tell_nothing_selected(edit) == kDone;
    if (outcome == PlanOutcome::Unexpected) expected = false;
  });
  if (!any) {
    throw Error(Errc::BadUsage,
                "there is no edit in --edit and --script; one is a view and its values: "
                "--edit '-f <H -o 4 7'");
  }
  if (!expected) return kNo;
  fix_checksums(options, chosen ? &items : nullptr, file);
  return file.finish(options);
}

}  // namespace bview
