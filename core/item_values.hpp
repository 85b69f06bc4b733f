// SPDX-License-Identifier: MIT
// core/item_values.hpp - the walk over all values of an item.

#pragma once

#include <cstdint>

#include <bview/core/layout.hpp>

namespace bview {

template <class Visit>
bool all_values(const Layout& layout, std::int64_t base, const Visit& visit);

/// Calls `visit(extent, field)` for every value of a field of an item that begins at `base`, as
/// long as it gives true; whether it always did. Values are walked, never stored, for there may be
/// very many.
template <class Visit>
bool all_values_of(const Field& field, std::int64_t base, const Visit& visit) {
  const std::int64_t size = field.value_size();
  const std::int64_t count = size == 0 ? 0 : field.count();
  const bool joined = field.strides.empty();
  if (field.is_stretch()) {
    for (std::int64_t n = 0; n < count; ++n) {
      const Field value = field.element(n);
      if (!visit(Extent{base + value.offset, value.value_size()}, value)) return false;
    }
    return true;
  }
  for (std::int64_t n = 0; n < count; ++n) {
    const std::int64_t offset = base + field.offset + (joined ? n * size : field.offset_of(n));
    const bool go_on = field.record ? all_values(*field.record, offset, visit)
                                    : visit(Extent{offset, size}, field);
    if (!go_on) return false;
  }
  return true;
}

/// The same of all fields.
template <class Visit>
bool all_values(const Layout& layout, std::int64_t base, const Visit& visit) {
  for (const Field& field : layout.fields) {
    if (!all_values_of(field, base, visit)) return false;
  }
  return true;
}

}  // namespace bview
