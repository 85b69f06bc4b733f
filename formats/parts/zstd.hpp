// SPDX-License-Identifier: MIT
// formats/parts/zstd.hpp - what zstd has packed: frames, one behind the other.
//
// Frames are lists of blocks that tell how long they are, so that the next one is found without
// unpacking. One that does not tell what it becomes is unpacked once to know it.
//
// Source: RFC 8878.

#pragma once

#include <bview/formats/parts/file_bytes.hpp>
#include <bview/formats/parts/part.hpp>

namespace bview {

[[nodiscard]] bool is_zstd(FileBytes& bytes);
/// "frame/0", "frame/1", ..., and those that hold anything, which zstd skips: "skippable/0", ...
void list_zstd(FileBytes& bytes, const PartVisitor& visit);

}  // namespace bview
