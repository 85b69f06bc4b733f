#include "core/descriptor.hpp"

#include <poll.h>

#include <cerrno>

namespace bview {

bool try_again(int descriptor, short events) {
  if (errno == EINTR) return true;
  if (errno != EAGAIN) return false;
  struct pollfd waiting {
    descriptor, events, 0
  };
  return ::poll(&waiting, 1, -1) > 0 || errno == EINTR;
}

}  // namespace bview
