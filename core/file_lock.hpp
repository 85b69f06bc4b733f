// SPDX-License-Identifier: MIT
// core/file_lock.hpp - the advisory lock that a writer holds on a file.
//
// It belongs to the open file, not to the process: closing another descriptor of the same file
// does not drop it, as it would drop a record lock of POSIX. Both kinds see each other.

#pragma once

#include <string>

#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

enum class WhenLocked { Wait, Refuse };

/// Takes the exclusive lock of a regular file that is open for writing. It is held until the
/// descriptor is closed. `name` is what messages call the file.
/// \throws Error{Errc::File} when another process has it and `when` says Refuse, or the system
///         refuses.
void lock_exclusively(int descriptor, const std::string& name, WhenLocked when);

}  // namespace bview
