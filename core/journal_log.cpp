#include "core/journal_log.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>

#include "core/checked.hpp"
#include "core/descriptor.hpp"

namespace bview {
namespace {

constexpr std::array<char, 8> kMagic = {'b', 'v', 'u', 'n', 'd', 'o', '\r', '\n'};
constexpr std::uint64_t kVersion = 1;
constexpr std::size_t kBuffer = std::size_t{64} << 10U;

std::array<std::byte, 8> little_endian(std::uint64_t number) {
  std::array<std::byte, 8> bytes;
  for (std::size_t k = 0; k < bytes.size(); ++k) {
    bytes[k] = static_cast<std::byte>(number >> (8 * k) & 0xffU);
  }
  return bytes;
}

}  // namespace

LogWriter::LogWriter(PatchDisk& disk) : disk_(disk) {
  const FileIdentity file = disk.identity();
  put(std::as_bytes(std::span(kMagic)));
  put_number(kVersion, 4);
  put_number(0, 4);  // the state, which the checksum takes as 0
  put_number(file.device);
  put_number(file.inode);
  put_number(file.size);
  buffer_[kStateOffset] = kPendingState;
}

void LogWriter::add(const Edit& edit) {
  std::span<const std::byte> old_bytes = edit.old_bytes;
  std::span<const std::byte> new_bytes = edit.new_bytes;
  std::int64_t offset = edit.offset;
  while (!old_bytes.empty()) {
    const bool adjacent = offset == offset_ + static_cast<std::int64_t>(old_.size());
    if (!adjacent || old_.size() == kLongestRun) {
      put_run();
      offset_ = offset;
    }
    const std::size_t taken = std::min(old_bytes.size(), kLongestRun - old_.size());
    old_.insert(old_.end(), old_bytes.begin(),
                old_bytes.begin() + static_cast<std::ptrdiff_t>(taken));
    new_.insert(new_.end(), new_bytes.begin(),
                new_bytes.begin() + static_cast<std::ptrdiff_t>(taken));
    old_bytes = old_bytes.subspan(taken);
    new_bytes = new_bytes.subspan(taken);
    offset += static_cast<std::int64_t>(taken);
  }
}

void LogWriter::finish() {
  put_run();
  put_number(runs_);
  put_number(0);
  put_number(crc_.value(), 4);
  disk_.log_append(buffer_);
  buffer_.clear();
}

void LogWriter::put_run() {
  if (old_.empty()) return;
  put_number(static_cast<std::uint64_t>(offset_));
  put_number(old_.size());
  put(old_);
  put(new_);
  ++runs_;
  old_.clear();
  new_.clear();
}

void LogWriter::put_number(std::uint64_t number, int bytes) {
  const auto all = little_endian(number);
  put(std::span(all).first(static_cast<std::size_t>(bytes)));
}

void LogWriter::put(std::span<const std::byte> bytes) {
  crc_.add(bytes);
  buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
  if (buffer_.size() < kBuffer) return;
  disk_.log_append(buffer_);
  buffer_.clear();
}

bool is_pending_log(const std::string& path) {
  std::array<std::byte, kStateOffset + 1> start;
  const Descriptor log(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (::pread(log.get(), start.data(), start.size(), 0) != std::ssize(start)) return false;
  return std::memcmp(start.data(), kMagic.data(), kMagic.size()) == 0 &&
         start.back() == kPendingState;
}

std::optional<LogReader::Header> LogReader::header() {
  const auto magic = take(kMagic.size());
  if (!magic || std::memcmp(magic->data(), kMagic.data(), kMagic.size()) != 0) return std::nullopt;
  if (take_number(4) != kVersion) return std::nullopt;
  // The state changes in place; the checksum was made with 0 there.
  std::byte state{};
  if (disk_.log_read(kStateOffset, {&state, 1}) != 1) return std::nullopt;
  const std::size_t ahead = used_;
  if (buffer_.size() > ahead) buffer_[ahead] = std::byte{0};
  if (take_number(4) != 0) return std::nullopt;
  const auto device = take_number();
  const auto inode = take_number();
  const auto size = take_number();
  if (!size) return std::nullopt;
  file_size_ = static_cast<std::int64_t>(*size);
  return Header{state, {*device, *inode, *size}};
}

bool LogReader::next(Edit& edit) {
  const auto offset = take_number();
  const auto length = take_number();
  if (!offset || !length) return false;
  if (*length == 0) {
    const std::uint32_t sum = crc_.value();
    intact_ = *offset == runs_ && take_number(4) == sum;
    return false;
  }
  if (*length > kLongestRun) return false;
  edit.offset = static_cast<std::int64_t>(*offset);
  const auto end = checked_add(edit.offset, static_cast<std::int64_t>(*length));
  if (edit.offset < 0 || !end || *end > file_size_) return false;
  const auto both = take(2 * *length);
  if (!both) return false;
  edit.old_bytes = both->first(*length);
  edit.new_bytes = both->last(*length);
  ++runs_;
  return true;
}

std::optional<std::span<const std::byte>> LogReader::take(std::size_t size) {
  if (buffer_.size() - used_ < size) {
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(used_));
    used_ = 0;
    const std::size_t kept = buffer_.size();
    buffer_.resize(std::max(kBuffer, size));
    const std::size_t got = disk_.log_read(where_, std::span(buffer_).subspan(kept));
    where_ += static_cast<std::int64_t>(got);
    buffer_.resize(kept + got);
    if (on_progress_ && got > 0) {
      on_progress_(static_cast<double>(where_) / static_cast<double>(log_size_));
    }
  }
  if (buffer_.size() - used_ < size) return std::nullopt;
  const auto bytes = std::span<const std::byte>(buffer_).subspan(used_, size);
  used_ += size;
  crc_.add(bytes);
  return bytes;
}

std::optional<std::uint64_t> LogReader::take_number(int bytes) {
  const auto taken = take(static_cast<std::size_t>(bytes));
  if (!taken) return std::nullopt;
  std::uint64_t number = 0;
  for (std::size_t k = taken->size(); k-- > 0;) {
    number = number << 8U | static_cast<std::uint8_t>((*taken)[k]);
  }
  return number;
}

}  // namespace bview
