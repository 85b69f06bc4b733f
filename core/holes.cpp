// SPDX-License-Identifier: MIT

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>

#include <bview/core/cursor.hpp>
#include <bview/core/holes.hpp>
#include <bview/core/mapping.hpp>

namespace bview {
namespace {

/// The file that is mapped, opened anew: to ask moves the position in it, which another process may
/// share where the file was handed to this one.
Descriptor opened_anew(int descriptor) {
  if (descriptor < 0) return {};
  const std::string path = fmt::format("/proc/self/fd/{}", descriptor);
  return Descriptor(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
}

#ifdef SEEK_HOLE

/// Where the file ends by now; it may have become shorter.
std::int64_t end_of_file(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 ? status.st_size : 0;
}

#endif

}  // namespace

Holes::Holes(const Bytes& bytes) : size_(bytes.size), file_(opened_anew(descriptor_of(bytes))) {}

Holes::Stretch Holes::at(std::int64_t offset) const {
  if (file_.get() < 0) return {size_, false};
  const std::lock_guard lock(mutex_);
  if (offset < begin_ || offset >= found_.end) {
    found_ = ask(offset);
    begin_ = offset;
  }
  return found_;
}

Holes::Stretch Holes::ask(std::int64_t offset) const {
  const Stretch unknown{size_, false};
#ifdef SEEK_HOLE
  std::int64_t data = ::lseek(file_.get(), offset, SEEK_DATA);
  if (data < 0 && errno == ENXIO) data = end_of_file(file_.get());  // no data comes any more
  if (data < 0) return unknown;
  if (data > offset) return {std::min(data, size_), true};
  const std::int64_t hole = ::lseek(file_.get(), offset, SEEK_HOLE);
  if (hole > offset) return {std::min(hole, size_), false};
#else
  static_cast<void>(offset);
#endif
  return unknown;
}

ItemHoles::ItemHoles(const View& view)
    : view_(coalesce(view)),
      in_line_(!view_.list() && view_.ndim() <= 1 && view_.itemsize() > 0),
      holes_(view_.bytes()) {}

bool ItemHoles::has(std::int64_t first, std::int64_t count) const {
  if (!in_line_) return false;
  const std::int64_t one = view_.offset_of(first);
  const std::int64_t other = view_.offset_of(first + count - 1);
  const std::int64_t begin = std::min(one, other);
  return holes_.has({begin, std::max(one, other) + view_.itemsize() - begin});
}

}  // namespace bview
