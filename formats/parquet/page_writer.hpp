// SPDX-License-Identifier: MIT
// formats/parquet/page_writer.hpp - pages with their heads, checksums, and compression.
//
// Source: parquet.thrift, PageHeader; README.md of parquet-format, "Checksumming".

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <bview/core/sink.hpp>
#include <bview/formats/columns/compression.hpp>

namespace bview {

/// As parquet.thrift numbers them.
enum class PageEncoding : std::int32_t { Plain = 0, Runs = 3, Dictionary = 8 };

class PageWriter {
 public:
  /// `compression` may be null.
  PageWriter(const Compression* compression, TextBuffer& out)
      : compress_(compression == nullptr ? nullptr : compression->compress), out_(out) {}

  /// Values, behind levels where lists stand around them.
  /// \throws Error{Errc::BadValue} where `body` has more than 2 GiB.
  void put_values(std::string_view body, std::int64_t entries, PageEncoding encoding);
  /// Values that others are numbers of.
  void put_dictionary(std::string_view body, std::int64_t entries);

  /// Bytes written, and those that it would have been without compression.
  [[nodiscard]] std::int64_t size() const { return size_; }
  [[nodiscard]] std::int64_t unpacked_size() const { return unpacked_size_; }

 private:
  void put(std::string_view body, std::int64_t entries, PageEncoding encoding, bool values);

  void (*compress_)(std::string_view bytes, std::string& to);
  TextBuffer& out_;
  std::string packed_{};
  std::int64_t size_ = 0;
  std::int64_t unpacked_size_ = 0;
};

}  // namespace bview
