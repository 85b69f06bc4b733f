// SPDX-License-Identifier: MIT
// core/device.hpp - block devices, which have as many nodes as somebody makes.

#pragma once

#include <bview/core/descriptor.hpp>
#include <bview/core/file_lock.hpp>
#include <bview/core/file_place.hpp>

namespace bview {

/// Opens a block device for writing, for this process alone: another that asks for it so is
/// refused, by whatever node, and so is mounting it, until the descriptor is closed.
/// \throws Error{Errc::File} when it is mounted or used otherwise, or another bview writes to it
///         and `when` says Refuse.
[[nodiscard]] Descriptor open_device(const FilePlace& place, WhenLocked when);

/// Whether what lies in the folder of `place` is gone with the power.
[[nodiscard]] bool is_in_memory(const FilePlace& place);

}  // namespace bview
