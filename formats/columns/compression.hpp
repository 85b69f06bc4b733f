// SPDX-License-Identifier: MIT
// formats/columns/compression.hpp - THE TABLE of ways to make pieces of a file smaller.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace bview {

struct Compression {
  std::string_view name;
  std::int32_t parquet_id;  ///< CompressionCodec of parquet.thrift
  /// Puts what `bytes` become in the place of `to`; null: nothing is done to them.
  /// \throws Error{Errc::File} where the library is not installed that knows how.
  void (*compress)(std::string_view bytes, std::string& to);
  int arrow_id = -1;  ///< CompressionType of Message.fbs; -1: Arrow does not know it
};

/// The first is none.
[[nodiscard]] std::span<const Compression> compressions();

}  // namespace bview
