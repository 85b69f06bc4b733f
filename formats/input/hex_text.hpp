// SPDX-License-Identifier: MIT
// formats/input/hex_text.hpp - bytes as hexadecimal digits: plain, or a dump with offsets.
//
// Plain are digits as `xxd -p` writes them, with white space between bytes or not. Dumps are those
// of bview, `hexdump -C` and `xxd`, with any number of bytes in a line; "*" stands for lines like
// the one in front of it. What they show as text beside the digits does not count.

#pragma once

#include <memory>

#include <bview/core/source.hpp>
#include <bview/formats/input/placed_bytes.hpp>

namespace bview {

/// Plain digits belong one behind the other, from 0 on.
void read_hex_text(Source& source, const PlacedSink& sink);

/// A text, and what its first line says it is.
struct TastedHex {
  std::unique_ptr<Source> source;  ///< all of it
  bool has_offsets;
};
[[nodiscard]] TastedHex taste_hex(std::unique_ptr<Source> source);

}  // namespace bview
