#include "core/journal.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.hpp"
#include "core/journal_log.hpp"

namespace bview {
namespace {

/// Visits every run of a log that inspect_log() found intact.
void for_each_run(const PatchDisk& disk, const EditVisitor& visit, const OnProgress& on_progress) {
  LogReader log(disk, on_progress);
  static_cast<void>(log.header());
  Edit run{};
  while (log.next(run)) visit(run);
  if (log.intact()) return;
  throw Error(Errc::File, fmt::format("the undo log {} was changed meanwhile", disk.log_name()));
}

std::span<const std::byte> bytes_at(const PatchDisk& disk, const Edit& run) {
  return {disk.data().data + run.offset, run.old_bytes.size()};
}

void write_log(PatchDisk& disk, const EditSource& edits) {
  disk.log_create();
  LogWriter log(disk);
  edits([&](const Edit& edit) { log.add(edit); });
  log.finish();
  disk.log_sync();
  disk.log_publish();
}

void remove_log(PatchDisk& disk) {
  disk.log_remove();
  disk.log_sync_folder();
}

void set_state(PatchDisk& disk, std::byte state) {
  disk.log_write(kStateOffset, state);
  disk.log_sync();
}

void write_data(PatchDisk& disk, const OnProgress& on_progress) {
  const auto write = [&](const Edit& run) { disk.data_write(run.offset, run.new_bytes); };
  for_each_run(disk, write, stretch_of(on_progress, 0, 0.5));
  disk.data_sync();
  const auto check = [&](const Edit& run) {
    if (std::ranges::equal(bytes_at(disk, run), run.new_bytes)) return;
    throw Error(Errc::File,
                fmt::format("the bytes at offset {} do not read back as written", run.offset));
  };
  for_each_run(disk, check, stretch_of(on_progress, 0.5, 1));
}

void check_identity(const PatchDisk& disk) {
  const FileIdentity logged = LogReader(disk).header()->file;
  const FileIdentity now = disk.identity();
  // Device numbers change from one boot to the next; the others do not.
  if (logged.inode != now.inode) {
    throw Error(Errc::File, fmt::format("the undo log {} belongs to another file, as its inode "
                                        "tells; remove it if that one is gone",
                                        disk.log_name()));
  }
  if (logged.size != now.size) {
    throw Error(Errc::File, fmt::format("the file had {} bytes when it was patched and has {} now, "
                                        "so the undo log {} does not fit it; remove the log to "
                                        "keep the file as it is",
                                        logged.size, now.size, disk.log_name()));
  }
}

/// Looks for bytes that neither the patch nor, while it is pending, an undo put there.
UndoResult compare_with_log(const PatchDisk& disk, bool pending, const OnProgress& on_progress) {
  constexpr std::size_t kMostShown = 10;
  UndoResult result{UndoOutcome::Restored};
  std::int64_t different = 0;
  const auto compare = [&](const Edit& run) {
    const auto now = bytes_at(disk, run);
    for (std::size_t k = 0; k < now.size(); ++k) {
      if (now[k] == run.new_bytes[k] || (pending && now[k] == run.old_bytes[k])) continue;
      ++different;
      if (result.differences.size() == kMostShown) continue;
      result.differences.push_back(
          {run.offset + static_cast<std::int64_t>(k), run.new_bytes[k], now[k]});
    }
    result.bytes += static_cast<std::int64_t>(now.size());
  };
  for_each_run(disk, compare, on_progress);
  if (different == 0) return result;
  result.outcome = UndoOutcome::Refused;
  result.bytes = different;
  return result;
}

/// Of the log under its name.
LogState published_state(const PatchDisk& disk, const OnProgress& on_progress) {
  if (!disk.log_exists()) return LogState::None;
  LogReader log(disk, on_progress);
  const auto header = log.header();
  if (!header) return LogState::Damaged;
  Edit run{};
  while (log.next(run)) {
  }
  if (!log.intact()) return LogState::Damaged;
  if (header->state == kPendingState) return LogState::Pending;
  return header->state == kFinishedState ? LogState::Finished : LogState::Damaged;
}

/// Refuses to replace a log that is still needed, or a file that is none.
void check_replaceable(const PatchDisk& disk) {
  const LogState state = inspect_log(disk);
  if (state == LogState::Pending) {
    throw Error(Errc::File,
                fmt::format("the undo log {} is of a patch that was interrupted: 'bview "
                            "undo' takes it back first",
                            disk.log_name()));
  }
  if (state == LogState::Damaged) {
    throw Error(Errc::File, fmt::format("{} is no undo log, or a damaged one: move it away first",
                                        disk.log_name()));
  }
}

}  // namespace

LogState inspect_log(const PatchDisk& disk, const OnProgress& on_progress) {
  const LogState published = published_state(disk, on_progress);
  // A patch that died while it wrote its log did not come to change the file; a
  // finished log beside it is of the patch before.
  const bool replaceable = published == LogState::None || published == LogState::Finished;
  return replaceable && disk.new_log_exists() ? LogState::Torn : published;
}

void apply_edits(PatchDisk& disk, const EditSource& edits, bool keep_log,
                 const OnProgress& on_progress) {
  check_replaceable(disk);
  write_log(disk, edits);
  try {
    disk.log_sync_folder();
    write_data(disk, on_progress);
    set_state(disk, kFinishedState);
  } catch (const Error& failed) {
    throw Error(failed.code(),
                fmt::format("{}; 'bview undo' brings the old bytes back", failed.what()));
  }
  if (keep_log) return;
  try {
    remove_log(disk);
  } catch (const Error& failed) {
    throw Error(failed.code(), fmt::format("{}; the patch is written", failed.what()));
  }
}

UndoResult undo_edits(PatchDisk& disk, const OnProgress& on_progress) {
  // It goes through the log three times: to check it, to compare and to write.
  constexpr double kCompare = 1.0 / 3;
  constexpr double kWrite = 2.0 / 3;
  const LogState state = inspect_log(disk, stretch_of(on_progress, 0, kCompare));
  if (state == LogState::None) {
    throw Error(Errc::File, fmt::format("there is no undo log {}", disk.log_name()));
  }
  if (state == LogState::Damaged) {
    throw Error(Errc::File, fmt::format("{} is no undo log, or a damaged one; nothing was changed",
                                        disk.log_name()));
  }
  if (state == LogState::Torn) {
    disk.log_discard();
    disk.log_sync_folder();
    return {UndoOutcome::NothingToUndo};
  }
  check_identity(disk);
  UndoResult result =
      compare_with_log(disk, state == LogState::Pending, stretch_of(on_progress, kCompare, kWrite));
  if (result.outcome == UndoOutcome::Refused) return result;
  // From here on the file may hold both, so an undo that dies is run again.
  if (state == LogState::Finished) set_state(disk, kPendingState);
  const auto restore = [&](const Edit& run) { disk.data_write(run.offset, run.old_bytes); };
  for_each_run(disk, restore, stretch_of(on_progress, kWrite, 1));
  disk.data_sync();
  remove_log(disk);
  return result;
}

}  // namespace bview
