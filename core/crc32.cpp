// SPDX-License-Identifier: MIT

#include <zlib.h>

#include <bview/core/crc32.hpp>

namespace bview {

void Crc32::add(std::span<const std::byte> bytes) {
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  if (!bytes.empty()) value_ = ::crc32_z(value_, data, bytes.size());
}

void Crc32::add_zeros(std::int64_t count) {
  // What zlib makes of the CRC of bytes in front of others does not depend on those, but for their
  // own CRC, which it adds; and values are inverted.
  constexpr unsigned long kOnes = 0xffffffffU;
  value_ = ::crc32_combine(value_ ^ kOnes, 0, static_cast<z_off_t>(count)) ^ kOnes;
}

std::uint32_t Crc32::value() const { return static_cast<std::uint32_t>(value_); }

}  // namespace bview
