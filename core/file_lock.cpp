// SPDX-License-Identifier: MIT

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>

#include <bview/core/error.hpp>
#include <bview/core/file_lock.hpp>

namespace bview {
namespace {

#ifdef F_OFD_SETLK
constexpr int kTry = F_OFD_SETLK;
constexpr int kWait = F_OFD_SETLKW;
#else  // a system without locks of open files has those of processes
constexpr int kTry = F_SETLK;
constexpr int kWait = F_SETLKW;
#endif

}  // namespace

void lock_exclusively(int descriptor, const std::string& name, WhenLocked when) {
  struct flock whole {};
  whole.l_type = F_WRLCK;
  whole.l_whence = SEEK_SET;
  while (::fcntl(descriptor, when == WhenLocked::Wait ? kWait : kTry, &whole) != 0) {
    if (errno == EINTR) continue;
    if (errno != EAGAIN && errno != EACCES) throw system_error("lock", name, errno);
    throw Error(Errc::File, fmt::format("another process is writing to {}; leave --no-wait out to "
                                        "wait for it",
                                        name));
  }
}

}  // namespace bview
