// SPDX-License-Identifier: MIT
// formats/input/placed_bytes.hpp - texts of bytes that say where the bytes belong.
//
// All are read in one go, a line at a time, and give their bytes in the order of offsets; none
// stands where others do.

#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include <bview/core/source.hpp>

namespace bview {

/// Bytes of a line.
struct PlacedBytes {
  std::int64_t line;                 ///< its number, from 1
  std::int64_t offset;               ///< where they belong
  std::span<const std::byte> bytes;  ///< some; valid during the call
  std::int64_t times = 1;            ///< so often, one behind the other; offset + all of them fits
};
using PlacedSink = std::function<void(const PlacedBytes& placed)>;

/// A form of such texts, one of the input forms (reader.hpp).
/// \throws Error{Errc::BadValue} naming the line; the bytes in front of it were handed on. What the
///         source and the sink throw passes through.
struct PlacedForm {
  std::string_view name;
  void (*read)(Source& source, const PlacedSink& sink);
};

/// The form of that name; null if there is none.
[[nodiscard]] const PlacedForm* find_placed_form(std::string_view name);

}  // namespace bview
