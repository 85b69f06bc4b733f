// SPDX-License-Identifier: MIT
// formats/columns/gather_kernels.hpp - fast ways to gather times, scaled integers and bits.

#pragma once

#include <memory>

#include <bview/formats/columns/gather.hpp>

namespace bview {

/// Gathers what `slow` does, which takes the values that no kernel knows. Null where the field's
/// reading has no kernel, or `type` is none that one makes.
[[nodiscard]] std::shared_ptr<const ValueGatherer> fast_gatherer(
    const Field& field, ColumnType type, bool misses, std::shared_ptr<const ValueGatherer> slow);

}  // namespace bview
