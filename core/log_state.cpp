// SPDX-License-Identifier: MIT

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include <bview/core/error.hpp>
#include <bview/core/file_place.hpp>
#include <bview/core/log_file.hpp>
#include <bview/core/log_state.hpp>

namespace bview {
namespace {

bool is_pending(const LogIndex& index) {
  return !index.entries.empty() && index.entries.back().state != kFinishedState;
}

/// Whether an entry is as it was written.
bool is_intact(const PatchDisk& disk, const LogEntry& entry, const OnProgress& on_progress) {
  EntryReader reader(disk, entry, kAnyFileSize, on_progress);
  EditRun run{};
  while (reader.next(run)) {
  }
  return reader.intact();
}

LogState state_of(const PatchDisk& disk, const LogIndex& index, const OnProgress& on_progress) {
  if (!index.intact || !is_intact(disk, index.entries.back(), on_progress)) {
    return LogState::Damaged;
  }
  if (is_pending(index)) return LogState::Pending;
  return index.torn ? LogState::Torn : LogState::Finished;
}

void refuse_if_pending(const PatchDisk& disk, const LogIndex& index) {
  if (!index.intact || !is_pending(index)) return;
  throw Error(Errc::File, fmt::format("the undo log {} is of a patch that was interrupted: 'bview "
                                      "undo' takes it back first",
                                      disk.log_name()));
}

/// The log beside a file, open for reading; a negative one where there is none to be believed.
Descriptor open_believed_log(const std::string& path) {
  const FilePlace file = FilePlace::of(path, Links::Follow);
  const auto patched = file.status();
  if (!patched || !S_ISREG(patched->st_mode)) return Descriptor();
  const FilePlace log = file.beside(file.name() + kLogSuffix);
  const auto seen = log.status();
  if (!seen || !may_be_obeyed(*seen, *patched)) return Descriptor();
  Descriptor opened = log.open(O_RDONLY);
  struct stat status {};
  const bool same = ::fstat(opened.get(), &status) == 0 && may_be_obeyed(status, *patched);
  return same ? std::move(opened) : Descriptor();
}

}  // namespace

bool is_of(const LogIndex& index, const PatchDisk& disk) {
  const FileIdentity now = disk.identity();
  return index.file.inode == now.inode && (now.inode != 0 || index.file.device == now.device);
}

bool is_surely_of(const LogIndex& index, const PatchDisk& disk) {
  return is_of(index, disk) && index.file.device == disk.identity().device;
}

std::span<const std::byte> bytes_at(const PatchDisk& disk, const Edit& edit) {
  return disk.data_read({edit.offset, std::ssize(edit.old_bytes)});
}

std::string damaged(const PatchDisk& disk) {
  return fmt::format("{} is no undo log, or a damaged one", disk.log_name());
}

LogState inspect_log(const PatchDisk& disk, const OnProgress& on_progress) {
  if (!disk.log_exists()) return LogState::None;
  return state_of(disk, read_log_index(disk), on_progress);
}

void refuse_pending(const PatchDisk& disk) {
  if (disk.log_exists()) refuse_if_pending(disk, read_log_index(disk));
}

void check_replaceable(const PatchDisk& disk, bool any_file) {
  if (!disk.log_exists()) return;
  const LogIndex index = read_log_index(disk);
  refuse_if_pending(disk, index);
  if (state_of(disk, index, {}) == LogState::Damaged) {
    throw Error(Errc::File, damaged(disk) + ": move it away first");
  }
  if (any_file || is_surely_of(index, disk)) return;
  throw Error(Errc::File,
              fmt::format("the undo log {} is of another file, or of this one before it "
                          "was replaced: --undo-log PATH puts a log elsewhere, "
                          "--any-file puts a new one in its place",
                          disk.log_name()));
}

bool has_pending_log(const std::string& path) try {
  const Descriptor log = open_believed_log(path);
  struct stat status {};
  if (log.get() < 0 || ::fstat(log.get(), &status) != 0) return false;
  const ReadLog read = [&log](std::int64_t offset, std::span<std::byte> into) {
    const ssize_t got = ::pread(log.get(), into.data(), into.size(), offset);
    return static_cast<std::size_t>(std::max<ssize_t>(0, got));
  };
  const LogIndex index = read_log_index(read, status.st_size);
  return index.intact && is_pending(index);
} catch (const Error&) {
  return false;
}

}  // namespace bview
