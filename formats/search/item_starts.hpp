// SPDX-License-Identifier: MIT
// formats/search/item_starts.hpp - which item of a view begins at an offset.

#pragma once

#include <cstdint>
#include <optional>

#include <bview/core/view.hpp>

namespace bview {

/// The index of the item that begins so many bytes behind the first one. The items follow one
/// another in the file, so that strides become smaller from axis to axis.
[[nodiscard]] std::optional<Lengths> item_at(const View& items, std::int64_t offset);

}  // namespace bview
