// SPDX-License-Identifier: MIT
// app/scripted_patch.hpp - several edits of one file, and the checksums behind them, as one patch.

#pragma once

#include "app/options.hpp"

namespace bview {

/// The exit code.
int patch_scripted(const Options& options);

}  // namespace bview
