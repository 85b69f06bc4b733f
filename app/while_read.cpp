// SPDX-License-Identifier: MIT

#include "app/while_read.hpp"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <bview/core/error.hpp>

namespace bview {

void wait_while_read(int descriptor, int milliseconds) {
  // Of standard output nothing is asked; that nobody reads it is told unasked.
  struct pollfd ends[] = {{STDOUT_FILENO, 0, 0}, {descriptor, POLLIN, 0}};
  if (::poll(ends, std::size(ends), milliseconds) <= 0 || ends[0].revents == 0) return;
  ::raise(SIGPIPE);
  throw Error(Errc::ClosedPipe, "nobody reads standard output");
}

}  // namespace bview
