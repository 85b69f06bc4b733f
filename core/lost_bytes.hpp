// SPDX-License-Identifier: MIT
// core/lost_bytes.hpp - what a program says when bytes of a mapped file (core/mapping.hpp) are
// gone.

#pragma once

namespace bview {

/// From now on the process ends with a message and exit code 2, instead of a crash, when a mapped
/// byte is gone: the file shrank after it was mapped, or its disk failed. For the program; a
/// library leaves signals alone.
void report_lost_bytes();

/// What that message ends with from now on: advice for what is lost by it. A literal.
void advise_on_lost_bytes(const char* advice);

}  // namespace bview
