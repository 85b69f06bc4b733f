// SPDX-License-Identifier: MIT
// formats/input/flash_text.hpp - Intel HEX and Motorola S-records.
//
// All of a file: behind its last record nothing comes, and a file without one was cut. What the
// records say of where a program starts, and of names, does not count. The notation is told of in
// formats/text/flash_lines.hpp.

#pragma once

#include <bview/core/source.hpp>
#include <bview/formats/input/placed_bytes.hpp>

namespace bview {

/// With extended segment and extended linear addresses.
void read_ihex_text(Source& source, const PlacedSink& sink);

/// With addresses of 16, 24 and 32 bits, and counts, which have to be right.
void read_srec_text(Source& source, const PlacedSink& sink);

}  // namespace bview
