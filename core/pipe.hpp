// SPDX-License-Identifier: MIT
// core/pipe.hpp - room in pipes.

#pragma once

namespace bview {

/// Lets a pipe hold a few chunks, so that its two ends can run side by side. It stays as it
/// is where that is refused, and so does what is no pipe.
void enlarge_pipe(int descriptor);

}  // namespace bview
