// SPDX-License-Identifier: MIT

#include <bview/formats/types/dwarf_file.hpp>

#ifdef BVIEW_HAS_DWARF
#include <fmt/format.h>
#include <unistd.h>

#include <bview/core/error.hpp>

namespace bview {
namespace {

/// The library keeps the pointer.
const Dwfl_Callbacks& callbacks() {
  static const Dwfl_Callbacks kCallbacks = [] {
    const DwarfLibrary& dw = dwarf_library();
    Dwfl_Callbacks calls{};
    calls.find_elf = dw.dwfl_build_id_find_elf;
    calls.find_debuginfo = dw.dwfl_standard_find_debuginfo;
    calls.section_address = dw.dwfl_offline_section_address;
    return calls;
  }();
  return kCallbacks;
}

[[noreturn]] void refuse(const std::string& name) {
  const DwarfLibrary& dw = dwarf_library();
  const char* const reason = dw.dwfl_errmsg(dw.dwfl_errno());
  throw Error(Errc::File, fmt::format("cannot read debug information of {}: {}", name,
                                      reason == nullptr ? "there is none" : reason));
}

}  // namespace

DwarfFile::DwarfFile(const std::string& name, const std::string& path, Descriptor file) {
  const DwarfLibrary& dw = dwarf_library();
  session_.reset(dw.dwfl_begin(&callbacks()));
  const int taken = ::dup(file.get());  // the library closes it, unless it fails
  if (!session_ ||
      dw.dwfl_report_offline(session_.get(), path.c_str(), path.c_str(), taken) == nullptr) {
    const Descriptor closed(taken);
    refuse(name);
  }
  dw.dwfl_report_end(session_.get(), nullptr, nullptr);
  const auto add = [](Dwfl_Module* module, void** /*user*/, const char* /*name*/,
                      Dwarf_Addr /*start*/, void* self) {
    static_cast<DwarfFile*>(self)->add_module(module);
    return static_cast<int>(DWARF_CB_OK);
  };
  dw.dwfl_getmodules(session_.get(), add, this, 0);
  if (!parts_.empty()) return;
  throw Error(Errc::File,
              fmt::format("{} has no debug information; compiled with -g it has, and packages of "
                          "distributions have it in a package of the name -dbg or -dbgsym",
                          name));
}

void DwarfFile::add_module(Dwfl_Module* module) {
  const DwarfLibrary& dw = dwarf_library();
  Dwarf_Addr bias = 0;
  Dwarf* const dwarf = dw.dwfl_module_getdwarf(module, &bias);
  Elf* const elf = dw.dwfl_module_getelf(module, &bias);
  GElf_Ehdr header;
  if (dwarf == nullptr || elf == nullptr || dw.gelf_getehdr(elf, &header) == nullptr) return;
  parts_.push_back(dwarf);
  order_ = header.e_ident[EI_DATA] == ELFDATA2MSB ? ByteOrder::Big : ByteOrder::Little;
  is_64_bit_ = header.e_ident[EI_CLASS] == ELFCLASS64;
  x87_ = header.e_machine == EM_X86_64;
}

void DwarfFile::for_each_unit(const std::function<void(const DwarfDie& unit)>& visit) const {
  for (Dwarf* const part : parts_) {
    Dwarf_CU* unit = nullptr;
    Dwarf_Die die;
    Dwarf_Die split;
    Dwarf_Half version = 0;
    std::uint8_t type = 0;
    while (dwarf_library().dwarf_get_units(part, unit, &unit, &version, &type, &die, &split) == 0) {
      const bool skeleton = type == DW_UT_skeleton && split.addr != nullptr;
      visit(DwarfDie(skeleton ? split : die));
    }
  }
}

}  // namespace bview
#endif
