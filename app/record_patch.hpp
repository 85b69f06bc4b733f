// SPDX-License-Identifier: MIT
// app/record_patch.hpp - patching records that vary in size.
//
// Each record, once it was walked, is an item of constant size, and is patched as such. On a trial
// copy of the bytes, which the file does not see, it is walked again: a patch that would change
// how it is read, and so the size of anything, is refused.

#pragma once

#include "app/options.hpp"
#include "app/session.hpp"

namespace bview {

/// Patches the records that the options select; the exit code.
int patch_records(const Options& options, const ViewRequest& request);

}  // namespace bview
