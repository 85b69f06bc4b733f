// SPDX-License-Identifier: MIT
// formats/parts/zip.hpp - members of a zip archive; of .npz, arrays.
//
// Stored members lie in the file as they are; deflated ones can be unpacked, and not written; those
// of other methods are listed alone.
//
// Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3 and 4.4.

#pragma once

#include <bview/formats/parts/file_bytes.hpp>
#include <bview/formats/parts/part.hpp>

namespace bview {

[[nodiscard]] bool is_zip(FileBytes& bytes);
/// Whether its first member is an array of numpy.
[[nodiscard]] bool is_npz(FileBytes& bytes);

/// Members in the order of the directory. \throws Error behind those in front of the damage.
void list_zip(FileBytes& bytes, const PartVisitor& visit);
/// The same, with arrays in place of the members that are some, without ".npy".
void list_npz(FileBytes& bytes, const PartVisitor& visit);

}  // namespace bview
