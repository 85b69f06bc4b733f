// SPDX-License-Identifier: MIT

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <chrono>
#include <thread>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/followed_file.hpp>
#include <bview/core/quote.hpp>

namespace bview {

FollowedFile::FollowedFile(std::string path, Following following)
    : path_(std::move(path)), following_(std::move(following)) {
  const auto open = [&] {
    file_ = Descriptor(::open(path_.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    return file_.get() >= 0;
  };
  // Whoever makes the next file may give it its name, or its mode, a little later.
  const auto may_come = [] { return errno == ENOENT || errno == EACCES; };
  while (!open() && may_come() && following_.wait_for_file) wait();
  struct stat status {};
  if (file_.get() < 0 || ::fstat(file_.get(), &status) != 0) {
    const int reason = errno;
    throw system_error("open", quoted(path_), reason);
  }
  if (S_ISREG(status.st_mode)) return;
  throw Error(Errc::File, fmt::format("cannot follow {}: it is no regular file", quoted(path_)));
}

void FollowedFile::wait() const {
  if (following_.wait) return following_.wait();
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
}

std::size_t FollowedFile::read(std::span<char> into) {
  while (true) {
    FdSource file(file_.get(), quoted(path_));  // a new one: its end would stay the end
    const std::size_t got = file.read(into);
    position_ += static_cast<std::int64_t>(got);
    if (got > 0) return got;
    if (following_.stop_at_end || is_over()) return 0;
    wait();
  }
}

std::int64_t FollowedFile::skip(std::int64_t count) {
  position_ = FdSource(file_.get(), quoted(path_)).skip(count);
  return position_ + (position_ < count ? Source::skip(count - position_) : 0);
}

void FollowedFile::mention_deletion(bool has_name) {
  if (!has_name && !deleted_ && following_.on_deletion) following_.on_deletion();
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

}  // namespace bview
