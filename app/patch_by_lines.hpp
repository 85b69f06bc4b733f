// SPDX-License-Identifier: MIT
// app/patch_by_lines.hpp - `bview patch FILE --from patch PATH`: what `bview diff -t patch` wrote.

#pragma once

#include "app/options.hpp"

namespace bview {

/// Writes the changes that a patch lists if the file holds all its old bytes; the exit code.
[[nodiscard]] int patch_by_lines(const Options& options);

}  // namespace bview
