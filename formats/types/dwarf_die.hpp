// SPDX-License-Identifier: MIT
// formats/types/dwarf_die.hpp - what one entry of debug information says.

#pragma once

#include <bview/formats/types/dwarf_library.hpp>

#ifdef BVIEW_HAS_DWARF
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace bview {

class DwarfDie {
 public:
  DwarfDie() = default;
  explicit DwarfDie(const Dwarf_Die& die) : die_(die) {}

  [[nodiscard]] int tag() const { return dwarf_library().dwarf_tag(raw()); }
  /// Empty where there is none.
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] bool has(unsigned attribute) const {
    return dwarf_library().dwarf_hasattr_integrate(raw(), attribute) != 0;
  }
  [[nodiscard]] bool flag(unsigned attribute) const;
  /// Nothing where it is missing, or no constant.
  [[nodiscard]] std::optional<std::int64_t> number(unsigned attribute) const;
  /// Whether it is meant to have a sign.
  [[nodiscard]] bool is_signed(unsigned attribute) const;
  /// A place in a record, which DWARF 2 says as an expression.
  [[nodiscard]] std::optional<std::int64_t> place(unsigned attribute) const;
  [[nodiscard]] std::optional<DwarfDie> reference(unsigned attribute) const;
  /// Bytes of a value of the type.
  [[nodiscard]] std::optional<std::int64_t> type_size() const;
  [[nodiscard]] int language() const { return dwarf_library().dwarf_srclang(raw()); }

  /// Calls `visit` for each child.
  template <class Visit>
  void for_each_child(const Visit& visit) const {
    const DwarfLibrary& dw = dwarf_library();
    Dwarf_Die child;
    for (int end = dw.dwarf_child(raw(), &child); end == 0;
         end = dw.dwarf_siblingof(&child, &child)) {
      visit(DwarfDie(child));
    }
  }

  /// The same for the same entry, and for no other.
  [[nodiscard]] const void* address() const { return die_.addr; }

 private:
  [[nodiscard]] std::optional<Dwarf_Attribute> attribute(unsigned which) const;
  /// The library asks for an entry that it may change, and notes what it found out.
  [[nodiscard]] Dwarf_Die* raw() const { return &die_; }

  mutable Dwarf_Die die_{};
};

}  // namespace bview
#endif
