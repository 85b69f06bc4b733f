// core/journal_log.hpp - the undo log's bytes: writing and reading them in bounded memory.
// The format stands in core/journal.hpp.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/crc32.hpp"
#include "core/journal.hpp"
#include "core/patch_disk.hpp"
#include "core/progress.hpp"

namespace bview {

inline constexpr std::byte kPendingState{'P'};
inline constexpr std::byte kFinishedState{'F'};
inline constexpr std::int64_t kStateOffset = 12;

/// Longest run that is written; adjacent edits share one up to this size.
inline constexpr std::size_t kLongestRun = std::size_t{256} << 10U;

/// Appends a new log to a disk, edit by edit.
class LogWriter {
 public:
  explicit LogWriter(PatchDisk& disk);

  void add(const Edit& edit);
  /// Writes what is left and the end of the log. Nothing may be added after it.
  void finish();

 private:
  void put_run();
  void put_number(std::uint64_t number, int bytes = 8);
  void put(std::span<const std::byte> bytes);

  PatchDisk& disk_;
  Crc32 crc_;
  std::vector<std::byte> buffer_;
  std::uint64_t runs_ = 0;
  // The run that may still grow.
  std::int64_t offset_ = 0;
  std::vector<std::byte> old_;
  std::vector<std::byte> new_;
};

/// Reads a log run by run. Nothing in it is trusted.
class LogReader {
 public:
  explicit LogReader(const PatchDisk& disk, OnProgress on_progress = {})
      : disk_(disk),
        on_progress_(std::move(on_progress)),
        log_size_(on_progress_ ? disk.log_size() : 0) {}

  struct Header {
    std::byte state;
    FileIdentity file;
  };
  /// Nothing when this is no log.
  [[nodiscard]] std::optional<Header> header();

  /// The next run into `edit`, valid until the next call; false at the end, and when
  /// the log ends early or makes no sense.
  [[nodiscard]] bool next(Edit& edit);

  /// After next() gave false: whether the log was complete and its checksum right.
  [[nodiscard]] bool intact() const { return intact_; }

 private:
  /// The next `size` bytes of the log; nothing when there are fewer.
  [[nodiscard]] std::optional<std::span<const std::byte>> take(std::size_t size);
  [[nodiscard]] std::optional<std::uint64_t> take_number(int bytes = 8);

  const PatchDisk& disk_;
  OnProgress on_progress_;
  std::int64_t log_size_;  // bytes; known if somebody wants to hear of progress
  Crc32 crc_;
  std::vector<std::byte> buffer_;
  std::size_t used_ = 0;    // of buffer_
  std::int64_t where_ = 0;  // in the log, behind buffer_
  std::uint64_t runs_ = 0;
  std::int64_t file_size_ = 0;
  bool intact_ = false;
};

}  // namespace bview
