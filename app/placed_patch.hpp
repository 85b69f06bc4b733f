// SPDX-License-Identifier: MIT
// app/placed_patch.hpp - values that say themselves where in the file they belong: dumps with
// offsets, Intel HEX and S-records.

#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <bview/core/source.hpp>

#include "app/options.hpp"
#include "app/patch_planning.hpp"

namespace bview {

/// What such values of --from are read from; null for all others. Plain hex is no dump, and what
/// was read of it to know that is kept in `options`.
[[nodiscard]] std::unique_ptr<Source> take_placed_values(Options& options);

/// Refuses options that say which bytes are meant: the values, which `what` calls them, do.
void refuse_view_beside(const Options& options, const std::string& what);

/// Writes them to the file; the exit code.
int patch_placed(const Options& options, Source& source);

/// Plans the same for `file`, all of which is in memory.
PlanOutcome plan_placed(const Options& options, Source& source, const Bytes& file,
                        const PatchPlanning& planning);

}  // namespace bview
