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

/// From now on the process ends with a message and exit code 2, instead of a
/// crash, when a mapped byte is gone: the file shrank after it was mapped, or its
/// disk failed. For programs; a library leaves signals alone.
void report_lost_bytes();

}  // namespace bview
