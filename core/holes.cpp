// SPDX-License-Identifier: MIT

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include <bview/core/cursor.hpp>
#include <bview/core/holes.hpp>
#include <bview/core/mapping.hpp>

namespace bview {
namespace {

#ifdef SEEK_HOLE

/// Asks by moving the position in the file, which others may have an interest in: it stays.
class KeptPosition {
 public:
  explicit KeptPosition(int descriptor)
      : lock_(g_positions), descriptor_(descriptor), here_(::lseek(descriptor, 0, SEEK_CUR)) {}
  KeptPosition(const KeptPosition&) = delete;
  KeptPosition& operator=(const KeptPosition&) = delete;
  ~KeptPosition() { ::lseek(descriptor_, here_, SEEK_SET); }

 private:
  static inline std::mutex g_positions{};  // descriptors of one file share its position

  std::lock_guard<std::mutex> lock_;
  int descriptor_;
  off_t here_;
};

/// Where the file ends by now; it may have become shorter.
std::int64_t end_of_file(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 ? status.st_size : 0;
}

#endif

}  // namespace

Holes::Holes(const Bytes& bytes) : size_(bytes.size), descriptor_(descriptor_of(bytes)) {}

Holes::Stretch Holes::at(std::int64_t offset) const {
  if (descriptor_ < 0) return {size_, false};
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
  const KeptPosition kept(descriptor_);
  std::int64_t data = ::lseek(descriptor_, offset, SEEK_DATA);
  if (data < 0 && errno == ENXIO) data = end_of_file(descriptor_);  // no data comes any more
  if (data < 0) return unknown;
  if (data > offset) return {std::min(data, size_), true};
  const std::int64_t hole = ::lseek(descriptor_, offset, SEEK_HOLE);
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
