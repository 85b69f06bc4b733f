// SPDX-License-Identifier: MIT
// app/patch_planning.hpp - patches that are worked out, whole, before anything is written.

#pragma once

#include <cstdint>
#include <functional>

#include <bview/core/edit_runs.hpp>
#include <bview/core/patch_disk.hpp>
#include <bview/core/sink.hpp>

#include "app/options.hpp"
#include "app/patch_values.hpp"

namespace bview {

/// Where the edits go.
struct PatchPlanning {
  EditVisitor add;    ///< hears of every edit; of bit fields that share bytes one alone has them
  TextBuffer& lines;  ///< with --dry-run, a line for every value that would change
};

enum class PlanOutcome : std::uint8_t {
  Planned,
  NothingSelected,
  Unexpected  ///< something else stands there than was expected, which was said
};
using PlanPatch = std::function<PlanOutcome(const PatchPlanning& planning)>;

/// Values that were given, for as many items of the target.
PlanOutcome plan_values(const Options& options, const NewValues& values, const Selection& target,
                        const PatchPlanning& planning);

/// Works a patch out, and writes it to the disk, or, where that is null, says what it would change;
/// the exit code.
int run_planned(const Options& options, PatchDisk* disk, const PlanPatch& plan);

}  // namespace bview
