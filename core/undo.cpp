// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/journal.hpp>
#include <bview/core/journal_log.hpp>
#include <bview/core/log_state.hpp>

namespace bview {
namespace {

[[noreturn]] void refuse_undo(std::string message) { throw Error(Errc::File, std::move(message)); }

void set_state(PatchDisk& disk, LogEntry& entry, std::byte state) {
  if (entry.state == state) return;
  entry.state = state;
  disk.log_write(entry.state_offset, {&state, 1});
  disk.log_sync();
}

/// The log, as it stays while it is used.
LogIndex held_index(PatchDisk& disk) {
  if (!disk.log_exists()) refuse_undo(fmt::format("there is no undo log {}", disk.log_name()));
  if (!disk.log_is_private()) {
    // More than any log of such a file: somebody else may have made it endless.
    const std::int64_t most =
        checked_mul(disk.data().size + (1 << 20), 1024).value_or(kAnyFileSize);
    if (disk.log_size() > most) refuse_undo(damaged(disk) + "; nothing was changed");
    disk.log_hold(disk.log_size());
  }
  LogIndex index = read_log_index(disk);
  if (!index.intact) refuse_undo(damaged(disk) + "; nothing was changed");
  return index;
}

void check_identity(const PatchDisk& disk, const LogIndex& index, const UndoRequest& request) {
  if (request.any_file || is_of(index, disk)) return;
  refuse_undo(
      fmt::format("the undo log {} is of a file with another inode: of another file, of this one "
                  "before it was replaced, or of this one on a file system whose inodes change; "
                  "--any-file takes it back where the bytes fit",
                  disk.log_name()));
}

/// One after another the edits of an entry, at most up to the end of the file.
class Edits {
 public:
  Edits(const PatchDisk& disk, const LogEntry& entry, bool any_file, OnProgress on_progress)
      : disk_(disk),
        size_(disk.data().size),
        reader_(disk, entry, any_file ? kAnyFileSize : size_, std::move(on_progress)) {}

  /// \throws Error{Errc::File} when the entry is not as it was written, or reaches past the end.
  template <class Visit>
  void for_each(const Visit& visit) {
    for (EditRun run{}; reader_.next(run);) {
      for (std::size_t k = 0; k < run.count; ++k) visit_inside(run.at(k), visit);
    }
    if (reader_.passes_end()) {
      refuse_undo(
          fmt::format("the file was truncated to {} bytes since it was patched, and the undo log "
                      "{} has bytes behind them; --any-file restores what is left",
                      size_, disk_.log_name()));
    }
    if (!reader_.intact()) refuse_undo(damaged(disk_) + "; nothing was changed");
  }
  [[nodiscard]] std::int64_t lost() const { return lost_; }

 private:
  template <class Visit>
  void visit_inside(Edit edit, const Visit& visit) {
    const std::int64_t length = std::ssize(edit.old_bytes);
    const std::int64_t inside = std::clamp<std::int64_t>(size_ - edit.offset, 0, length);
    lost_ += length - inside;
    if (inside == 0) return;
    const auto taken = static_cast<std::size_t>(inside);
    visit(Edit{edit.offset, edit.old_bytes.first(taken), edit.new_bytes.first(taken)});
  }

  const PatchDisk& disk_;
  std::int64_t size_;
  EntryReader reader_;
  std::int64_t lost_ = 0;
};

/// Takes patches back, the newest first, and knows which so far.
class TakingBack {
 public:
  TakingBack(PatchDisk& disk, const UndoRequest& request, const OnProgress& on_progress)
      : disk_(disk), request_(request), on_progress_(on_progress) {}

  /// False: bytes are not as the patch left them, and it stays.
  bool take_back(LogEntry& entry, std::size_t nth, std::size_t of) {
    const auto stretch = [&](double from) {
      const auto begin = static_cast<double>(nth) + from;
      return stretch_of(on_progress_, begin / static_cast<double>(of),
                        (begin + 0.5) / static_cast<double>(of));
    };
    if (!compare(entry, stretch(0))) return false;
    // From here on the file may hold both, so an undo that dies is run again.
    set_state(disk_, entry, kPendingState);
    Edits edits(disk_, entry, request_.any_file, stretch(0.5));
    edits.for_each([&](const Edit& edit) { disk_.data_write(edit.offset, edit.old_bytes); });
    disk_.data_sync();
    result_.lost += edits.lost();
    ++result_.patches;
    return true;
  }

  /// Makes a patch anew that was taken back.
  void put_back(LogEntry& entry) {
    set_state(disk_, entry, kPendingState);
    Edits edits(disk_, entry, request_.any_file, {});
    edits.for_each([&](const Edit& edit) { disk_.data_write(edit.offset, edit.new_bytes); });
    disk_.data_sync();
    set_state(disk_, entry, kFinishedState);
    --result_.patches;
  }

  [[nodiscard]] UndoResult& result() { return result_; }

