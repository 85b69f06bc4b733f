// SPDX-License-Identifier: MIT
// formats/types/shared_library.hpp - a library that is loaded when it is asked for.

#pragma once

#include <dlfcn.h>
#include <fmt/format.h>

#include <bview/core/error.hpp>

namespace bview {

/// What a library is good for, and which package has it.
struct SharedLibrary {
  const char* file;
  const char* work;
  const char* package;

  /// Null where it is missing. It stays.
  [[nodiscard]] void* open() const { return ::dlopen(file, RTLD_NOW | RTLD_LOCAL); }

  /// Sets a pointer to a function of the library.
  /// \throws Error{Errc::File} where there is none.
  template <class Call>
  void find(void* library, const char* name, Call& call) const {
    call = reinterpret_cast<Call>(library == nullptr ? nullptr : ::dlsym(library, name));
    if (call != nullptr) return;
    throw Error(Errc::File, fmt::format("{} is the work of {}, which is not installed, or too old: "
                                        "the package {} has it",
                                        work, file, package));
  }
};

}  // namespace bview
