// SPDX-License-Identifier: MIT
// formats/parts/address_map.hpp - what a program or a core dump says of memory, and THE TABLE of
// kinds of files that do (address_map.cpp).
//
// A new kind is a file beside address_elf.cpp and a line of the table.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <bview/core/addresses.hpp>
#include <bview/formats/parts/file_bytes.hpp>

namespace bview {

/// Bytes of memory, the first `size` of which stand in the file.
struct MappedSegment {
  std::uint64_t address = 0;
  std::uint64_t memory = 0;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

/// So many are kept, and looked for; more than the maps of any process.
inline constexpr std::int64_t kMostSegments = std::int64_t{1} << 20;

struct AddressMap {
  std::vector<MappedSegment> segments{};
  std::uint64_t base = 0;    ///< where the program begins in memory
  std::string many_bases{};  ///< why no single one does; empty: `base` is it
};

/// What the file says.
/// \throws Error{Errc::BadValue} where it is no such file, or maps nothing; Error{Errc::BadShape}
///         where it is damaged.
[[nodiscard]] AddressMap address_map(FileBytes& bytes);

/// \throws Error{Errc::BadValue} where no byte of the file has this address.
[[nodiscard]] std::int64_t offset_of(const AddressMap& map, AddressKind kind, std::uint64_t address,
                                     const FileBytes& bytes);

// The kinds of which the table is made.
[[nodiscard]] bool is_elf(FileBytes& bytes);
[[nodiscard]] AddressMap map_elf(FileBytes& bytes);
[[nodiscard]] bool is_pe(FileBytes& bytes);
[[nodiscard]] AddressMap map_pe(FileBytes& bytes);
[[nodiscard]] bool is_macho(FileBytes& bytes);
[[nodiscard]] AddressMap map_macho(FileBytes& bytes);
[[nodiscard]] bool is_fat_macho(FileBytes& bytes);
/// Throws: each of its programs has addresses of its own.
[[nodiscard]] AddressMap map_fat_macho(FileBytes& bytes);

inline constexpr const char* kBeforeLinking =
    "it is an object file, and its sections get theirs from a linker";
inline constexpr const char* kManyPrograms =
    "rva() counts from where a program begins, and a core dump has several; va() takes its "
    "addresses";

/// The error for a file of a kind that maps addresses, but not this one.
[[nodiscard]] Error no_addresses(const FileBytes& bytes, std::string_view why);

}  // namespace bview
