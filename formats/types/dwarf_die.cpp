// SPDX-License-Identifier: MIT

#include <bview/formats/types/dwarf_die.hpp>

#ifdef BVIEW_HAS_DWARF
namespace bview {

std::optional<Dwarf_Attribute> DwarfDie::attribute(unsigned which) const {
  Dwarf_Attribute found;
  if (dwarf_library().dwarf_attr_integrate(raw(), which, &found) == nullptr) return std::nullopt;
  return found;
}

std::string_view DwarfDie::name() const {
  const char* const name = dwarf_library().dwarf_diename(raw());
  return name == nullptr ? std::string_view() : name;
}

bool DwarfDie::flag(unsigned attribute) const {
  auto found = this->attribute(attribute);
  bool set = false;
  return found && dwarf_library().dwarf_formflag(&*found, &set) == 0 && set;
}

std::optional<std::int64_t> DwarfDie::number(unsigned attribute) const {
  auto found = this->attribute(attribute);
  Dwarf_Word number = 0;
  if (!found || dwarf_library().dwarf_formudata(&*found, &number) != 0) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

/// Only some forms say so; compilers write negative numbers in those, or in eight bytes.
bool DwarfDie::is_signed(unsigned attribute) const {
  auto found = this->attribute(attribute);
  const unsigned form = found ? dwarf_library().dwarf_whatform(&*found) : 0;
  return form == DW_FORM_sdata || form == DW_FORM_implicit_const || form == DW_FORM_data8;
}

std::optional<std::int64_t> DwarfDie::place(unsigned attribute) const {
  if (const auto constant = number(attribute)) return constant;
  auto found = this->attribute(attribute);
  Dwarf_Op* operations = nullptr;
  std::size_t count = 0;
  if (!found || dwarf_library().dwarf_getlocation(&*found, &operations, &count) != 0 ||
      count != 1 || operations[0].atom != DW_OP_plus_uconst) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(operations[0].number);
}

std::optional<DwarfDie> DwarfDie::reference(unsigned attribute) const {
  auto found = this->attribute(attribute);
  Dwarf_Die target;
  if (!found || dwarf_library().dwarf_formref_die(&*found, &target) == nullptr) {
    return std::nullopt;
  }
  return DwarfDie(target);
}

std::optional<std::int64_t> DwarfDie::type_size() const {
  Dwarf_Word size = 0;
  if (dwarf_library().dwarf_aggregate_size(raw(), &size) != 0) return std::nullopt;
  return static_cast<std::int64_t>(size);
}

}  // namespace bview
#endif
