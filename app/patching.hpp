// SPDX-License-Identifier: MIT
// app/patching.hpp - the file that patch and undo write to, and its undo log.

#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <bview/core/patch_disk.hpp>

#include "app/options.hpp"

namespace bview {

/// Says on standard error when the undo log beside the file tells of an interrupted
/// patch. For commands that read the file all the same.
void mention_interrupted_patch(const Options& options);

/// The file that the options name, open and locked for writing, and its undo log.
/// Waits for the locks, unless --no-wait says otherwise. `reach` is what will be looked at.
/// \throws Error{Errc::File} when something of that is refused, or while it was waited for the
///         file was replaced, truncated, or ends in front of the end of `reach`.
[[nodiscard]] std::unique_ptr<PatchDisk> open_for_patching(const Options& options,
                                                           const Extent& reach);

}  // namespace bview
