// SPDX-License-Identifier: MIT

#include <fcntl.h>

#include <bview/core/pipe.hpp>

namespace bview {

void enlarge_pipe([[maybe_unused]] int descriptor) {
#ifdef F_SETPIPE_SZ  // Linux
  constexpr int kPipeBytes = 1 << 20;
  ::fcntl(descriptor, F_SETPIPE_SZ, kPipeBytes);
#endif
}

}  // namespace bview
