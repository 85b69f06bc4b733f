// SPDX-License-Identifier: MIT
// app/diff_bytes.hpp - what differs between runs of bytes.

#pragma once

#include "app/diff.hpp"

namespace bview {

/// Whether the options select nothing but a run of bytes, which are compared as such.
[[nodiscard]] bool selects_bytes(const Options& options, const View& view);

/// Compares what is selected of both, which are runs of bytes, byte by byte or, with --align, with
/// bytes that were inserted and deleted; the exit code.
[[nodiscard]] int diff_bytes(const Session& one, const Session& other, const DiffRequest& request,
                             const Options& options);

}  // namespace bview
