// SPDX-License-Identifier: MIT
// tests/core/memory_views.hpp - small views to test with.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <bview/core/memory_view.hpp>
#include <bview/formats/syntax/format_string.hpp>

namespace bview::testing {

/// A view that owns its bytes.
inline MemoryView view_of(std::vector<std::byte> bytes, const std::string& format,
                          const std::optional<Lengths>& shape = std::nullopt) {
  return MemoryView(Buffer::own(std::move(bytes))).cast(parse_format(format), shape);
}

/// 0, 1, 2, ... as bytes, in any shape.
inline MemoryView counting(const Lengths& shape) {
  std::int64_t size = 1;
  for (const std::int64_t length : shape) size *= length;
  std::vector<std::byte> bytes;
  for (std::int64_t n = 0; n < size; ++n) bytes.push_back(static_cast<std::byte>(n));
  return view_of(std::move(bytes), "B", shape);
}

}  // namespace bview::testing
