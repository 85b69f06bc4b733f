// SPDX-License-Identifier: MIT
// core/stream.hpp - bytes that arrive one after another, each at its own offset.
//
// A Stream looks like a file that grows: a View can be laid on bytes that are not there yet.
// What has arrived is in memory until its reader lets go of it; the memory is used again for
// what arrives next.

#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>

#include <bview/core/public.hpp>
#include <bview/core/source.hpp>
#include <bview/core/view.hpp>

namespace BVIEW_PUBLIC bview {

class Stream {
 public:
  /// More bytes than ever arrive.
  static constexpr std::int64_t kMost = std::int64_t{1} << 56;

  /// Reads the bytes [start, end) of `source`, which outlives it, stepping over those in front
  /// of them when the first ones are waited for; `name` is what messages call it.
  Stream(Source& source, std::int64_t start, std::int64_t end, std::string name);

  /// As many bytes as may ever arrive. Of them those may be looked at that have arrived and
  /// were not given back. Waiting for more moves them: then views have to be laid anew.
  [[nodiscard]] const Bytes& bytes() const { return bytes_; }

  /// Bytes that have arrived, with those in front of `start`.
  [[nodiscard]] std::int64_t size() const { return size_; }

  /// Waits for more bytes; false at the end.
  /// \throws Error{Errc::File} when they cannot be read, or are too many.
  [[nodiscard]] bool wait_for_more();

  /// Nobody will look at the bytes in front of `offset` any more.
  void give_back(std::int64_t offset);

 private:
  void make_room(std::int64_t count);

  Source& source_;
  std::int64_t start_;
  std::int64_t end_;
  std::string name_;
  std::unique_ptr<std::byte[]> memory_{};
  std::int64_t capacity_ = 0;  // bytes
  Bytes bytes_;
  std::int64_t size_;
  std::int64_t kept_;  // the first byte that was not given back
  bool begun_ = false;
};

}  // namespace bview
