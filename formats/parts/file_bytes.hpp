// SPDX-License-Identifier: MIT
// formats/parts/file_bytes.hpp - the bytes of a file for those who recognise what it holds.
//
// They are looked at a piece at a time, wherever it lies: the file may be larger than memory, and
// larger than the addresses that the process has.

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <bview/core/buffer.hpp>
#include <bview/core/byte_order.hpp>
#include <bview/core/error.hpp>
#include <bview/core/input.hpp>
#include <bview/core/layout.hpp>
#include <bview/core/public.hpp>
#include <bview/core/source.hpp>

namespace BVIEW_PUBLIC bview {

class FileBytes {
 public:
  /// `input` is no stream, and outlives it.
  explicit FileBytes(const Input& input);

  [[nodiscard]] std::int64_t size() const { return input_.buffer.size(); }
  [[nodiscard]] const std::string& name() const { return input_.name; }
  /// Whether so many bytes are there.
  [[nodiscard]] bool has(std::int64_t offset, std::int64_t count) const;
  /// \throws Error{Errc::BadShape} when they are not; `what` they are, for the message.
  void require(std::int64_t offset, std::int64_t count, const char* what) const;

  /// `count` bytes at `offset`, which stay where they are until others are asked for; throws as
  /// require() does.
  [[nodiscard]] std::string_view text(std::int64_t offset, std::int64_t count, const char* what);
  /// The unsigned number of so many bytes, 1 to 8, at `offset`; throws as text() does.
  [[nodiscard]] std::uint64_t word(std::int64_t offset, int bytes, ByteOrder order,
                                   const char* what);
  /// The same; throws also where it is no number of 64 bits with a sign.
  [[nodiscard]] std::int64_t number(std::int64_t offset, int bytes, ByteOrder order,
                                    const char* what);
  /// Whether these bytes stand there.
  [[nodiscard]] bool stands(std::int64_t offset, std::string_view bytes);

  /// What they can be read from in another way; negative where there is no such thing.
  [[nodiscard]] int descriptor() const;

  /// All of them, mapped; they stay where they are.
  /// \throws Error{Errc::File} where the system has no room for them.
  [[nodiscard]] Bytes all();

  /// The error for what contradicts itself at `offset`.
  [[nodiscard]] Error damage(std::int64_t offset, std::string_view why) const;

 private:
  void count_page(std::int64_t offset, std::int64_t count);

  const Input& input_;
  Buffer mapped_{};             // what was looked at last of a large file
  Extent seen_{0, 0};           // which part of it that is
  std::int64_t looked_at_ = 0;  // bytes since pages were given back
  /// Pages that were looked at last, each where its number modulo their count says.
  std::array<std::int64_t, 8> recent_pages_{};
};

/// A stretch of them, as a stream.
class StretchSource : public Source {
 public:
  /// The stretch lies inside of `bytes`, which outlive it.
  StretchSource(FileBytes& bytes, const Extent& stretch)
      : bytes_(bytes), at_(stretch.offset), end_(stretch.offset + stretch.size) {}
  [[nodiscard]] std::size_t read(std::span<char> into) override;

 private:
  FileBytes& bytes_;
  std::int64_t at_;
  std::int64_t end_;
};

}  // namespace bview
