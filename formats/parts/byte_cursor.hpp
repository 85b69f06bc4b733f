// SPDX-License-Identifier: MIT
// formats/parts/byte_cursor.hpp - reads one thing of a file behind the other.

#pragma once

#include <cstdint>
#include <string_view>

#include <bview/core/byte_order.hpp>
#include <bview/core/error.hpp>
#include <bview/core/layout.hpp>
#include <bview/formats/parts/file_bytes.hpp>

namespace bview {

class ByteCursor {
 public:
  /// `bytes` outlive it.
  ByteCursor(FileBytes& bytes, ByteOrder order, std::int64_t at)
      : bytes_(bytes), order_(order), at_(at) {}

  [[nodiscard]] FileBytes& bytes() const { return bytes_; }
  [[nodiscard]] std::int64_t at() const { return at_; }
  void go_to(std::int64_t at) { at_ = at; }

  /// The unsigned number of so many bytes that comes next; throws as FileBytes::number does.
  std::int64_t number(int size, const char* what);
  /// Goes behind so many bytes, and says where they are.
  /// \throws Error{Errc::BadShape} when they are not all there; `what` they are, for the message.
  Extent skip(std::int64_t count, const char* what);

  /// The error for what was read last, `size` bytes in front of here.
  [[nodiscard]] Error damage(std::int64_t size, std::string_view why) const;

 private:
  FileBytes& bytes_;
  ByteOrder order_;
  std::int64_t at_;
};

}  // namespace bview
