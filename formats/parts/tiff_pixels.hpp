// SPDX-License-Identifier: MIT
// formats/parts/tiff_pixels.hpp - the pixels of which a directory of a TIFF tells.
//
// They lie in strips of whole rows, or in tiles. Where those are not packed each is an array, and
// strips that follow one another are one. What deflate or zstd has packed is unpacked to be read.

#pragma once

#include <cstdint>
#include <map>
#include <string>

#include <bview/formats/parts/part.hpp>
#include <bview/formats/parts/tiff_entries.hpp>

namespace bview {

/// The entries of a directory by their tags. Their values are inside of the file.
using TiffDirectory = std::map<std::int64_t, TiffEntry>;

/// "pixels", or "strip/0" and so on, or "tile/0", behind `owner`; whether more parts are wanted.
bool list_tiff_pixels(TiffEntries& entries, const TiffDirectory& told, const std::string& owner,
                      const PartVisitor& visit);

}  // namespace bview
