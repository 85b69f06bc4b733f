// SPDX-License-Identifier: MIT
// formats/types/dwarf_names.hpp - the types of a file that have names.

#pragma once

#include <bview/formats/types/dwarf_file.hpp>

#ifdef BVIEW_HAS_DWARF
#include <functional>
#include <string>

#include <bview/formats/types/c_type.hpp>

namespace bview {

/// Calls `visit` for each struct, union, enum and typedef that is more than declared, with its
/// name; those in namespaces and classes have the names of these in front, "a::b".
void for_each_named_type(
    const DwarfFile& file,
    const std::function<void(CKind kind, const std::string& name, const DwarfDie& type)>& visit);

}  // namespace bview
#endif
