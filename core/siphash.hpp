// SPDX-License-Identifier: MIT
// core/siphash.hpp - a hash of bytes that nobody can make collide who does not know its key.
//
// Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012; SipHash-2-4.

#pragma once

#include <cstdint>
#include <string_view>

namespace bview {

struct SipKey {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
};

[[nodiscard]] std::uint64_t siphash(std::string_view bytes, const SipKey& key);

}  // namespace bview
