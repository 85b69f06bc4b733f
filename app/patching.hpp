// app/patching.hpp - the file that patch and undo write to, and its undo log.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "app/options.hpp"
#include "core/file_lock.hpp"
#include "core/patch_disk.hpp"

namespace bview {

/// Where the undo log of the file lies: --undo-log, or beside the file.
[[nodiscard]] std::string undo_log_of(const Options& options);

/// Says on standard error when the undo log beside the file tells of an interrupted
/// patch. For commands that read the file all the same.
void mention_interrupted_patch(const Options& options);

/// The file that the options name, open and locked for writing.
class LockedFile {
 public:
  /// Waits for the lock, unless --no-wait says otherwise.
  /// \throws Error{Errc::File} when the file cannot be opened or locked, or while that was
  ///         waited for it was replaced, changed its size, or has fewer than `needed` bytes.
  LockedFile(const Options& options, std::int64_t needed);

  [[nodiscard]] PatchDisk& disk() const { return *disk_; }

 private:
  std::optional<FileLock> lock_;     // outlives the disk, which may have a log to clear away
  std::unique_ptr<PatchDisk> disk_;  // opened first: the lock does not survive a closed file
};

}  // namespace bview
