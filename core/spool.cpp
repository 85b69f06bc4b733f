#include "core/spool.hpp"

#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
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
  throw Error(Errc::File, fmt::format("cannot keep the input in a temporary file in {}: {}; "
                                      "TMPDIR names another folder",
                                      quoted(folder), std::strerror(errno)));
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
  std::span<const std::byte> rest = memory_;
  while (!rest.empty()) {
    const ssize_t written = ::write(file_.get(), rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) refuse(temporary_folder());
    rest = rest.subspan(static_cast<std::size_t>(written));
  }
  memory_.clear();
}

Buffer Spool::finish() {
  if (file_.get() < 0) return Buffer::own(std::move(memory_));
  flush();
  return map_descriptor(file_.get(), Access::Read, "the temporary file");
}

}  // namespace bview
