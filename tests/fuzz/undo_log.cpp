// SPDX-License-Identifier: MIT
// Any bytes as the undo log of a file: they are read, judged, and undone, or refused. Whatever the
// log says, the file keeps its size, and its bytes unless they are restored.
//
// Then as a log that changes while it is read.
//
// The input: '1' to have the checksum mended, which no fuzzer can guess, else '0'; how many
// bytes the file has; these; the log.

#include <algorithm>
#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <bview/core/crc32.hpp>
#include <bview/core/error.hpp>
#include <bview/core/journal.hpp>
#include <bview/core/journal_log.hpp>

#include "tests/fuzz/target.hpp"
#include "tests/support/fake_disk.hpp"

namespace bview {
namespace {

/// Of an old log: the last four bytes made the checksum of all before them, the state taken as 0.
/// Of a new one: that of each entry that lies inside the log.
void mend_checksum(std::string& log) {
  const auto put_checksum = [&log](std::string_view summed, std::size_t at) {
    Crc32 crc;
    crc.add(std::as_bytes(std::span(summed)));
    for (std::size_t k = 0; k < 4; ++k) {
      log[at + k] = static_cast<char>(crc.value() >> (8 * k) & 0xffU);
    }
  };
  constexpr std::size_t kHeader = 40;
  if (log.size() < kHeader + 4) return;
  if (log[8] == 1) {
    std::string summed = log.substr(0, log.size() - 4);
    summed[12] = '\0';
    return put_checksum(summed, log.size() - 4);
  }
  testing::FakeDisk disk({"", log});
  for (const LogEntry& entry : read_log_index(disk).entries) {
    const auto start = static_cast<std::size_t>(entry.start);
    const auto length = static_cast<std::size_t>(entry.length);
    const auto header = static_cast<std::size_t>(kEntryHeaderSize);
    const std::string body = log.substr(start + header, length - header - 4);
    put_checksum(body + '\0' + log.substr(start + 1, header - 1), start + length - 4);
  }
}

/// Every run that is read lies inside the file.
void read_runs(const PatchDisk& disk) {
  const std::int64_t size = disk.data().size;
  for (const LogEntry& entry : read_log_index(disk).entries) {
    EntryReader reader(disk, entry, size);
    for (EditRun run{}; reader.next(run);) {
      for (std::size_t k = 0; k < run.count; ++k) {
        const Edit edit = run.at(k);
        const std::int64_t length = std::ssize(edit.old_bytes);
        fuzz::demand(length > 0 && std::ssize(edit.new_bytes) == length && edit.offset >= 0);
        fuzz::demand(length <= size && edit.offset <= size - length);
      }
    }
  }
}

/// A log that somebody rewrites while it is read: each time it is asked it may be another. What
/// is written lies inside the file all the same.
class ChangingDisk : public testing::FakeDisk {
 public:
  ChangingDisk(const testing::DiskImage& image, std::string other, std::uint64_t seed)
      : FakeDisk(image), other_({image.data, std::move(other)}), random_(seed) {}

  [[nodiscard]] std::size_t log_read(std::int64_t offset,
                                     std::span<std::byte> into) const override {
    return random_() % 3 == 0 ? other_.log_read(offset, into) : FakeDisk::log_read(offset, into);
  }
  void data_write(std::int64_t offset, std::span<const std::byte> bytes) override {
    fuzz::demand(offset >= 0 && std::ssize(bytes) <= data().size - offset);
    FakeDisk::data_write(offset, bytes);
  }

 private:
  testing::FakeDisk other_;
  mutable std::mt19937_64 random_;
};

void undo_changing(const testing::DiskImage& image, const std::string& other, bool any_file) {
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    ChangingDisk disk(image, other, seed);
    try {
      static_cast<void>(undo_edits(disk, {.all = seed % 2 == 1, .any_file = any_file}));
    } catch (const Error&) {
    }
    fuzz::demand(disk.after_end().data.size() == image.data.size());
  }
}

void undo(testing::FakeDisk& disk, const testing::DiskImage& before) {
  bool restored = false;
  try {
    restored = undo_edits(disk).outcome == UndoOutcome::Restored;
  } catch (const Error&) {
    fuzz::demand(disk.after_end() == before);
    return;
  }
  const testing::DiskImage after = disk.after_end();
  fuzz::demand(after.data.size() == before.data.size());
  fuzz::demand(restored ? after.log != before.log : after.data == before.data);
}

}  // namespace
}  // namespace bview

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bview;
  fuzz::Input input(data, size);
  const bool mend = input.choice(2) == 1;
  testing::DiskImage image;
  image.data = input.take(input.choice(64));
  image.log = input.rest();
  if (mend) mend_checksum(*image.log);

  testing::FakeDisk disk(image);
  read_runs(disk);
  const LogState state = inspect_log(disk);
  fuzz::demand(state != LogState::None);
  undo(disk, image);
  std::string other = *image.log;
  std::reverse(other.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(40, other.size())),
               other.end());
  undo_changing(image, other, mend);
  return 0;
}
