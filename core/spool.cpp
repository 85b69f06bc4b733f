#include "core/spool.hpp"

#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "core/error.hpp"
#include "core/mapping.hpp"
#include "core/quote.hpp"

namespace bview {
namespace {

constexpr std::size_t kMostInMemory = std::size_t{1} << 20U;

std::string temporary_folder() {
  const char* folder = std::getenv("TMPDIR");
  return folder == nullptr || *folder == '\0' ? "/tmp" : folder;
}

[[noreturn]] void refuse(const std::string& folder) {
  const int reason = errno;
  throw system_error("keep the input in a temporary file in", quoted(folder), reason,
                     "; TMPDIR names another folder");
}

Descriptor open_temporary() {
  const std::string folder = temporary_folder();
  std::string path = folder + "/bview-XXXXXX";
  Descriptor file(::mkstemp(path.data()));
  if (file.get() < 0) refuse(folder);
  ::unlink(path.c_str());
  return file;
}

}  // namespace

void Spool::add(std::span<const std::byte> bytes) {
  memory_.insert(memory_.end(), bytes.begin(), bytes.end());
  size_ += static_cast<std::int64_t>(bytes.size());
  if (memory_.size() > kMostInMemory) flush();
}

void Spool::flush() {
  if (file_.get() < 0) file_ = open_temporary();
  if (!write_fully(file_.get(), memory_)) refuse(temporary_folder());
  memory_.clear();
}

Buffer Spool::finish() {
  if (file_.get() < 0) return Buffer::own(std::move(memory_));
  flush();
  return map_descriptor(file_.get(), Access::Read, "the temporary file");
}

}  // namespace bview
