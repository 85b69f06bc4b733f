// SPDX-License-Identifier: MIT
// core/addresses.hpp - where in a file the bytes lie that programs know by an address.
//
// What an address is, a file says in a way of its own (formats/parts/address_map.hpp).

#pragma once

#include <cstdint>

#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

/// From where an address counts.
enum class AddressKind : std::uint8_t {
  Virtual,  ///< from the first byte of memory
  Relative  ///< from where the program begins there
};

class Addresses {
 public:
  Addresses() = default;
  Addresses(const Addresses&) = delete;
  Addresses& operator=(const Addresses&) = delete;
  virtual ~Addresses() = default;

  /// The offset of the byte at an address, whose 64 bits `address` are. Any thread may ask.
  /// \throws Error{Errc::BadValue} where the file has no such byte.
  [[nodiscard]] virtual std::int64_t offset_of(AddressKind kind, std::int64_t address) = 0;
};

}  // namespace bview