 private:
  /// Looks for bytes that neither the patch nor, while it is pending, an undo put there.
  bool compare(const LogEntry& entry, const OnProgress& on_progress) {
    constexpr std::size_t kMostShown = 10;
    const bool pending = entry.state == kPendingState;
    std::int64_t different = 0;
    std::int64_t compared = 0;
    const auto compare_edit = [&](const Edit& edit) {
      const auto now = bytes_at(disk_, edit);
      compared += std::ssize(now);
      if (same_bytes(now, edit.new_bytes)) return;
      for (std::size_t k = 0; k < now.size(); ++k) {
        if (now[k] == edit.new_bytes[k] || (pending && now[k] == edit.old_bytes[k])) continue;
        ++different;
        if (result_.differences.size() == kMostShown) continue;
        result_.differences.push_back(
            {edit.offset + static_cast<std::int64_t>(k), edit.new_bytes[k], now[k]});
      }
    };
    Edits(disk_, entry, request_.any_file, on_progress).for_each(compare_edit);
    if (different == 0) {
      result_.bytes += compared;
      return true;
    }
    result_.outcome = UndoOutcome::Refused;
    result_.bytes = different;
    result_.pending = pending;
    return false;
  }

  PatchDisk& disk_;
  const UndoRequest& request_;
  const OnProgress& on_progress_;
  UndoResult result_{};
};

/// How many patches at the end of the log were interrupted, or taken back already.
std::size_t interrupted(const std::vector<LogEntry>& entries) {
  const auto finished = std::find_if(entries.rbegin(), entries.rend(), [](const LogEntry& entry) {
    return entry.state == kFinishedState;
  });
  return static_cast<std::size_t>(finished - entries.rbegin());
}

void refuse_mishap(const PatchDisk& disk, const char* consequence) {
  if (const std::string mishap = disk.mishap(); !mishap.empty()) refuse_undo(mishap + consequence);
}

/// Takes the last entries out of the log, and the log away with the last of all.
void drop(PatchDisk& disk, std::vector<LogEntry>& entries, std::size_t count) {
  refuse_mishap(disk, " while it was undone; its undo log stays");
  if (count == entries.size()) {
    disk.log_remove();
    disk.log_sync_folder();
  } else {
    disk.log_truncate(entries[entries.size() - count].start);
    disk.log_sync();
    disk.log_hand_over();
  }
  entries.resize(entries.size() - count);
}

/// What would stop an undo halfway is found before it begins.
void check_entries(const PatchDisk& disk, std::span<const LogEntry> entries,
                   const UndoRequest& request) {
  for (const LogEntry& entry : entries) {
    Edits(disk, entry, request.any_file, {}).for_each([](const Edit& /*edit*/) {});
  }
}

/// Takes the last `count` entries back, or, of finished ones, none.
void take_back(PatchDisk& disk, std::vector<LogEntry>& entries, std::size_t count,
               TakingBack& work) {
  const auto last = std::span(entries).last(count);
  std::size_t undone = count;  // from here on this call has taken back what was finished
  for (std::size_t k = count; k-- > 0;) {
    LogEntry& entry = last[k];
    if (entry.state == kUndoneState) continue;
    const bool finished = entry.state == kFinishedState;
    if (!work.take_back(entry, count - 1 - k, count)) {
      for (; undone < count; ++undone) work.put_back(last[undone]);
      return;
    }
    if (finished) undone = k;
    if (k > 0) set_state(disk, entry, kUndoneState);
  }
  drop(disk, entries, count);
}

/// Takes away what was never finished writing.
void drop_torn(PatchDisk& disk, const LogIndex& index) {
  // Where it begins is only known if the patch before it is whole.
  if (inspect_log(disk) == LogState::Damaged) refuse_undo(damaged(disk) + "; nothing was changed");
  disk.log_truncate(index.end);
  disk.log_sync();
  disk.log_hand_over();
}

}  // namespace

UndoResult undo_edits(PatchDisk& disk, const UndoRequest& request, const OnProgress& on_progress) {
  LogIndex index = held_index(disk);
  if (index.torn) drop_torn(disk, index);
  if (index.torn && !request.all) return {UndoOutcome::NothingToUndo};
  check_identity(disk, index, request);
  std::vector<LogEntry>& entries = index.entries;
  const std::size_t begun = interrupted(entries);
  const std::size_t rest = request.all ? entries.size() - begun : begun == 0 ? 1 : 0;
  if (begun + rest == entries.size() && !disk.log_can_be_removed()) {
    refuse_undo(
        fmt::format("undoing removes the undo log {}, which you may not; nothing was changed",
                    disk.log_name()));
  }
  if (begun + rest > 1) check_entries(disk, std::span(entries).last(begun + rest), request);
  refuse_mishap(disk, " meanwhile; nothing was undone");
  TakingBack work(disk, request, on_progress);
  // What was interrupted is ended first, whatever becomes of the others.
  if (begun > 0) take_back(disk, entries, begun, work);
  if (rest > 0 && work.result().outcome == UndoOutcome::Restored) {
    take_back(disk, entries, rest, work);
  }
  return work.result();
}

std::vector<PatchRecord> list_patches(const PatchDisk& disk) {
  if (!disk.log_exists()) refuse_undo(fmt::format("there is no undo log {}", disk.log_name()));
  const LogIndex index = read_log_index(disk);
  if (!index.intact) refuse_undo(damaged(disk));
  std::vector<PatchRecord> records;
  for (const LogEntry& entry : index.entries) records.push_back(entry.record);
  return records;
}

}  // namespace bview
