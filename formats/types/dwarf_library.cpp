// SPDX-License-Identifier: MIT

#include <dlfcn.h>
#include <fmt/format.h>

#include <bview/core/error.hpp>
#include <bview/formats/types/dwarf_library.hpp>

#ifdef BVIEW_HAS_DWARF
namespace bview {
namespace {

constexpr const char* kLibrary = "libdw.so.1";

template <class Call>
void load(void* library, const char* name, Call& call) {
  call = reinterpret_cast<Call>(library == nullptr ? nullptr : ::dlsym(library, name));
  if (call != nullptr) return;
  throw Error(Errc::File, fmt::format("debug information is read by {}, which is not installed, or "
                                      "older than 0.171: the package libdw1 has it",
                                      kLibrary));
}

DwarfLibrary loaded() {
  void* const library = ::dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);  // it stays
  DwarfLibrary calls{};
#define X(call) load(library, #call, calls.call);
  BVIEW_DWARF_CALLS(X)
#undef X
  return calls;
}

}  // namespace

const DwarfLibrary& dwarf_library() {
  static const DwarfLibrary calls = loaded();
  return calls;
}

}  // namespace bview
#endif
