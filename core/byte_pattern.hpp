// SPDX-License-Identifier: MIT
// core/byte_pattern.hpp - bytes of which some bits may be anything: de ad ?? 4_.

#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

struct BytePattern {
  std::vector<std::byte> value{};  ///< 0 where the mask is
  std::vector<std::byte> mask{};   ///< as long; its set bits are those that count

  [[nodiscard]] std::size_t size() const { return value.size(); }

  /// Whether the bytes begin with it.
  [[nodiscard]] bool begins(std::span<const std::byte> bytes) const {
    if (bytes.size() < size()) return false;
    for (std::size_t i = 0; i < size(); ++i) {
      if ((bytes[i] & mask[i]) != value[i]) return false;
    }
    return true;
  }

  /// Whether they are it, and no more.
  [[nodiscard]] bool is(std::span<const std::byte> bytes) const {
    return bytes.size() == size() && begins(bytes);
  }

  bool operator==(const BytePattern&) const = default;
};

}  // namespace bview
