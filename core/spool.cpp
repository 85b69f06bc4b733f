// SPDX-License-Identifier: MIT

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include <bview/core/error.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/spool.hpp>

namespace bview {
namespace {

constexpr std::size_t kMostInMemory = std::size_t{1} << 20U;

std::string temporary_folder() {
  const char* folder = std::getenv("TMPDIR");
  return folder == nullptr || *folder == '\0' ? "/tmp" : folder;
}

[[noreturn]] void refuse_spooling(const std::string& folder) {
  const int reason = errno;
  throw system_error("keep the input in a temporary file in", quoted(folder), reason,
                     "; TMPDIR names another folder");
}

Descriptor open_temporary() {
  const std::string folder = temporary_folder();
  std::string path = folder + "/bview-XXXXXX";
  Descriptor file(::mkstemp(path.data()));
  if (file.get() < 0) refuse_spooling(folder);
  ::unlink(path.c_str());
  return file;
}

}  // namespace

Buffer scratch_bytes(std::int64_t size) {
  if (static_cast<std::size_t>(size) <= kMostInMemory) {
    return Buffer::own(std::vector<std::byte>(static_cast<std::size_t>(size)));
  }
  const Descriptor file = open_temporary();
  // A mapping of what the disk has no room for would end the process.
  errno = ::posix_fallocate(file.get(), 0, size);
  if (errno != 0) refuse_spooling(temporary_folder());
  return map_descriptor(file.get(), Access::ReadWrite, "the temporary file");
}

void Spool::add(std::span<const std::byte> bytes) {
  size_ += static_cast<std::int64_t>(bytes.size());
  if (bytes.size() > kMostInMemory) {
    flush();
    if (!write_fully(file_.get(), bytes)) refuse_spooling(temporary_folder());
    return;
  }
  memory_.insert(memory_.end(), bytes.begin(), bytes.end());
  if (memory_.size() > kMostInMemory) flush();
}

void Spool::flush() {
  if (file_.get() < 0) file_ = open_temporary();
  if (!write_fully(file_.get(), memory_)) refuse_spooling(temporary_folder());
  memory_.clear();
}

Buffer Spool::finish() {
  if (file_.get() < 0) return Buffer::own(std::move(memory_));
  flush();
  return map_descriptor(file_.get(), Access::Read, "the temporary file");
}

}  // namespace bview
