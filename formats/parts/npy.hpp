// SPDX-License-Identifier: MIT
// formats/parts/npy.hpp - arrays as numpy writes them.
//
// Source: numpy/lib/format.py.

#pragma once

#include <string>

#include <bview/formats/parts/file_bytes.hpp>
#include <bview/formats/parts/part.hpp>

namespace bview {

[[nodiscard]] bool is_npy(FileBytes& bytes, std::int64_t offset);

/// The array of the .npy file that `stretch` of a file is.
/// \throws Error where it is damaged, or holds objects.
[[nodiscard]] Part npy_part(FileBytes& bytes, const Extent& stretch, std::string name);

void list_npy(FileBytes& bytes, const PartVisitor& visit);

}  // namespace bview
