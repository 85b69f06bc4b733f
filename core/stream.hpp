// core/stream.hpp - bytes that arrive one after another, each at its own offset.
//
// A Stream looks like a mapped file that grows: it reserves a range of addresses for
// whatever may come, and reading fills it from the front. So a View can be laid on bytes
// that are not there yet, and stays valid; memory behind the reader is given back.

#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/source.hpp"
#include "core/view.hpp"

namespace bview {

class Stream {
 public:
  /// Reads at most `limit` bytes of `source`, which outlives it; `name` is what messages call it.
  /// \throws Error{Errc::File} when the system gives no range of addresses.
  Stream(Source& source, std::int64_t limit, std::string name);

  /// The range. Only the first size() bytes may be looked at, and of them those that were
  /// not given back.
  [[nodiscard]] const Bytes& bytes() const { return bytes_; }

  /// Bytes that have arrived.
  [[nodiscard]] std::int64_t size() const { return size_; }

  /// Waits for more bytes; false at the end.
  /// \throws Error{Errc::File} when they cannot be read, or are more than the range can hold.
  [[nodiscard]] bool wait_for_more();

  /// Nobody will look at the bytes in front of `offset` any more.
  void give_back(std::int64_t offset);

 private:
  Source& source_;
  std::int64_t limit_;
  std::string name_;
  std::shared_ptr<void> range_;
  Bytes bytes_;
  std::int64_t size_ = 0;
  std::int64_t usable_ = 0;  // bytes of the range that may be written
  std::int64_t given_ = 0;   // bytes that were given back
};

}  // namespace bview
