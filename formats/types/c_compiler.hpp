// SPDX-License-Identifier: MIT
// formats/types/c_compiler.hpp - the types of a C source, by the user's own compiler.

#pragma once

#include <string>
#include <vector>

#include <bview/core/descriptor.hpp>

namespace bview {

/// The words that begin a command.
struct Compiler {
  std::vector<std::string> c = {"cc"};
  std::vector<std::string> cxx = {"c++"};
  std::vector<std::string> flags{};  ///< further arguments
};

/// Whether the name of a file is that of a source: .h, .c, .hpp, ...
[[nodiscard]] bool is_source(const std::string& path);

/// An object file with all types of a source, which has lost its name already. What the compiler
/// has to say goes to standard error. No shell sees any of it.
/// \throws Error{Errc::File} where the compiler is missing, or refuses the source.
[[nodiscard]] Descriptor compile_types(const std::string& path, const Compiler& compiler);

}  // namespace bview
