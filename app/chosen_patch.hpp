// SPDX-License-Identifier: MIT
// app/chosen_patch.hpp - patches items for which --where holds, or with values that --set works out
// of what they hold.
//
// Which items those are, and what they get, is found out while the file is locked, some thousand
// items at a time; edits are kept until all of them are known.

#pragma once

#include "app/options.hpp"
#include "app/patch_planning.hpp"
#include "app/session.hpp"

namespace bview {

/// Of items of constant size: the edits in `view`, the bytes of which are the file's.
PlanOutcome plan_chosen(const Options& options, const ViewRequest& request, const View& view,
                        const PatchPlanning& planning);

/// The same from the start to the end; the exit code.
int patch_chosen(const Options& options, const ViewRequest& request);

}  // namespace bview
