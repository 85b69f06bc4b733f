// SPDX-License-Identifier: MIT
// formats/types/dwarf_graph.hpp - the types that DWARF tells of.

#pragma once

#include <memory>
#include <string>

#include <bview/core/descriptor.hpp>
#include <bview/formats/types/c_type.hpp>

namespace bview {

/// The types of an ELF file, a kernel module, an archive of object files; their debug information
/// may be compressed, or stand in files beside them. `name` is for messages, `path` for what lies
/// beside; `file` is the file itself.
/// \throws Error{Errc::File} where there is none.
[[nodiscard]] std::unique_ptr<TypeGraph> read_dwarf(const std::string& name,
                                                    const std::string& path, Descriptor file);

}  // namespace bview
