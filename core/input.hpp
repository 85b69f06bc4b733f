// core/input.hpp - the bytes of anything a user can name as a file.
//
// Regular files and block devices are mapped, standard input from its start, too. What
// cannot be mapped is a stream: pipes, character devices, and files of /proc and /sys. A
// stream can be read whole, or looked at while it arrives (core/stream.hpp).

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "core/buffer.hpp"
#include "core/source.hpp"

namespace bview {

/// The path that means standard input.
inline constexpr const char* kStandardInput = "-";

struct Input {
  Buffer buffer;                   ///< read-only
  std::unique_ptr<Source> stream;  ///< what has not been read yet; null when all is in `buffer`
  std::string name;                ///< what messages call it: the path quoted, or "standard input"
  bool readonly = true;            ///< the file's permissions do not let this process write it
  bool device = false;             ///< the stream may have no end, as that of /dev/zero has none
};

/// Opens `path` for reading, and maps it where that can be done.
/// \throws Error{Errc::File} when it cannot be opened or mapped, is a directory, or is a fifo
///         that nobody opens for writing within a second.
[[nodiscard]] Input open_input(const std::string& path);

/// Reads the stream, if there is one, into the buffer; large ones pass through a temporary
/// file. `enough` bytes suffice; without it, everything up to the end is wanted.
/// \throws Error{Errc::File} when it cannot be read or kept, or is a device without an end
///         and `enough` is not given.
[[nodiscard]] Input read_whole(Input input, std::optional<std::int64_t> enough);

}  // namespace bview
