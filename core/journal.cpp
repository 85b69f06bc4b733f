// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/journal.hpp>
#include <bview/core/journal_log.hpp>
#include <bview/core/log_state.hpp>

namespace bview {
namespace {

[[noreturn]] void fail(std::string message) { throw Error(Errc::File, std::move(message)); }

void set_state(PatchDisk& disk, const LogEntry& entry, std::byte state) {
  disk.log_write(entry.state_offset, {&state, 1});
  disk.log_sync();
}

// --- the log of a patch --------------------------------------------------------------------------

/// Copies patches of an older log to the new one; the offset behind them.
std::int64_t copy_entries(PatchDisk& disk, std::span<const LogEntry> entries) {
  std::int64_t end = 0;
  for (const LogEntry& entry : entries) {
    EntryWriter copy(disk, end, entry.record, EntryWriter::Count::AsRecorded);
    EntryReader reader(disk, entry, kAnyFileSize);
    for (EditRun run{}; reader.next(run);) {
      for (std::size_t k = 0; k < run.count; ++k) copy.add(run.at(k));
    }
    if (!reader.intact()) fail(damaged(disk));
    end = copy.finish(kFinishedState);
  }
  return end;
}

/// The log as it is found, and how this patch comes into it.
struct LogPlan {
  LogIndex index{};
  bool in_place = false;
  std::span<const LogEntry> kept{};  ///< patches that a new log takes over
};

LogPlan plan_log(const PatchDisk& disk, const LogPolicy& policy) {
  LogPlan plan;
  if (!disk.log_exists()) return plan;
  plan.index = read_log_index(disk);
  if (!is_surely_of(plan.index, disk)) return plan;
  const std::vector<LogEntry>& entries = plan.index.entries;
  const std::size_t most = std::clamp<std::size_t>(policy.keep, 1, kMostEntries) - 1;
  plan.in_place = plan.index.version > 1 && entries.size() <= most && disk.log_is_private();
  plan.kept = std::span(entries).last(std::min(most, entries.size()));
  return plan;
}

PatchRecord record_of(const LogPlan& plan, const LogPolicy& policy) {
  PatchRecord record;
  record.number = plan.index.entries.empty() ? 1 : plan.index.entries.back().record.number + 1;
  record.time = policy.time;
  record.user = policy.user;
  record.command = policy.command;
  return record;
}

/// How many edits, and how many bytes they change.
struct Extents {
  std::int64_t edits = 0;
  std::int64_t bytes = 0;

  void add(const Edit& edit) {
    if (edit.old_bytes.empty()) return;
    edits += edit.values;
    bytes += std::ssize(edit.old_bytes);
  }
  bool operator==(const Extents&) const = default;
};

/// What of a patch is in the log.
struct Logged {
  LogEntry entry{};
  Extents extents{};
  bool is_new = false;  ///< the log has just got its name
};

Logged add_entry(PatchDisk& disk, const EditSource& edits, const LogPolicy& policy,
                 const LogPlan& plan) {
  const std::int64_t start = plan.in_place ? plan.index.end : copy_entries(disk, plan.kept);
  Logged logged;
  EntryWriter entry(disk, start, record_of(plan, policy));
  edits([&](const Edit& edit) {
    logged.extents.add(edit);
    entry.add(edit);
  });
  logged.entry.start = logged.entry.state_offset = entry.start();
  entry.finish(plan.in_place ? kWritingState : kPendingState);
  disk.log_sync();
  if (const std::string mishap = disk.mishap(); !mishap.empty()) {
    fail(fmt::format("{} meanwhile; nothing was written", mishap));
  }
  return logged;
}

/// Takes out again what could not be logged; what cannot be taken out says that it was never
/// finished, or is undone.
void drop_entry(PatchDisk& disk, std::int64_t end) {
  try {
    disk.log_truncate(end);
  } catch (const Error&) {
  }
}

/// Logs a patch. Behind this call the log is complete, synced, pending, and has its name.
Logged write_log(PatchDisk& disk, const EditSource& edits, const LogPolicy& policy) {
  const LogPlan plan = plan_log(disk, policy);
  if (!plan.in_place) {
    disk.log_create();
    Logged logged = add_entry(disk, edits, policy, plan);
    disk.log_publish();
    logged.is_new = true;
    return logged;
  }
  if (plan.index.torn) disk.log_truncate(plan.index.end);
  try {
    Logged logged = add_entry(disk, edits, policy, plan);
    if (!disk.log_has_its_name()) {
      fail(fmt::format("the undo log {} was removed meanwhile; nothing was written",
                       disk.log_name()));
    }
    set_state(disk, logged.entry, kPendingState);
    return logged;
  } catch (const Error&) {
    drop_entry(disk, plan.index.end);
    throw;
  }
}

// --- the patch -----------------------------------------------------------------------------------

void write_data(PatchDisk& disk, const EditSource& edits, const Extents& logged) {
  Extents written;
  EditMerger merger([&](const EditRun& run) {
    for (std::size_t k = 0; k < run.count; ++k) {
      const Edit edit = run.at(k);
      disk.data_write(edit.offset, edit.new_bytes);
    }
  });
  edits([&](const Edit& edit) {
    written.add(edit);
    merger.add(edit);
  });
  merger.finish();
  disk.data_sync();
  if (written != logged) fail("another program changed the file while it was patched");
}

void check_data(const PatchDisk& disk, const EditSource& edits) {
  edits([&](const Edit& edit) {
    if (same_bytes(bytes_at(disk, edit), edit.new_bytes)) return;
    fail(fmt::format("the bytes at offset {} do not read back as written", edit.offset));
  });
}

/// Refuses to report success where nobody will find what was done.
void check_names(const PatchDisk& disk, const std::string& mishap) {
  if (!mishap.empty()) {
    fail(
        fmt::format("{} while it was patched; the patch is in the file before, whose undo log is "
                    "{}",
                    mishap, disk.log_name()));
  }
  if (!disk.log_has_its_name()) {
    fail(
        fmt::format("the patch is written, but its undo log {} was removed meanwhile: it cannot be "
                    "taken back",
                    disk.log_name()));
  }
}

void remove_log(PatchDisk& disk) {
  try {
    disk.log_remove();
    disk.log_sync_folder();
  } catch (const Error& failed) {
    throw Error(failed.code(), fmt::format("{}; the patch is written", failed.what()));
  }
}

/// Where even that cannot be told, the advice to undo is the right one.
bool was_truncated(const PatchDisk& disk) {
  try {
    return disk.is_truncated();
  } catch (const Error&) {
    return false;
  }
}

void write_patch(PatchDisk& disk, const EditSource& edits, const Logged& logged) {
  write_data(disk, edits, logged.extents);
  check_data(disk, edits);
  if (disk.is_truncated()) fail("the file was truncated");
  set_state(disk, logged.entry, kFinishedState);
}

}  // namespace

void apply_edits(PatchDisk& disk, const EditSource& edits, const LogPolicy& policy) {
  check_replaceable(disk, policy.any_file);
  const Logged logged = write_log(disk, edits, policy);
  try {
    if (logged.is_new) disk.log_sync_folder();
    write_patch(disk, edits, logged);
  } catch (const Error& failed) {
    // What does not read back may be gone.
    if (was_truncated(disk)) {
      fail(disk.mishap() + " while it was patched; 'bview undo --any-file' restores what is left");
    }
    throw Error(failed.code(),
                fmt::format("{}; 'bview undo' brings the old bytes back", failed.what()));
  }
  disk.log_hand_over();
  check_names(disk, disk.mishap());
  if (!policy.keep_log) remove_log(disk);
}

}  // namespace bview
