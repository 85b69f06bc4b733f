#include "app/follow.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "core/error.hpp"
#include "core/quote.hpp"

namespace bview {
namespace {

/// Waits a moment, and looks whether standard output still has a reader.
void wait_a_moment() {
  constexpr int kMilliseconds = 50;
  struct pollfd output {
    STDOUT_FILENO, 0, 0
  };
  // Nothing is asked for; that nobody reads is told unasked.
  if (::poll(&output, 1, kMilliseconds) > 0) {
    throw Error(Errc::ClosedPipe, "nobody reads standard output");
  }
}

}  // namespace

FollowedFile::FollowedFile(std::string path, IfMissing missing) : path_(std::move(path)) {
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
  FdSource file(file_.get(), quoted(path_));
  while (true) {
    const std::size_t got = file.read(into);
    position_ += static_cast<std::int64_t>(got);
    if (got > 0) return got;
    if (is_over()) return 0;
    wait_a_moment();
  }
}

bool FollowedFile::is_over() {
  struct stat mine {};
  struct stat named {};
  // In this order: what was written before the file was replaced counts in its size.
  const bool has_name = ::stat(path_.c_str(), &named) == 0;
  if (::fstat(file_.get(), &mine) != 0) return false;
  const bool replaced = has_name && (named.st_ino != mine.st_ino || named.st_dev != mine.st_dev);
  if (mine.st_size < position_) {
    fate_ = "truncated";
  } else if (replaced && mine.st_size == position_) {
    fate_ = "replaced";
  }
  return *fate_ != '\0';
}

}  // namespace bview
