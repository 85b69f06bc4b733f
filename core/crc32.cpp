// SPDX-License-Identifier: MIT

#include <zlib.h>

#include <bview/core/crc32.hpp>

namespace bview {

void Crc32::add(std::span<const std::byte> bytes) {
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  if (!bytes.empty()) value_ = ::crc32_z(value_, data, bytes.size());
}

std::uint32_t Crc32::value() const { return static_cast<std::uint32_t>(value_); }

}  // namespace bview
