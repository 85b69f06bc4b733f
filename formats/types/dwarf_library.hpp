// SPDX-License-Identifier: MIT
// formats/types/dwarf_library.hpp - elfutils, which start-up does not pay for.
//
// Where its headers are missing, bview is built without it, and nothing here is but a sentence.

#pragma once

#if __has_include(<elfutils/libdwfl.h>) && __has_include(<dwarf.h>) && __has_include(<gelf.h>)
#define BVIEW_HAS_DWARF
#include <dwarf.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>
#include <gelf.h>
#endif

namespace bview {

#ifdef BVIEW_HAS_DWARF
/// The calls that are made. Those of libelf come with it.
// clang-format off
#define BVIEW_DWARF_CALLS(X)                                                               \
  X(dwfl_begin) X(dwfl_end) X(dwfl_report_offline) X(dwfl_report_end) X(dwfl_getmodules)   \
  X(dwfl_module_getdwarf) X(dwfl_module_getelf) X(dwfl_errno) X(dwfl_errmsg)               \
  X(dwfl_build_id_find_elf) X(dwfl_standard_find_debuginfo)                                \
  X(dwfl_offline_section_address) X(dwarf_get_units) X(dwarf_child) X(dwarf_siblingof)     \
  X(dwarf_tag) X(dwarf_diename) X(dwarf_attr_integrate) X(dwarf_hasattr_integrate)         \
  X(dwarf_formref_die) X(dwarf_formudata) X(dwarf_formflag) X(dwarf_whatform)              \
  X(dwarf_getlocation) X(dwarf_aggregate_size) X(dwarf_srclang) X(gelf_getehdr)
// clang-format on

struct DwarfLibrary {
#define X(call) decltype(&::call) call;
  BVIEW_DWARF_CALLS(X)
#undef X
};

/// \throws Error{Errc::File} where it is not installed.
[[nodiscard]] const DwarfLibrary& dwarf_library();
#endif

}  // namespace bview
