// SPDX-License-Identifier: MIT
// app/diff_walk.hpp - what differs between items that are taken one after another.

#pragma once

#include "app/diff.hpp"

namespace bview {

/// Records that vary in size, by position or by key; the exit code.
[[nodiscard]] int diff_records(DiffSide& a, DiffSide& b, const DiffRequest& request,
                               const Options& options);

/// Items that are all alike, by key.
[[nodiscard]] int diff_by_key(const Session& a, const Session& b, const DiffRequest& request,
                              const Options& options);

}  // namespace bview
