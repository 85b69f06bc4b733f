// SPDX-License-Identifier: MIT
// core/parallel.hpp - chunks of output made on several threads and written in order.

#pragma once

#include <cstdint>
#include <functional>

#include <bview/core/sink.hpp>

namespace bview {

/// Calls make(k, buffer) for k = 0 .. chunks - 1 on `threads` threads, and writes the
/// buffers to `sink` in the order of k. After each it calls written(k).
///
/// A bounded number of chunks is in flight. What make or the sink throws ends the work
/// and is thrown on, once every chunk before it was written. make must be safe to call
/// from several threads at once; the sink and `written` are used by one at a time, and so is
/// `next`: what it says for k, k or more, is the chunk to make next, those up to it having nothing
/// in them.
void write_in_order(std::int64_t chunks, int threads,
                    const std::function<void(std::int64_t, TextBuffer&)>& make, Sink& sink,
                    const std::function<void(std::int64_t)>& written = {},
                    const std::function<std::int64_t(std::int64_t)>& next = {});

/// The cores that this process may use, at least 1.
[[nodiscard]] int usable_cores();

}  // namespace bview
