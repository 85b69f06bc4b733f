// SPDX-License-Identifier: MIT

#include <bview/formats/types/dwarf_library.hpp>
#include <bview/formats/types/shared_library.hpp>

#ifdef BVIEW_HAS_DWARF
namespace bview {
namespace {

constexpr SharedLibrary kLibrary{"libdw.so.1", "reading debug information", "libdw1"};

DwarfLibrary loaded() {
  void* const library = kLibrary.open();
  DwarfLibrary calls{};
#define X(call) kLibrary.find(library, #call, calls.call);
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
