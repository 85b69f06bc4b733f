// SPDX-License-Identifier: MIT

#include <bview/formats/types/dwarf_library.hpp>
#include <bview/formats/types/shared_library.hpp>

#ifdef BVIEW_HAS_DWARF
namespace bview {
namespace {

constexpr SharedLibrary kLibdw{"libdw.so.1", "reading debug information", "libdw1"};

DwarfLibrary load_libdw() {
  void* const library = kLibdw.open();
  DwarfLibrary calls{};
#define X(call) kLibdw.find(library, #call, calls.call);
  BVIEW_DWARF_CALLS(X)
#undef X
  return calls;
}

}  // namespace

const DwarfLibrary& dwarf_library() {
  static const DwarfLibrary calls = load_libdw();
  return calls;
}

}  // namespace bview
#endif
