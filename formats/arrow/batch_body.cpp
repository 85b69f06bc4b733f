// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <cstring>
#include <limits>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/formats/arrow/batch_body.hpp>

namespace bview {
namespace {

std::int64_t padding_of(std::int64_t size) {
  return (kArrowAlignment - size % kArrowAlignment) % kArrowAlignment;
}

/// It would be in memory twice.
void refuse_large(std::int64_t size) {
  if (size <= std::numeric_limits<std::int32_t>::max()) return;
  throw Error(Errc::BadValue,
              fmt::format("{} bytes of a column in one row are too many to be compressed; "
                          "--compression none leaves them as they are",
                          size));
}

}  // namespace

void BatchBody::buffer(std::int64_t size, Write write) {
  if (size > 0 && compression_ != nullptr) {
    refuse_large(size);
    TextBuffer plain;
    write(plain);
    std::string packed;
    compression_->compress(plain.text(), packed);
    std::string bytes(sizeof(size), '\0');
    std::memcpy(bytes.data(), &size, sizeof(size));
    bytes += packed;
    size = std::ssize(bytes);
    write = [bytes = std::move(bytes)](TextBuffer& out) { out.append(bytes); };
  }
  places_.push_back(size_);
  places_.push_back(size);
  buffers_.push_back({size, std::move(write)});
  size_ += size + padding_of(size);
}

void BatchBody::buffer(std::string bytes) {
  const std::int64_t size = std::ssize(bytes);
  buffer(size, [bytes = std::move(bytes)](TextBuffer& out) { out.append(bytes); });
}

FlatTable BatchBody::described(std::int64_t rows) const {
  FlatTable made;
  made.i64(0, rows);
  made.structs(1, 2, nodes_);
  made.structs(2, 2, places_);
  if (compression_ == nullptr) return made;
  FlatTable compression;
  compression.i8(0, static_cast<std::int8_t>(compression_->arrow_id));
  compression.i8(1, 0);  // each buffer on its own
  made.table(3, std::move(compression));
  return made;
}

void BatchBody::write(TextBuffer& out) const {
  constexpr char kZeros[kArrowAlignment] = {};
  for (const Buffer& buffer : buffers_) {
    if (buffer.size > 0) buffer.write(out);
    out.append({kZeros, static_cast<std::size_t>(padding_of(buffer.size))});
  }
}

}  // namespace bview
