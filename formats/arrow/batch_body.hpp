// SPDX-License-Identifier: MIT
// formats/arrow/batch_body.hpp - what stands in the body of a batch, and where.

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <bview/core/sink.hpp>
#include <bview/formats/arrow/flat_table.hpp>
#include <bview/formats/columns/compression.hpp>

namespace bview {

/// All messages begin at multiples of it, and so do their bodies and the buffers in these.
inline constexpr std::int64_t kArrowAlignment = 64;

/// Buffers, whose sizes are known before they are written.
class BatchBody {
 public:
  /// `compression` may be null.
  explicit BatchBody(const Compression* compression) : compression_(compression) {}

  /// A column or a part of one: its values, and how many of them are missing.
  void node(std::int64_t values, std::int64_t missing) {
    nodes_.push_back(values);
    nodes_.push_back(missing);
  }

  using Write = std::function<void(TextBuffer& out)>;
  void buffer(std::int64_t size, Write write);
  void buffer(std::string bytes);
  /// Which marks of missing values are where none is.
  void empty_buffer() { buffer(0, {}); }

  /// The table RecordBatch that describes it.
  [[nodiscard]] FlatTable described(std::int64_t rows) const;
  [[nodiscard]] std::int64_t size() const { return size_; }
  void write(TextBuffer& out) const;

 private:
  struct Buffer {
    std::int64_t size;
    Write write;
  };

  const Compression* compression_;
  std::vector<std::int64_t> nodes_{};   // pairs
  std::vector<std::int64_t> places_{};  // pairs of an offset and a size
  std::vector<Buffer> buffers_{};
  std::int64_t size_ = 0;
};

}  // namespace bview
