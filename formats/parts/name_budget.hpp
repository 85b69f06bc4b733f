// SPDX-License-Identifier: MIT
// formats/parts/name_budget.hpp - how long all names of the parts of a file may be together.
//
// Where the names of parts begin with those of others, or are told of by their place, a small file
// could have names of terabytes.

#pragma once

#include <cstdint>

#include <bview/formats/parts/file_bytes.hpp>
#include <bview/formats/parts/part.hpp>

namespace bview {

class NameBudget {
 public:
  /// \throws Error where the name of `part` is too much.
  void take(const Part& part, const FileBytes& bytes) {
    constexpr std::int64_t kMostNameBytes = std::int64_t{64} << 20;
    taken_ += static_cast<std::int64_t>(part.name.size());
    if (taken_ > kMostNameBytes) {
      throw bytes.damage(part.offset, "names take more bytes than any file's do");
    }
  }

 private:
  std::int64_t taken_ = 0;
};

}  // namespace bview
