// SPDX-License-Identifier: MIT
// formats/parts/tiff.hpp - directories, values and pixels of a TIFF, in both orders, BigTIFF too.
//
// Each directory tells of a picture by entries of a tag, a type and values, and where the next
// directory is; some values are places of further directories.
//
// Source: Adobe, "TIFF Revision 6.0"; its Supplement 1 of sub-directories; the BigTIFF design of
// libtiff; CIPA DC-008, "Exchangeable image file format".

#pragma once

#include <bview/formats/parts/file_bytes.hpp>
#include <bview/formats/parts/part.hpp>

namespace bview {

[[nodiscard]] bool is_tiff(FileBytes& bytes);
/// "header", then of each directory its entries, "ifd/0", the values that are more than a number in
/// there, "ifd/0/StripOffsets", its pixels, "ifd/0/pixels" (height, width, samples), or where they
/// are packed or lie apart "ifd/0/strip/0" or "ifd/0/tile/0", and the directories that lie below
/// it, "ifd/0/SubIFDs/0".
void list_tiff(FileBytes& bytes, const PartVisitor& visit);

}  // namespace bview
