// SPDX-License-Identifier: MIT
// formats/parts/mat5.hpp - variables of MATLAB, as they are saved since version 5.
//
// Elements of a tag and bytes, some of which lie in one another. Numbers may be stored in a
// narrower type than the variable's; a part has the stored one.
// Source: MathWorks, "MAT-File Format", R2013a.

#pragma once

#include <bview/formats/parts/file_bytes.hpp>
#include <bview/formats/parts/part.hpp>

namespace bview {

[[nodiscard]] bool is_mat5(FileBytes& bytes);

/// Arrays in Fortran order; cells as "c{1}", fields as "s.name" or "s(2).name".
void list_mat5(FileBytes& bytes, const PartVisitor& visit);

}  // namespace bview
