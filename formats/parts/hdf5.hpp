// SPDX-License-Identifier: MIT
// formats/parts/hdf5.hpp - data sets of a file of HDF5 that lie in it in one piece.
//
// Such a file is read by another program, which has the library for it: app/hdf5. What that says is
// held against the file as if a stranger had said it.

#pragma once

#include <bview/formats/parts/file_bytes.hpp>
#include <bview/formats/parts/part.hpp>

namespace bview {

[[nodiscard]] bool is_hdf5(FileBytes& bytes);

/// Data sets by their paths: "group/name".
/// \throws Error{Errc::File} where the other program is missing, or ends too early.
void list_hdf5(FileBytes& bytes, const PartVisitor& visit);

}  // namespace bview
