// SPDX-License-Identifier: MIT
// formats/parts/tar_header.hpp - the block in front of a member of a tar archive.
//
// Source: POSIX.1-2017, pax, "ustar Interchange Format"; GNU tar, tar.h.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <bview/formats/parts/file_bytes.hpp>
#include <bview/formats/parts/tar_notes.hpp>

namespace bview {

/// Headers, and bytes of members, begin at multiples of it.
inline constexpr std::int64_t kTarBlock = 512;

struct TarType {
  char letter;
  std::string_view name;
  bool has_bytes;  ///< else none, whatever its size is said to be
  bool leads;      ///< to a target
};
/// GNU tar's, with a map of what is stored in its header.
inline constexpr char kTarSparse = 'S';
/// Null for a letter that is none of those that are known.
[[nodiscard]] const TarType* find_tar_type(char letter);

struct TarHeader {
  std::int64_t at;
  char type;
  TarNotes notes;  ///< what it says itself; no size where there is no number
};

/// Whether the bytes there add up to the checksum among them.
[[nodiscard]] bool has_tar_checksum(FileBytes& bytes, std::int64_t at);
/// Whether they begin as a header since ustar does.
[[nodiscard]] bool has_tar_magic(FileBytes& bytes, std::int64_t at);

/// \throws Error where the file ends, or the checksum is wrong.
[[nodiscard]] TarHeader read_tar_header(FileBytes& bytes, std::int64_t at);

/// Headers as records, with what they are in front of.
[[nodiscard]] const std::string& tar_header_format();

}  // namespace bview
