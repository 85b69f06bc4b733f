// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/core/journal_log.hpp>

namespace bview {
namespace {

constexpr std::uint64_t kVersion = 2;
constexpr std::size_t kWritten = std::size_t{256} << 10U;  // at once
constexpr std::size_t kRead = std::size_t{64} << 10U;
constexpr std::int64_t kStateOffsetV1 = 12;
/// Bytes of the end of an entry: the number of runs, zero, the checksum.
constexpr std::int64_t kEndSize = 20;

std::array<std::byte, 8> little_endian(std::uint64_t number) {
  std::array<std::byte, 8> bytes;
  for (std::size_t k = 0; k < bytes.size(); ++k) {
    bytes[k] = static_cast<std::byte>(number >> (8 * k) & 0xffU);
  }
  return bytes;
}

std::uint64_t number_in(std::span<const std::byte> bytes) {
  std::uint64_t number = 0;
  for (std::size_t k = bytes.size(); k-- > 0;) {
    number = number << 8U | std::to_integer<std::uint64_t>(bytes[k]);
  }
  return number;
}

/// LogNumbers one behind another.
class LogNumbers {
 public:
  explicit LogNumbers(std::span<const std::byte> bytes) : bytes_(bytes) {}
  std::uint64_t next(std::size_t size = 8) {
    const std::uint64_t number = number_in(bytes_.first(size));
    bytes_ = bytes_.subspan(size);
    return number;
  }
  std::int64_t next_signed() { return static_cast<std::int64_t>(next()); }

