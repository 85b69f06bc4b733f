// SPDX-License-Identifier: MIT
// formats/input/patch_lines.hpp - reads what `bview diff -t patch` writes.
//
// The notation is in formats/output/patch_lines.hpp. A line is kept at a time.

#pragma once

#include <cstdint>
#include <functional>

#include <bview/core/edit_runs.hpp>
#include <bview/core/source.hpp>

namespace bview {

/// Reads all of a patch. `begin` hears how many bytes the file has that it is for; `edit` gets each
/// line, whose bytes are valid during the call. Edits lie inside such a file, in the order of
/// offsets, and do not overlap.
/// \throws Error{Errc::BadValue} naming the line; edits in front of it were handed on. What the
///         source and the callers throw passes through.
void read_patch_lines(Source& source, const std::function<void(std::int64_t size)>& begin,
                      const EditVisitor& edit);

}  // namespace bview
