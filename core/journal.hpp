// SPDX-License-Identifier: MIT
// core/journal.hpp - patches that survive a crash and can be taken back, one after another.
//
// A patch first writes the old and new bytes of every edit to an undo log, syncs it,
// and only then changes the file. Whatever moment the process dies at, either the patch
// is not in the log yet and the file is unchanged, or it is there, complete, and undo()
// brings the old bytes back. That holds for a loss of power, too, as long as a disk keeps what
// it synced, and a name, a shortening or a single byte changes wholly or not at all.
//
// The log, all numbers little-endian:
//
//     0   8  magic "bvundo\r\n"
//     8   4  version, 2
//     12  4  zero
//     16  8  device      of the patched file; of a block device, its own number
//     24  8  inode       0 for a block device
//     32  8  size        when the log was begun
//     40     entries, a patch each, the oldest first
//
// An entry:
//
//     0   1  state: 0 being written (the file is unchanged), 'P' pending (the file may hold
//            old and new bytes), 'F' finished, 'U' taken back while others are to follow. In a
//            log stand, in this order, finished ones, one pending, ones taken back.
//     1   7  zero
//     8   8  length      bytes of the entry, header and checksum included
//     16  8  number      of the patch, counted on
//     24  8  time        nanoseconds since 1970, UTC
//     32  4  user        number of who patched
//     36  4  length of the command
//     40  8  edits       values
//     48  8  bytes       that they changed
//     56     the command, UTF-8 as it was typed
//            runs, each: offset (8), length > 0 (4), count (4), if that is more than 1 the stride
//            (8, signed); count times length old bytes, as many new bytes
//            end: number of runs (8), zero (8), CRC-32 (4) of all from the command on and then of
//            the entry's header, the state taken as 0
//
// Version 1, which is still read, is one patch: the state at 12 in the header; runs of offset
// (8), length (8), old bytes, new bytes; CRC-32 of all before it, the state taken as 0.
//
// A new entry is appended in place if nobody else can change the log; else, or where old ones
// are to go, a new log is written and takes the old one's name. Who calls holds the locks of
// file and log (core/patch_disk.hpp) all the while.

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <bview/core/edit_runs.hpp>
#include <bview/core/patch_disk.hpp>
#include <bview/core/progress.hpp>
#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

/// Calls the visitor for every edit of a patch that is not made yet. Edits do not overlap. It is
/// asked three times: what to log, what to write, and what is not as it should be.
using EditSource = std::function<void(const EditVisitor&)>;

/// What a log tells of a patch.
struct PatchRecord {
  std::uint64_t number = 0;  ///< of the patches of a log, counted on from 1; 0: an old log
  std::int64_t time = 0;     ///< nanoseconds since 1970, UTC
  std::uint32_t user = 0;
  std::int64_t edits = 0;  ///< values
  std::int64_t bytes = 0;  ///< that they changed
  std::string command{};   ///< as it was typed
};

enum class LogState {
  None,
  Torn,      ///< the last patch died while it was logged, before it changed the file
  Pending,   ///< a patch or an undo began to change the file and did not end
  Finished,  ///< the last patch succeeded
  Damaged,   ///< no log of ours, or not as it was written
};

/// Looks at the log and checks the patch that an undo would take back.
[[nodiscard]] LogState inspect_log(const PatchDisk& disk, const OnProgress& on_progress = {});

/// Whether the log of the file at `path` says that it is pending and may be believed: a quick
/// look in passing. A patch that is still running says so, too. Where anything is not as it
/// should be the answer is no.
[[nodiscard]] bool has_pending_log(const std::string& path);

/// How a patch is logged.
struct LogPolicy {
  bool keep_log = true;   ///< false: no log is left when the patch is safe
  std::size_t keep = 16;  ///< patches that can be taken back, this one included; >= 1
  bool any_file = false;  ///< a finished log of a file with another inode is replaced
  // For PatchRecord.
  std::int64_t time = 0;
  std::uint32_t user = 0;
  std::string command{};
};

/// Makes the edits: log, sync, write, sync, log finished. Memory is bounded however
/// many edits there are.
/// \throws Error{Errc::File} before anything was changed when the log cannot be written,
///         an unfinished patch, a damaged log or one of another file is in the way, or the file
///         was replaced, removed or truncated; after that with what has become of the file, and
///         the advice to undo where that can help.
void apply_edits(PatchDisk& disk, const EditSource& edits, const LogPolicy& policy = {});

/// Bytes that an undo did not expect.
struct Difference {
  std::int64_t offset;
  std::byte expected;
  std::byte found;
};

enum class UndoOutcome {
  Restored,       ///< the old bytes are back, the patch is out of the log
  NothingToUndo,  ///< the log was torn: the file had not been changed; the torn part is gone
  Refused,        ///< the file was changed since; nothing was written
};

struct UndoRequest {
  bool all = false;       ///< every patch of the log, all or none
  bool any_file = false;  ///< also where the file has another inode, or was truncated since:
                          ///< what is left of it is restored
};

struct UndoResult {
  UndoOutcome outcome = UndoOutcome::Restored;
  std::int64_t bytes = 0;                 ///< restored, or different
  std::int64_t lost = 0;                  ///< bytes past the end of the file, which stay lost
  std::size_t patches = 0;                ///< taken back; when refused, interrupted ones
  bool pending = false;                   ///< refused: the patch was interrupted
  std::vector<Difference> differences{};  ///< the first of them
};

/// Takes back the last patch of the log, or those that are pending. Safe to die at any moment
/// and to be run again.
/// \throws Error{Errc::File} when there is no log, it is damaged, or belongs to another
///         file, or the file was truncated.
[[nodiscard]] UndoResult undo_edits(PatchDisk& disk, const UndoRequest& request = {},
                                    const OnProgress& on_progress = {});

/// The patches of the log, the oldest first.
/// \throws Error{Errc::File} as undo_edits() does.
[[nodiscard]] std::vector<PatchRecord> list_patches(const PatchDisk& disk);

/// \throws Error{Errc::File} when a patch or an undo of the log was interrupted.
void refuse_pending(const PatchDisk& disk);

}  // namespace bview
