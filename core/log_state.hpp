// SPDX-License-Identifier: MIT
// core/log_state.hpp - what patch and undo ask a log before they touch anything.

#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>

#include <bview/core/journal.hpp>
#include <bview/core/journal_log.hpp>

namespace bview {

/// For reading entries whose runs are not used.
inline constexpr std::int64_t kAnyFileSize = std::numeric_limits<std::int64_t>::max();

/// Whether the log was made for the file of the disk, as far as its inode tells. Device numbers
/// change from one boot to the next.
[[nodiscard]] bool is_of(const LogIndex& index, const PatchDisk& disk);

/// The same, and on the same device: two file systems have files of one inode number.
[[nodiscard]] bool is_surely_of(const LogIndex& index, const PatchDisk& disk);

/// The bytes of the file that an edit is about. It lies inside the file.
[[nodiscard]] std::span<const std::byte> bytes_at(const PatchDisk& disk, const Edit& edit);

/// "'x' is no undo log, or a damaged one".
[[nodiscard]] std::string damaged(const PatchDisk& disk);

/// Refuses to add to a log that is still needed, is another file's, or is no log.
void check_replaceable(const PatchDisk& disk, bool any_file);

}  // namespace bview
