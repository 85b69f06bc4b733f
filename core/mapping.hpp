// core/mapping.hpp - files mapped into memory.
//
// Nothing is read until somebody looks, and no page is copied. The mapping lives
// as long as the Buffer that holds it.

#pragma once

#include <string>

#include "core/buffer.hpp"
#include "core/cursor.hpp"

namespace bview {

enum class Access { Read, ReadWrite };

/// Maps the whole of a regular file or block device. The bytes are read-only
/// unless `access` says otherwise; an empty file gives an empty Buffer.
/// \throws Error{Errc::File} when the system refuses to open or map it.
[[nodiscard]] Buffer map_file(const std::string& path, Access access);

/// The same for a file that is open already and may be closed afterwards; `name` is
/// what messages call it.
[[nodiscard]] Buffer map_descriptor(int descriptor, Access access, const std::string& name);

/// Tells the system how `runs` of a buffer are going to be read, where that is a mapped file:
/// in order, so that it may read far ahead, or here and there, so that it had better not.
void expect_reading(const Buffer& buffer, const ByteRuns& runs);

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

/// From now on the process ends with a message and exit code 2, instead of a
/// crash, when a mapped byte is gone: the file shrank after it was mapped, or its
/// disk failed. For programs; a library leaves signals alone.
void report_lost_bytes();

}  // namespace bview
