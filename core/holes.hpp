// SPDX-License-Identifier: MIT
// core/holes.hpp - stretches of a mapped file that nobody has written, and that read as zeros.
//
// To look at them costs the system a page of memory each. Who knows what zeros come to need not
// look: the system tells where they are.

#pragma once

#include <cstdint>
#include <mutex>

#include <bview/core/descriptor.hpp>
#include <bview/core/public.hpp>
#include <bview/core/view.hpp>

namespace BVIEW_PUBLIC bview {

/// Threads may share one.
class Holes {
 public:
  /// What a byte belongs to.
  struct Stretch {
    std::int64_t end;  ///< offset behind its last byte
    bool zeros;        ///< it is a hole
  };

  /// The bytes outlive it.
  explicit Holes(const Bytes& bytes);

  /// The stretch of the byte at `offset`, as it was when somebody first asked about it. All is data
  /// where the system does not tell, or lets the file not be opened anew, and where no file is
  /// mapped for reading.
  [[nodiscard]] Stretch at(std::int64_t offset) const;

  /// Whether all of these, of which there is one at least, are known to be zeros.
  [[nodiscard]] bool has(const Extent& bytes) const {
    const Stretch stretch = at(bytes.offset);
    return stretch.zeros && stretch.end >= bytes.offset + bytes.size;
  }

 private:
  [[nodiscard]] Stretch ask(std::int64_t offset) const;

  std::int64_t size_;
  Descriptor file_;  // none: nobody tells
  mutable std::mutex mutex_{};
  mutable std::int64_t begin_ = 0;  // of what was found last
  mutable Stretch found_{0, false};
};

/// The holes that items of a view lie in.
class ItemHoles {
 public:
  explicit ItemHoles(const View& view);

  /// Whether so many items from `first` on, in C order and one at least, are known to be zeros, and
  /// what stands between them, too.
  [[nodiscard]] bool has(std::int64_t first, std::int64_t count) const;

 private:
  View view_;
  bool in_line_;  // they stand at equal steps; of others nothing is known
  Holes holes_;
};

}  // namespace bview
