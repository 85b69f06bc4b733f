// SPDX-License-Identifier: MIT
// formats/input/hex.hpp - items from bytes in texts: --from hex, ihex, srec.

#pragma once

#include <bview/formats/input/reader.hpp>

namespace bview {

/// The bytes of the text (placed_bytes.hpp) from offset 0 on are those of item after item, as of
/// raw.hpp. Where it tells of none there is options.pad.
/// \throws Error{Errc::BadValue} for a gap that makes a small text a large file, unless options.pad
///         is given, which says that it is meant.
void read_hex(Source& source, const Layout& layout, const InputOptions& options,
              const ItemSink& sink);
void read_ihex(Source& source, const Layout& layout, const InputOptions& options,
               const ItemSink& sink);
void read_srec(Source& source, const Layout& layout, const InputOptions& options,
               const ItemSink& sink);

}  // namespace bview
