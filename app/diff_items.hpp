// SPDX-License-Identifier: MIT
// app/diff_items.hpp - what differs between items that are all alike, by position.
//
// Blocks of items whose bytes are equal are stepped over at once; others are compared value by
// value. Threads take blocks, and what they find is written in order.

#pragma once

#include "app/diff.hpp"

namespace bview {

/// Refuses two selections whose items or inner axes are not of one kind.
void refuse_unlike(const Session& a, const Session& b);

/// Compares item by item; the exit code.
[[nodiscard]] int diff_items(const Session& a, const Session& b, const DiffRequest& request,
                             const Options& options);

}  // namespace bview
