// SPDX-License-Identifier: MIT
// core/journal_log.hpp - the undo log's bytes: writing and reading them in bounded memory.
// The format stands in core/journal.hpp.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <bview/core/crc32.hpp>
#include <bview/core/edit_runs.hpp>
#include <bview/core/journal.hpp>
#include <bview/core/patch_disk.hpp>
#include <bview/core/progress.hpp>

namespace bview {

inline constexpr std::array<char, 8> kLogMagic = {'b', 'v', 'u', 'n', 'd', 'o', '\r', '\n'};
inline constexpr std::byte kWritingState{0};
inline constexpr std::byte kPendingState{'P'};
inline constexpr std::byte kFinishedState{'F'};
inline constexpr std::byte kUndoneState{'U'};
inline constexpr std::int64_t kLogHeaderSize = 40;
inline constexpr std::int64_t kEntryHeaderSize = 56;
/// Most of a patch's command line that is kept; bytes.
inline constexpr std::size_t kLongestCommand = 4096;
/// Most patches that a log may hold.
inline constexpr std::size_t kMostEntries = 1000;

[[nodiscard]] bool is_log_magic(std::span<const std::byte> start);

/// Where a patch stands in a log.
struct LogEntry {
  std::int64_t start = 0;         ///< offset in the log
  std::int64_t length = 0;        ///< bytes, its checksum included
  std::int64_t state_offset = 0;  ///< of the byte that holds its state
  std::byte state{};
  std::int64_t body = 0;  ///< offset of its first run
  bool strided = true;    ///< its runs may be series; not so in version 1
  PatchRecord record{};   ///< what is known of the patch

  [[nodiscard]] std::int64_t end() const { return start + length; }
};

/// What a log holds, by the headers of its entries: their runs are not looked at.
struct LogIndex {
  FileIdentity file{};
  std::uint64_t version = 0;
  std::vector<LogEntry> entries{};
  bool intact = false;   ///< false: it is no log of ours, or not as it was written
  bool torn = false;     ///< behind the entries stands one that was never finished writing
  std::int64_t end = 0;  ///< of the last entry; bytes
};
/// Fills `into` from `offset` of a log on and returns how many bytes there were.
using ReadLog = std::function<std::size_t(std::int64_t offset, std::span<std::byte> into)>;

[[nodiscard]] LogIndex read_log_index(const ReadLog& read, std::int64_t log_size);
[[nodiscard]] LogIndex read_log_index(const PatchDisk& disk);

/// Appends a patch to a log, edit by edit.
class EntryWriter {
 public:
  /// The entry begins at `start`, which is where log_append() goes on. An entry that begins a
  /// new log brings the header of the log.
  /// What is copied counts as it did: neighbouring edits have become one since.
  enum class Count : std::uint8_t { Edits, AsRecorded };
  EntryWriter(PatchDisk& disk, std::int64_t start, const PatchRecord& record,
              Count count = Count::Edits);

  void add(const Edit& edit);
  /// Writes what is left, the end of the entry, and its state. Nothing may be added after it.
  /// Returns the offset behind it.
  std::int64_t finish(std::byte state);

  [[nodiscard]] std::int64_t start() const { return start_; }

 private:
  using EntryHeader = std::array<std::byte, static_cast<std::size_t>(kEntryHeaderSize)>;

  void put_log_header();
  [[nodiscard]] EntryHeader header_of(std::int64_t length) const;
  void put_run(const EditRun& run);
  void put_number(std::uint64_t number, int bytes = 8);
  void put(std::span<const std::byte> bytes);
  void add_up();
  void flush();

  PatchDisk& disk_;
  std::int64_t begin_;  // where log_append() went on
  std::int64_t start_;  // of the entry
  PatchRecord record_;
  bool counts_;  // edits and bytes
  Crc32 crc_{};
  std::vector<std::byte> buffer_{};
  std::size_t summed_ = 0;    // bytes of it that are in the checksum, or do not belong there
  std::int64_t flushed_ = 0;  // bytes behind begin_ that the log has
  std::uint64_t runs_ = 0;
  EditMerger merger_;
};

/// Reads the runs of an entry. Nothing in it is trusted: every run lies inside the file as it
/// is, or is refused.
class EntryReader {
 public:
  /// `file_size` bytes is what runs may touch.
  EntryReader(const PatchDisk& disk, const LogEntry& entry, std::int64_t file_size,
              OnProgress on_progress = {});

  /// The next run into `run`, valid until the next call; false at the end, and when
  /// the entry ends early or makes no sense.
  [[nodiscard]] bool next(EditRun& run);

  /// After next() gave false: whether the entry was complete and its checksum right.
  [[nodiscard]] bool intact() const { return intact_; }
  /// Whether next() gave false because a run reaches past the end of the file.
  [[nodiscard]] bool passes_end() const { return passes_end_; }

 private:
  struct Head {
    std::int64_t offset, stride;
    std::uint64_t length, count;
  };
  [[nodiscard]] std::optional<Head> take_head();
  [[nodiscard]] bool check_end(std::uint64_t runs);
  /// The next `size` bytes of the entry; nothing when there are fewer.
  [[nodiscard]] std::optional<std::span<const std::byte>> take(std::size_t size);
  [[nodiscard]] std::optional<std::uint64_t> take_number(int bytes = 8);
  void add_up();
  void refill(std::size_t size);

  const PatchDisk& disk_;
  LogEntry entry_;
  std::int64_t file_size_;
  OnProgress on_progress_;
  Crc32 crc_{};
  std::vector<std::byte> buffer_{};
  std::size_t filled_ = 0;  // bytes of buffer_
  std::size_t used_ = 0;    // of them
  std::size_t summed_ = 0;  // of these, in the checksum
  std::int64_t where_;      // in the log, behind what is filled
  std::uint64_t runs_ = 0;
  bool intact_ = false;
  bool passes_end_ = false;
};

}  // namespace bview
