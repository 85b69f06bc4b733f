// core/mapping.hpp - files mapped into memory.
//
// Nothing is read until somebody looks, and no page is copied. The mapping lives
// as long as the Buffer that holds it.

#pragma once

#include <string>

#include "core/buffer.hpp"

namespace bview {

enum class Access { Read, ReadWrite };

/// Maps the whole of a regular file or block device. The bytes are read-only
/// unless `access` says otherwise; an empty file gives an empty Buffer.
/// \throws Error{Errc::File} when the system refuses to open or map it.
[[nodiscard]] Buffer map_file(const std::string& path, Access access);

/// The same for a file that is open already and may be closed afterwards; `name` is
/// what messages call it.
[[nodiscard]] Buffer map_descriptor(int descriptor, Access access, const std::string& name);

/// How the bytes of a buffer are going to be looked at.
enum class Reading {
  InOrder,   ///< nearly all of them: the system may read far ahead
  Scattered  ///< here and there: it had better not
};

/// Tells the system, where the buffer is a mapped file.
void expect_reading(const Buffer& buffer, Reading reading);

/// Gives memory back behind a reader of a mapped file, so that a file of any size can be
/// read through a small part of it. The bytes stay readable: what is looked at again is
/// mapped again. Buffers that are not mapped are left alone.
class MemoryKeeper {
 public:
  /// The items of `view`, which looks into `buffer`, are going to be read in C order.
  MemoryKeeper(Buffer buffer, const View& view);

  /// To be called after every chunk, by one thread at a time, with the part of the work that
  /// is done, 0 to 1. Does nothing most times.
  void after_chunk(double done);

 private:
  void give_back(std::int64_t from, std::int64_t to) const;

  Buffer buffer_;
  bool in_order_;            // the items lie in the file as they are read
  std::int64_t first_;       // offset of the first item; bytes
  std::int64_t span_;        // from the first item to the last; bytes
  std::int64_t given_ = 0;   // in order: everything in front of it was given back
  std::int64_t faults_ = 0;  // not in order: of this process when memory was given back last
};

/// From now on the process ends with a message and exit code 2, instead of a
/// crash, when a mapped byte is gone: the file shrank after it was mapped, or its
/// disk failed. For programs; a library leaves signals alone.
void report_lost_bytes();

}  // namespace bview
