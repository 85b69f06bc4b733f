#include "core/pipe.hpp"

#include <fcntl.h>

namespace bview {

void enlarge_pipe([[maybe_unused]] int descriptor) {
#ifdef F_SETPIPE_SZ  // Linux
  constexpr int kPipeBytes = 1 << 20;
  ::fcntl(descriptor, F_SETPIPE_SZ, kPipeBytes);
#endif
}

}  // namespace bview
