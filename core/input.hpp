// SPDX-License-Identifier: MIT
// core/input.hpp - the bytes of anything a user can name as a file.
//
// Regular files and block devices are mapped, standard input from its start, too. What
// cannot be mapped is a stream: pipes, character devices, files of /proc and /sys, and
// files larger than the addresses that the process may use. A stream can be read whole, or
// looked at while it arrives (core/stream.hpp); of a large file a part can be mapped.

#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>

#include <bview/core/buffer.hpp>
#include <bview/core/file_identity.hpp>
#include <bview/core/public.hpp>
#include <bview/core/source.hpp>

namespace BVIEW_PUBLIC bview {

/// The path that means standard input.
inline constexpr const char* kStandardInput = "-";

struct Input {
  Buffer buffer{};                   ///< read-only; of a large file its size alone
  std::unique_ptr<Source> stream{};  ///< what has not been read yet; null when all is in `buffer`
  std::string name{};    ///< what messages call it: the path quoted, or "standard input"
  bool readonly = true;  ///< the file's permissions do not let this process write it
  std::optional<FileIdentity> identity{};  ///< of what was opened, where that is a file
  int large_file = -1;  ///< what `stream` reads, where map_part can map a part of it
  /// Bytes to read for the end of a stream that may have none, and then what messages say of it.
  std::int64_t patience = std::numeric_limits<std::int64_t>::max();
  const char* endless = "";
};

/// Whether it is a file whose size is known, and whose bytes are not in memory.
[[nodiscard]] inline bool is_large_file(const Input& input) {
  return input.stream && input.large_file >= 0;
}

/// Opens `path` for reading, and maps it where that can be done.
/// \throws Error{Errc::File} when it cannot be opened or mapped, is a directory, or is a fifo
///         that nobody opens for writing within a second.
[[nodiscard]] Input open_input(const std::string& path);

/// Whether the bytes of a stream are wanted, or only their number.
enum class Keep { Bytes, Nothing };

/// Reads the stream, if there is one, into the buffer; large ones pass through a temporary
/// file. The first `enough` bytes suffice; without it, everything up to the end is wanted.
/// Those in front of `start` are not kept (Bytes::first).
/// \throws Error{Errc::File} when it cannot be read or kept, or has no end in sight and
///         `enough` is not given.
[[nodiscard]] Input read_whole(Input input, std::optional<std::int64_t> enough,
                               std::int64_t start = 0, Keep keep = Keep::Bytes);

}  // namespace bview