 private:
  std::span<const std::byte> bytes_;
};

ReadLog read_from(const PatchDisk& disk) {
  return [&disk](std::int64_t offset, std::span<std::byte> into) {
    return disk.log_read(offset, into);
  };
}

template <std::int64_t size>
std::optional<std::array<std::byte, static_cast<std::size_t>(size)>> read_header(
    const ReadLog& read, std::int64_t offset) {
  std::array<std::byte, static_cast<std::size_t>(size)> bytes;
  if (read(offset, bytes) != bytes.size()) return std::nullopt;
  return bytes;
}

/// The entry at `start` of a log of `log_size` bytes; nothing when it makes no sense.
std::optional<LogEntry> read_entry(const ReadLog& read, std::int64_t start, std::int64_t log_size) {
  const auto bytes = read_header<kEntryHeaderSize>(read, start);
  if (!bytes) return std::nullopt;
  LogEntry entry;
  entry.start = entry.state_offset = start;
  entry.body = start + kEntryHeaderSize;
  entry.state = bytes->front();
  LogNumbers numbers(std::span<const std::byte>(*bytes).subspan(8));
  entry.length = numbers.next_signed();
  entry.record.number = numbers.next();
  entry.record.time = numbers.next_signed();
  entry.record.user = static_cast<std::uint32_t>(numbers.next(4));
  const std::size_t command = numbers.next(4);
  entry.record.edits = numbers.next_signed();
  entry.record.bytes = numbers.next_signed();
  if (command > kLongestCommand || entry.length > log_size - start ||
      entry.length < kEntryHeaderSize + static_cast<std::int64_t>(command) + kEndSize) {
    return std::nullopt;
  }
  entry.record.command.resize(command);
  const auto text = std::as_writable_bytes(std::span(entry.record.command));
  if (read(entry.body, text) != command) return std::nullopt;
  return entry;
}

/// How far a patch is taken back: behind finished ones may stand one that is pending, and
/// behind it those that are taken back already.
int stage_of(std::byte state) {
  return state == kFinishedState ? 0 : state == kPendingState ? 1 : state == kUndoneState ? 2 : -1;
}

bool may_follow(const LogEntry& entry, const LogIndex& index) {
  const int stage = stage_of(entry.state);
  if (stage < 0 || index.entries.size() == kMostEntries) return false;
  if (index.entries.empty()) return true;
  const int before = stage_of(index.entries.back().state);
  return before < stage || (before == stage && stage != 1);
}

void read_entries(const ReadLog& read, std::int64_t log_size, LogIndex& index) {
  for (index.end = kLogHeaderSize; index.end < log_size; index.end = index.entries.back().end()) {
    const auto entry = read_entry(read, index.end, log_size);
    if (entry && may_follow(*entry, index)) {
      index.entries.push_back(*entry);
      continue;
    }
    // What is being written has no state yet, whatever else there is of it.
    std::byte state{kWritingState};
    static_cast<void>(read(index.end, {&state, 1}));
    index.torn = state == kWritingState;
    index.intact = index.torn && !index.entries.empty();
    return;
  }
  index.intact = !index.entries.empty();
}

}  // namespace

bool is_log_magic(std::span<const std::byte> start) {
  return start.size() >= kLogMagic.size() &&
         std::memcmp(start.data(), kLogMagic.data(), kLogMagic.size()) == 0;
}

LogIndex read_log_index(const PatchDisk& disk) {
  return read_log_index(read_from(disk), disk.log_size());
}

LogIndex read_log_index(const ReadLog& read, std::int64_t log_size) {
  LogIndex index;
  const auto header = read_header<kLogHeaderSize>(read, 0);
  if (!header || !is_log_magic(*header)) return index;
  LogNumbers numbers(std::span<const std::byte>(*header).subspan(kLogMagic.size()));
  index.version = numbers.next(4);
  const std::uint64_t state = numbers.next(4);
  index.file.device = numbers.next();
  index.file.inode = numbers.next();
  index.file.size = numbers.next();
  if (index.version == kVersion) {
    read_entries(read, log_size, index);
  } else if (index.version == 1) {
    LogEntry entry{0,    log_size, kStateOffsetV1, static_cast<std::byte>(state), kLogHeaderSize,
                   false};
    index.intact = entry.state == kPendingState || entry.state == kFinishedState;
    index.entries = {std::move(entry)};
    index.end = log_size;
  }
  return index;
}

// --- writing -------------------------------------------------------------------------------------

EntryWriter::EntryWriter(PatchDisk& disk, std::int64_t start, const PatchRecord& record,
                         Count count)
    : disk_(disk),
      begin_(start),
      start_(std::max(start, kLogHeaderSize)),
      record_(record),
      counts_(count == Count::Edits || record.number == 0),  // an old log has counted nothing
      merger_([this](const EditRun& run) { put_run(run); }) {
  if (begin_ == 0) put_log_header();
  if (counts_) record_.edits = record_.bytes = 0;
  record_.command.resize(std::min(record_.command.size(), kLongestCommand));
  buffer_.resize(buffer_.size() + kEntryHeaderSize);  // filled in at the end
  summed_ = buffer_.size();
  put(std::as_bytes(std::span(record_.command)));
}

void EntryWriter::put_log_header() {
  const FileIdentity file = disk_.identity();
  put(std::as_bytes(std::span(kLogMagic)));
  put_number(kVersion, 4);
  put_number(0, 4);
  put_number(file.device);
  put_number(file.inode);
  put_number(file.size);
}

void EntryWriter::add(const Edit& edit) {
  if (edit.old_bytes.empty()) return;
  if (counts_) {
    record_.edits += edit.values;
    record_.bytes += std::ssize(edit.old_bytes);
  }
  merger_.add(edit);
}

std::int64_t EntryWriter::finish(std::byte state) {
  merger_.finish();
  put_number(runs_);
  put_number(0);
  constexpr std::int64_t kChecksum = 4;
  const std::int64_t end = begin_ + flushed_ + std::ssize(buffer_) + kChecksum;
  EntryHeader header = header_of(end - start_);
  add_up();
  crc_.add(header);
  put_number(crc_.value(), kChecksum);
  header.front() = state;
  if (flushed_ == 0) {
    std::ranges::copy(header, buffer_.begin() + (start_ - begin_));
    flush();
  } else {
    flush();
    disk_.log_write(start_, header);
  }
  return end;
}

EntryWriter::EntryHeader EntryWriter::header_of(std::int64_t length) const {
  EntryHeader header{};
  auto* to = header.begin() + 8;
  const auto put_in = [&to](auto number, std::ptrdiff_t bytes = 8) {
    const auto all = little_endian(static_cast<std::uint64_t>(number));
    to = std::copy_n(all.begin(), bytes, to);
  };
  put_in(length);
  put_in(record_.number);
  put_in(record_.time);
  put_in(record_.user, 4);
  put_in(record_.command.size(), 4);
  put_in(record_.edits);
  put_in(record_.bytes);
  return header;
}

void EntryWriter::put_run(const EditRun& run) {
  put_number(static_cast<std::uint64_t>(run.offset));
  put_number(run.length, 4);
  put_number(run.count, 4);
  if (run.count > 1) put_number(static_cast<std::uint64_t>(run.stride));
  put(run.old_bytes);
  put(run.new_bytes);
  ++runs_;
}

void EntryWriter::put_number(std::uint64_t number, int bytes) {
  const auto all = little_endian(number);
  put(std::span(all).first(static_cast<std::size_t>(bytes)));
}

void EntryWriter::put(std::span<const std::byte> bytes) {
  buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
  if (buffer_.size() >= kWritten) flush();
}

void EntryWriter::add_up() {
  crc_.add(std::span(buffer_).subspan(summed_));
  summed_ = buffer_.size();
}

void EntryWriter::flush() {
  add_up();
  disk_.log_append(buffer_);
  flushed_ += std::ssize(buffer_);
  buffer_.clear();
  summed_ = 0;
}

// --- reading -------------------------------------------------------------------------------------

EntryReader::EntryReader(const PatchDisk& disk, const LogEntry& entry, std::int64_t file_size,
                         OnProgress on_progress)
    : disk_(disk),
      entry_(entry),
      file_size_(file_size),
      on_progress_(std::move(on_progress)),
      where_(entry.strided ? entry.body : entry.start) {
  // What the checksum has in front of the runs: the command, or the header of an old log.
  if (entry.strided) {
    static_cast<void>(take(entry.record.command.size()));
    return;
  }
  const auto header = read_header<kLogHeaderSize>(read_from(disk), 0);
  where_ += kLogHeaderSize;
  if (!header) return;
  auto blanked = *header;
  blanked[kStateOffsetV1] = std::byte{0};
  crc_.add(blanked);
}

std::optional<EntryReader::Head> EntryReader::take_head() {
  const auto offset = take_number();
  const auto sizes = take_number();
  if (!offset || !sizes) return std::nullopt;
  Head head{static_cast<std::int64_t>(*offset), 0, *sizes, 1};
  if (!entry_.strided || *sizes == 0) return head;
  head.length = *sizes & 0xffffffffU;
  head.count = *sizes >> 32U;
  if (head.count == 1) return head;
  const auto stride = take_number();
  if (!stride) return std::nullopt;
  head.stride = static_cast<std::int64_t>(*stride);
  return head;
}

bool EntryReader::next(EditRun& run) {
  const auto head = take_head();
  if (!head) return false;
  if (head->length == 0 && head->count <= 1) {
    intact_ = check_end(static_cast<std::uint64_t>(head->offset));
    return false;
  }
  if (head->length == 0 || head->count == 0 || head->length > kLongestRun ||
      head->count > kLongestRun / head->length) {
    return false;
  }
  const std::size_t size = head->length * head->count;
  const auto length = static_cast<std::int64_t>(head->length);
  const auto reach = checked_mul(head->stride, static_cast<std::int64_t>(head->count) - 1);
  const auto last = reach ? checked_add(head->offset, *reach) : std::nullopt;
  const auto end = last ? checked_add(std::max(head->offset, *last), length) : std::nullopt;
  if (!end || std::min(head->offset, *last) < 0) return false;
  passes_end_ = *end > file_size_;
  if (passes_end_) return false;
  const auto both = take(2 * size);
  if (!both) return false;
  run = {head->offset, head->stride,      head->length,
         head->count,  both->first(size), both->last(size)};
  ++runs_;
  return true;
}

bool EntryReader::check_end(std::uint64_t runs) {
  add_up();
  std::uint32_t sum = crc_.value();
  if (entry_.strided) {
    auto header = read_header<kEntryHeaderSize>(read_from(disk_), entry_.start);
    if (!header) return false;
    header->front() = std::byte{0};
    Crc32 all = crc_;
    all.add(*header);
    sum = all.value();
  }
  return runs == runs_ && take_number(4) == sum;
}

void EntryReader::add_up() {
  crc_.add(std::span(buffer_).subspan(summed_, used_ - summed_));
  summed_ = used_;
}

/// Gets as many bytes as there are, up to `size` that are not used yet, or more.
void EntryReader::refill(std::size_t size) {
  add_up();
  const std::size_t kept = filled_ - used_;
  std::copy_n(buffer_.begin() + static_cast<std::ptrdiff_t>(used_), kept, buffer_.begin());
  used_ = summed_ = 0;
  const auto left = static_cast<std::size_t>(std::max<std::int64_t>(0, entry_.end() - where_));
  const std::size_t most = kept + std::min(std::max(kRead, size) - kept, left);
  if (buffer_.size() < most) buffer_.resize(most);
  const std::size_t got = disk_.log_read(where_, std::span(buffer_).subspan(kept, most - kept));
  where_ += static_cast<std::int64_t>(got);
  filled_ = kept + got;
  if (on_progress_ && got > 0) {
    on_progress_(static_cast<double>(where_ - entry_.start) / static_cast<double>(entry_.length));
  }
}

std::optional<std::span<const std::byte>> EntryReader::take(std::size_t size) {
  if (filled_ - used_ < size) refill(size);
  if (filled_ - used_ < size) return std::nullopt;
  const auto bytes = std::span<const std::byte>(buffer_).subspan(used_, size);
  used_ += size;
  return bytes;
}

std::optional<std::uint64_t> EntryReader::take_number(int bytes) {
  const auto taken = take(static_cast<std::size_t>(bytes));
  if (!taken) return std::nullopt;
  return number_in(*taken);
}

}  // namespace bview
