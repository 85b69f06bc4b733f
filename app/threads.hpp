// SPDX-License-Identifier: MIT
// app/threads.hpp - how many threads -j asks for.

#pragma once

#include "app/options.hpp"

namespace bview {

/// Threads that nobody asked for: each has text of its own in memory.
inline constexpr int kMostUnasked = 32;

/// \throws Error{Errc::BadUsage} for a number that makes no sense.
[[nodiscard]] int threads_of(const Options& options);

}  // namespace bview
