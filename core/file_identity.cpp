// SPDX-License-Identifier: MIT

#include <sys/stat.h>

#include <bview/core/file_identity.hpp>

namespace bview {

FileIdentity identity_of(const struct stat& status) {
  const bool device = S_ISBLK(status.st_mode);
  return {static_cast<std::uint64_t>(device ? status.st_rdev : status.st_dev),
          device ? 0 : static_cast<std::uint64_t>(status.st_ino),
          static_cast<std::uint64_t>(status.st_size)};
}

}  // namespace bview
