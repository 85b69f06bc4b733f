// SPDX-License-Identifier: MIT
// formats/parts/part.hpp - a part of a file that says what it holds: an array, a member, a table.
//
// A part is a name for options of a view. After it is chosen nobody knows that it was one.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/core/public.hpp>
#include <bview/formats/parts/packing.hpp>

namespace BVIEW_PUBLIC bview {

enum class PartKind : std::uint8_t {
  Array,   ///< items of one type
  Record,  ///< fields with names, once or many times
  Bytes,
  Text,
  Group,  ///< of other parts
};
[[nodiscard]] const char* name_of(PartKind kind);

struct Part {
  std::string name{};
  PartKind kind = PartKind::Bytes;
  std::string format{};              ///< empty: bytes
  std::int64_t offset = 0;           ///< in the file; of what is packed, in the unpacked bytes
  std::int64_t size = 0;             ///< bytes, which lie inside of those
  std::optional<Packing> packing{};  ///< where the part is compressed, and can be unpacked
  /// Of its items; without it there are as many as fill it.
  std::optional<Lengths> shape{};
  std::optional<Lengths> strides{};  ///< where the items do not follow one another in C order
  std::string step{};                ///< from a record to the next, as --step has it
  std::string summary{};             ///< for people
  std::string readonly{};            ///< why nothing can be written to it; empty: it can
  std::string unreadable{};          ///< why its bytes cannot be shown; empty: they can
  bool absent = false;               ///< its bytes lie nowhere in one piece: it has no offset
  /// What the container keeps about its bytes, as --fix has it: "u32le@16 = crc32(64:80)".
  std::vector<std::string> checksums{};
};

/// Bytes of the file under a name.
[[nodiscard]] Part part_at(const Extent& where, std::string name, std::string summary = "");

/// Where its bytes, packed or not, begin in the file.
[[nodiscard]] std::int64_t place_of(const Part& part);

/// Takes one part after the other, and says whether it wants more.
using PartVisitor = std::function<bool(Part)>;

}  // namespace bview
