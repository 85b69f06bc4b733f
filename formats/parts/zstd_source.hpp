// SPDX-License-Identifier: MIT
// formats/parts/zstd_source.hpp - a frame of zstd, unpacked while it is read.
//
// Source: RFC 8878, of which libzstd knows all. Start-up does not pay for it: it is loaded when it
// is asked for. Where its headers are missing, bview is built without it.

#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include <bview/core/source.hpp>

namespace bview {

/// Bytes that unpacking may look back at, and keeps for that: 2 to the power of this.
inline constexpr int kMostZstdWindowLog = 25;

/// A stream of what one frame holds. Its memory is the frame's window, which is bounded.
class ZstdSource : public Source {
 public:
  /// `packed` outlives it.
  /// \throws Error{Errc::File} where libzstd is not installed.
  explicit ZstdSource(Source& packed);
  ~ZstdSource() override;

  /// \throws Error{Errc::BadValue} where the bytes are no frame, have another checksum than the
  ///         frame tells of, are cut short, or look back too far.
  [[nodiscard]] std::size_t read(std::span<char> into) override;

 private:
  struct State;  // libzstd's

  std::unique_ptr<State> state_;
};

}  // namespace bview
