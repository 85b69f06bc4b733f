// core/journal.hpp - patches that survive a crash and can be taken back.
//
// A patch first writes an undo log with the old and new bytes of every edit, syncs it,
// and only then changes the file. Whatever moment the process dies at, either the log
// is not there yet and the file is unchanged, or the log is complete and undo() brings
// the old bytes back. That holds for a loss of power, too, as long as a disk keeps what
// it synced, and a name or a single byte changes wholly or not at all.
//
// The log, all numbers little-endian:
//
//     0   8  magic "bvundo\r\n"
//     8   4  version, 1
//     12  1  state: 'P' pending (the file may hold old and new bytes), 'F' finished
//     13  3  zero
//     16  8  device      of the patched file
//     24  8  inode
//     32  8  size
//     40     runs, each: offset (8), length > 0 (8), the old bytes, the new bytes
//            end: number of runs (8), zero (8), CRC-32 (4) of all before it, the state
//            taken as 0
//
// Who calls holds the file's lock (core/file_lock.hpp) all the while.

#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/patch_disk.hpp"
#include "core/progress.hpp"

namespace bview {

/// A stretch of the file and what shall stand there. Old and new are of one size.
struct Edit {
  std::int64_t offset;
  std::span<const std::byte> old_bytes;
  std::span<const std::byte> new_bytes;
};
using EditVisitor = std::function<void(const Edit&)>;

/// Calls the visitor for every edit of a patch. Edits do not overlap.
using EditSource = std::function<void(const EditVisitor&)>;

enum class LogState {
  None,
  Torn,      ///< not published: the last patch died before it changed the file
  Pending,   ///< a patch or an undo began to change the file and did not end
  Finished,  ///< the last patch succeeded
  Damaged,   ///< no log of ours, or not as it was written
};

/// Reads the whole log and checks it.
[[nodiscard]] LogState inspect_log(const PatchDisk& disk, const OnProgress& on_progress = {});

/// Whether the log at `path` says that it is pending; a quick look at its first bytes. A
/// patch that is still running says so, too.
[[nodiscard]] bool is_pending_log(const std::string& path);

/// Makes the edits: log, sync, write, sync, log finished. Memory is bounded however
/// many edits there are. `on_progress` hears of what comes behind the log: the changing of
/// the file.
/// \throws Error{Errc::File} before anything was changed when the log cannot be written,
///         or an unfinished patch or a damaged log is in the way; after that with the
///         advice to undo.
void apply_edits(PatchDisk& disk, const EditSource& edits, bool keep_log,
                 const OnProgress& on_progress = {});

/// Bytes that an undo did not expect.
struct Difference {
  std::int64_t offset;
  std::byte expected;
  std::byte found;
};

enum class UndoOutcome {
  Restored,       ///< the old bytes are back, the log is gone
  NothingToUndo,  ///< the log was torn: the file had not been changed; the log is gone
  Refused,        ///< the file was changed since; nothing was written
};

struct UndoResult {
  UndoOutcome outcome = UndoOutcome::Restored;
  std::int64_t bytes = 0;                 ///< restored, or different
  std::vector<Difference> differences{};  ///< the first of them
};

/// Takes back what the log says. Safe to die at any moment and to be run again.
/// \throws Error{Errc::File} when there is no log, it is damaged, or belongs to another
///         file.
[[nodiscard]] UndoResult undo_edits(PatchDisk& disk, const OnProgress& on_progress = {});

}  // namespace bview
