// SPDX-License-Identifier: MIT
// core/index.hpp - Python's basic indexing as a value, applied to a View.

#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include <bview/core/public.hpp>
#include <bview/core/view.hpp>

namespace BVIEW_PUBLIC bview {

/// "..." in an index: as many full slices as axes are left.
struct Ellipsis {
  bool operator==(const Ellipsis&) const = default;
};

/// An integer drops its axis, a slice keeps it.
using IndexTerm = std::variant<std::int64_t, Slice, Ellipsis>;

/// One term per axis from the first on; axes that no term names stay whole.
using Index = std::vector<IndexTerm>;

/// The part of `view` that `index` selects; strides are stride x step.
/// \throws Error{Errc::BadIndex} for more terms than axes, two ellipses, an integer
///         out of range, or a step of 0.
[[nodiscard]] View select(const View& view, const Index& index);

}  // namespace bview
