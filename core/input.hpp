// core/input.hpp - the bytes of anything a user can name as a file.
//
// Regular files and block devices are mapped. What cannot be mapped is read: standard
// input, pipes, character devices, and files of /proc, which claim to be empty.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/buffer.hpp"

namespace bview {

/// The path that means standard input.
inline constexpr const char* kStandardInput = "-";

struct Input {
  Buffer buffer;         ///< read-only
  std::string name;      ///< what messages call it: the path quoted, or "standard input"
  bool readonly = true;  ///< the file's permissions do not let this process write it
};

/// Opens `path` for reading. Of what has to be read, `enough` bytes suffice; without
/// it, everything up to the end is wanted.
/// \throws Error{Errc::File} when it cannot be opened, mapped or read, is a directory, is
///         a device without an end and `enough` is not given, or is a fifo that nobody
///         opens for writing within a second.
[[nodiscard]] Input open_input(const std::string& path, std::optional<std::int64_t> enough);

}  // namespace bview
