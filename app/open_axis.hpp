// SPDX-License-Identifier: MIT
// app/open_axis.hpp - views whose first axis is as long as there are bytes for it.
//
// Of such a view an index may need a part alone: then a stream is read so far, and no
// further.

#pragma once

#include <cstdint>
#include <optional>

#include "app/session.hpp"

namespace bview {

/// Bytes of one step along the first axis; nothing when that axis is not the open one, or
/// is not the outermost in memory.
[[nodiscard]] std::optional<std::int64_t> bytes_per_step(const ViewRequest& request);

/// How many steps along the first axis there must be before the indices can be applied to it;
/// nothing when they need the end of the axis.
[[nodiscard]] std::optional<std::int64_t> steps_needed(const ViewRequest& request,
                                                       const Options& options);

/// How many steps along the first axis the indices look at, whatever their number; nothing
/// when that depends on it.
[[nodiscard]] std::optional<std::int64_t> steps_taken(const ViewRequest& request,
                                                      const Options& options);

/// How many bytes from the start of a stream are looked at, when that does not depend on where
/// the stream ends.
[[nodiscard]] std::optional<std::int64_t> bytes_needed(const ViewRequest& request,
                                                       const Options& options);

}  // namespace bview
