// SPDX-License-Identifier: MIT
// core/mapping.hpp - files mapped into memory.
//
// Nothing is read until somebody looks, and no page is copied. The mapping lives
// as long as the Buffer that holds it.

#pragma once

#include <string>

#include <bview/core/buffer.hpp>
#include <bview/core/cursor.hpp>
#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

enum class Access {
  Read,
  ReadWrite,
  Private  ///< writable, and nobody else sees what is written; the file stays as it is
};

/// Maps the whole of a regular file or block device. The bytes are read-only
/// unless `access` says otherwise; an empty file gives an empty Buffer.
/// \throws Error{Errc::File} when the system refuses to open or map it.
[[nodiscard]] Buffer map_file(const std::string& path, Access access);

/// The same for a file that is open already and may be closed afterwards; `name` is
/// what messages call it.
[[nodiscard]] Buffer map_descriptor(int descriptor, Access access, const std::string& name);

/// A part of a file of `size` bytes. Of the others the Buffer knows the offsets (Bytes::first),
/// and nothing else.
[[nodiscard]] Buffer map_part(int descriptor, Access access, const Extent& part, std::int64_t size,
                              const std::string& name);

/// How many bytes of a regular file or block device there are to map.
/// \throws Error{Errc::File} when it is something else.
[[nodiscard]] std::int64_t mappable_size(int descriptor, const std::string& name);

/// Whether a process that may not use all addresses (ulimit -v) has some left for everything
/// else when so many bytes are mapped.
[[nodiscard]] bool leaves_room(std::int64_t size);
/// The bytes of `buffer`, and `count` more behind them. Those of a mapped file are not
/// copied. Read-only.
/// \throws Error{Errc::File} when the system refuses.
[[nodiscard]] Buffer padded(const Buffer& buffer, std::int64_t count, std::byte fill);

/// Tells the system how `runs` of a buffer are going to be read, where that is a mapped file:
/// in order, so that it may read far ahead, or here and there, so that it had better not.
void expect_reading(const Buffer& buffer, const ByteRuns& runs);

/// What the bytes of a file that is mapped for reading can be read from, as long as it is mapped;
/// negative for all others.
[[nodiscard]] int descriptor_of(const Bytes& bytes);

/// Takes the pages of a mapped file out of memory, where it is one; they are read again when
/// they are looked at.
void give_back(const Buffer& buffer);

/// Gives memory back behind a reader of a mapped file, so that a file of any size can be
/// read through a small part of it. The bytes stay readable: what is looked at again is
/// mapped again. Buffers that are not mapped are left alone, and so are views that go to and
/// fro in the file: they need what they have seen.
class MemoryKeeper {
 public:
  /// The items of `view`, which looks into `buffer`, are going to be read in C order.
  MemoryKeeper(Buffer buffer, const View& view);

  /// To be called after every chunk, by one thread at a time, with the part of the work that
  /// is done, 0 to 1. Does nothing most times.
  void after_chunk(double done);

 private:
  Buffer buffer_;
  Direction direction_;
  std::int64_t first_;      // offset of the first item; bytes
  std::int64_t span_;       // from there to the last; bytes, negative for Direction::Backwards
  std::int64_t given_ = 0;  // of those, the ones that were given back
};

}  // namespace bview
