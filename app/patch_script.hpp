// SPDX-License-Identifier: MIT
// app/patch_script.hpp - several edits of one file, from --edit and --script.

#pragma once

#include <functional>
#include <string>

#include "app/options.hpp"

namespace bview {

/// Whether the options ask for more than one patch.
[[nodiscard]] bool is_scripted(const Options& options);

/// Hears of an edit: the options of a patch of the same file.
using VisitEdit = std::function<void(const Options& edit)>;

/// Calls `visit` for the edits one after another: what stands on the command line itself, those of
/// --edit, then the lines of --script.
/// \throws Error as a patch does, with the edit or the line in front.
void for_each_edit(const Options& options, const VisitEdit& visit);

}  // namespace bview
