// SPDX-License-Identifier: MIT
// core/crc32.hpp - the CRC-32 of zip, png and ethernet, a piece at a time.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

class Crc32 {
 public:
  void add(std::span<const std::byte> bytes);
  /// So many bytes, all of them 0.
  void add_zeros(std::int64_t count);
  [[nodiscard]] std::uint32_t value() const;

 private:
  unsigned long value_ = 0;
};

}  // namespace bview
