// SPDX-License-Identifier: MIT
// formats/types/dwarf_file.hpp - a file whose debug information is open.

#pragma once

#include <bview/formats/types/dwarf_die.hpp>

#ifdef BVIEW_HAS_DWARF
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <bview/core/byte_order.hpp>
#include <bview/core/descriptor.hpp>

namespace bview {

class DwarfFile {
 public:
  /// As read_dwarf().
  DwarfFile(const std::string& name, const std::string& path, Descriptor file);

  /// Calls `visit` for each unit: what a source was compiled to, or a type that several share.
  void for_each_unit(const std::function<void(const DwarfDie& unit)>& visit) const;

  [[nodiscard]] ByteOrder order() const { return order_; }
  [[nodiscard]] bool is_64_bit() const { return is_64_bit_; }
  /// Whether long double is the one of x86 in 16 bytes.
  [[nodiscard]] bool has_x87() const { return x87_; }

 private:
  struct End {
    void operator()(Dwfl* session) const { dwarf_library().dwfl_end(session); }
  };

  void add_module(Dwfl_Module* module);

  std::unique_ptr<Dwfl, End> session_;
  std::vector<Dwarf*> parts_;  ///< one, but of an archive
  ByteOrder order_ = kHostOrder;
  bool is_64_bit_ = true;
  bool x87_ = false;
};

}  // namespace bview
#endif
