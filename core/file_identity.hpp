// SPDX-License-Identifier: MIT
// core/file_identity.hpp - what tells one file from another, and a file from its later self.

#pragma once

#include <cstdint>

#include <bview/core/public.hpp>

struct stat;  // <sys/stat.h>

namespace BVIEW_PUBLIC bview {

struct FileIdentity {
  std::uint64_t device = 0;  ///< of a block device, its own number
  std::uint64_t inode = 0;   ///< 0: a block device, whose nodes come and go
  std::uint64_t size = 0;    ///< bytes
};

/// Of the file that is in this state; the size of a block device is known to others.
[[nodiscard]] FileIdentity identity_of(const struct stat& status);

/// Whether both are one file, whatever its size.
[[nodiscard]] inline bool is_same_file(const FileIdentity& a, const FileIdentity& b) {
  return a.device == b.device && a.inode == b.inode;
}

}  // namespace bview
