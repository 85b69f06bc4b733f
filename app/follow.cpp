// SPDX-License-Identifier: MIT

#include "app/follow.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>

#include "app/terminal.hpp"
#include "app/while_read.hpp"

namespace bview {
namespace {

void wait_a_moment() {
  constexpr int kMilliseconds = 50;
  wait_while_read(-1, kMilliseconds);
}

}  // namespace

FollowedFile::FollowedFile(std::string path, IfMissing missing, AtEnd at_end)
    : path_(std::move(path)), at_end_(at_end) {
  const auto open = [&] {
    file_ = Descriptor(::open(path_.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    return file_.get() >= 0;
  };
  // Whoever makes the next file may give it its name, or its mode, a little later.
  const auto may_come = [] { return errno == ENOENT || errno == EACCES; };
  while (!open() && may_come() && missing == IfMissing::Wait) wait_a_moment();
  struct stat status {};
  if (file_.get() < 0 || ::fstat(file_.get(), &status) != 0) {
    const int reason = errno;
    throw system_error("open", quoted(path_), reason);
  }
  if (S_ISREG(status.st_mode)) return;
  throw Error(Errc::File, fmt::format("--follow is for regular files, and {} is none; what arrives "
                                      "by a pipe is shown as it comes without it",
                                      quoted(path_)));
}

std::size_t FollowedFile::read(std::span<char> into) {
  while (true) {
    FdSource file(file_.get(), quoted(path_));  // a new one: its end would stay the end
    const std::size_t got = file.read(into);
    position_ += static_cast<std::int64_t>(got);
    if (got > 0) return got;
    if (at_end_ == AtEnd::Stop || is_over()) return 0;
    wait_a_moment();
  }
}

std::int64_t FollowedFile::skip(std::int64_t count) {
  position_ = FdSource(file_.get(), quoted(path_)).skip(count);
  return position_ + (position_ < count ? Source::skip(count - position_) : 0);
}

/// Whoever writes may go on writing to a file without a name, or give its name to another.
void FollowedFile::mention_deletion(bool has_name) {
  if (!has_name && !deleted_) {
    tell(
        fmt::format("bview: {} was deleted or renamed; what is still written to it is shown, "
                    "until another file takes its name",
                    quoted(path_)));
  }
  deleted_ = !has_name;
}

bool FollowedFile::is_over() {
  struct stat mine {};
  struct stat named {};
  // In this order: what was written before the file was replaced counts in its size.
  const bool has_name = ::stat(path_.c_str(), &named) == 0;
  if (::fstat(file_.get(), &mine) != 0) return false;
  mention_deletion(has_name);
  const bool replaced = has_name && (named.st_ino != mine.st_ino || named.st_dev != mine.st_dev);
  if (mine.st_size < position_) {
    fate_ = "truncated";
  } else if (replaced && mine.st_size == position_) {
    fate_ = "replaced";
  }
  return *fate_ != '\0';
}

void follow_file(const std::string& path, const PrintFollowed& print) {
  for (auto missing = FollowedFile::IfMissing::Fail;; missing = FollowedFile::IfMissing::Wait) {
    FollowedFile file(path, missing);
    const std::optional<Extent> cut = print(file);
    if (!cut) return;
    tell(fmt::format("bview: {} was {}; its first bytes are next{}", quoted(path), file.fate(),
                     cut->size > 0 ? fmt::format(", and {} of an item at offset {} are dropped",
                                                 cut->size, cut->offset)
                                   : ""));
  }
}

}  // namespace bview
