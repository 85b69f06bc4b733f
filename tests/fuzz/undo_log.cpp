// Any bytes as the undo log of a file: they are read, judged, and undone, or refused. Whatever the
// log says, the file keeps its size, and its bytes unless they are restored.
//
// The input: '1' to have the checksum mended, which no fuzzer can guess, else '0'; how many
// bytes the file has; these; the log.

#include <cstring>

#include "core/crc32.hpp"
#include "core/journal_log.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/support/fake_disk.hpp"

namespace bview {
namespace {

/// The last four bytes made the checksum of all before them, the state taken as 0.
void mend_checksum(std::string& log) {
  constexpr std::size_t kChecksum = 4;
  if (log.size() < kStateOffset + 1 + kChecksum) return;
  std::string summed = log.substr(0, log.size() - kChecksum);
  summed[kStateOffset] = '\0';
  Crc32 crc;
  crc.add(std::as_bytes(std::span(summed)));
  for (std::size_t k = 0; k < kChecksum; ++k) {
    log[summed.size() + k] = static_cast<char>(crc.value() >> (8 * k) & 0xffU);
  }
}

/// Every run that is read lies inside the file.
void read_runs(const PatchDisk& disk) {
  LogReader reader(disk);
  const auto header = reader.header();
  if (!header) return;
  Edit edit{};
  while (reader.next(edit)) {
    const auto size = static_cast<std::uint64_t>(edit.old_bytes.size());
    fuzz::demand(size != 0 && edit.new_bytes.size() == size && edit.offset >= 0);
    fuzz::demand(size <= header->file.size &&
                 static_cast<std::uint64_t>(edit.offset) <= header->file.size - size);
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
  fuzz::demand(restored ? !after.log.has_value() : after.data == before.data);
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
  fuzz::demand(state != LogState::None && state != LogState::Torn);
  undo(disk, image);
  return 0;
}
