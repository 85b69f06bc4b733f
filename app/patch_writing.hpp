// SPDX-License-Identifier: MIT
// app/patch_writing.hpp - a patch on its way to the disk.

#pragma once

#include <functional>

#include <bview/core/journal.hpp>
#include <bview/core/progress.hpp>

#include "app/options.hpp"
#include "app/patch_preview.hpp"
#include "app/patch_values.hpp"

namespace bview {

/// The edits of a patch, which tell how far they are.
using EditsOf = std::function<EditSource(const OnProgress& on_progress)>;

/// The lock is held, so a pending log is of a patch that was interrupted. It may lie in either
/// place, and nothing counts before it is dealt with: not even an expectation.
void refuse_interrupted(const Options& options, const PatchDisk& disk);

/// Writes edits, of which there are some, in one transaction.
PatchSummary write_edits(const EditsOf& edits_of, PatchDisk& disk, const Options& options);

/// Says that nothing is selected, and so nothing is there that could be expected; the exit code.
int tell_nothing_selected(const Options& options);

/// Says what was changed.
void tell_patched(const PatchSummary& summary, const Options& options);

/// Writes the values to the target, and says what changed; the exit code.
int write_patch(const Options& options, const Selection& target, const NewValues& values);

}  // namespace bview
