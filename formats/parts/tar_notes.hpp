// SPDX-License-Identifier: MIT
// formats/parts/tar_notes.hpp - what headers of a tar archive say of a member.
//
// Source: POSIX.1-2017, pax, "pax Extended Header"; GNU tar, "Storing Sparse Files".

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <bview/core/layout.hpp>
#include <bview/formats/parts/file_bytes.hpp>

namespace bview {

struct TarNotes {
  std::optional<std::string> name{};
  std::optional<std::string> sparse_name{};  ///< of a member whose name is one of GNU tar's own
  std::optional<std::string> target{};       ///< of a link
  std::optional<std::int64_t> size{};
  std::optional<std::int64_t> sparse_size{};  ///< with the holes
};

/// The number that stands there in ASCII, in base 8 or 10; nothing where no file has it.
[[nodiscard]] std::optional<std::int64_t> tar_number(std::string_view text, int base);

/// Takes the name that stands there up to a zero, as GNU tar writes long ones.
/// \throws Error where it is too long.
[[nodiscard]] std::string tar_long_name(FileBytes& bytes, const Extent& where);

/// Takes what a pax header says: "27 path=name of the member\n" and so on.
/// \throws Error where that is damaged.
void take_pax_records(FileBytes& bytes, const Extent& where, TarNotes& notes);

}  // namespace bview
