// SPDX-License-Identifier: MIT
// app/record_patch.hpp - patching records that vary in size.
//
// Each record, once it was walked, is an item of constant size, and is patched as such. On a trial
// copy of the bytes, which the file does not see, it is walked again: a patch that would change
// how it is read, and so the size of anything, is refused.

#pragma once

#include <bview/core/buffer.hpp>

#include "app/options.hpp"
#include "app/patch_planning.hpp"
#include "app/session.hpp"

namespace bview {

/// The bytes of the file, as they are and for trials.
struct PatchedFile {
  Buffer bytes{};
  Buffer trial{};
  bool keeps_trial = false;  ///< what stands there differs from the file already
};

/// The edits in the records that the options select.
PlanOutcome plan_records(const Options& options, const ViewRequest& request,
                         const PatchedFile& file, const PatchPlanning& planning);

/// The same from the start to the end; the exit code.
int patch_records(const Options& options, const ViewRequest& request);

}  // namespace bview
