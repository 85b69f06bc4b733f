// SPDX-License-Identifier: MIT
// formats/parts/gguf.hpp - metadata and tensors of a GGUF model.
//
// The header says what each tensor is, and where from the start of the data, which follows it at
// the next multiple of general.alignment. Quantised tensors are arrays of blocks.
//
// Source: ggml, docs/gguf.md (versions 1 to 3) and src/ggml-common.h.

#pragma once

#include <bview/formats/parts/file_bytes.hpp>
#include <bview/formats/parts/part.hpp>

namespace bview {

[[nodiscard]] bool is_gguf(FileBytes& bytes);
/// The metadata in the order of the file, then the tensors.
void list_gguf(FileBytes& bytes, const PartVisitor& visit);

}  // namespace bview
