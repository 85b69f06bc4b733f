// SPDX-License-Identifier: MIT
// formats/input/pack_values.hpp - items from values that are arguments.

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/formats/input/reader.hpp>
#include <bview/formats/text/cell_style.hpp>

namespace bview {

/// Gives `sink` as many items as `values` fill, one after another, each with its values in leaf
/// order, once all values are known to be right; bytes that no field covers are zero. A layout
/// without values makes one item of none.
///
/// In texts \xNN is an escape, other backslashes are themselves.
/// \throws Error{Errc::BadUsage} unless the values make one item or more, all complete;
///         Error{Errc::BadValue} for a value that its field does not take.
void pack_values(std::span<const std::string> values, const Layout& layout, BytesAs bytes_as,
                 const ItemSink& sink);

}  // namespace bview
