// SPDX-License-Identifier: MIT
// formats/types/btf_graph.hpp - the types that BTF tells of, the kernel's debug information.

#pragma once

#include <memory>
#include <string>

#include <bview/formats/types/c_type.hpp>

namespace bview {

/// The types of a file that is BTF as a whole, as /sys/kernel/btf/vmlinux, or an ELF file that has
/// a section .BTF. What a module adds to a kernel is read together with the vmlinux beside it.
/// `name` is for messages. \throws Error{Errc::File} where there is none.
[[nodiscard]] std::unique_ptr<TypeGraph> read_btf(const std::string& name, const std::string& path);

}  // namespace bview
