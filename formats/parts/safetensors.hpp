// SPDX-License-Identifier: MIT
// formats/parts/safetensors.hpp - tensors of a safetensors file.
//
// Source: github.com/huggingface/safetensors, README, "Format".

#pragma once

#include <bview/formats/parts/file_bytes.hpp>
#include <bview/formats/parts/part.hpp>

namespace bview {

[[nodiscard]] bool is_safetensors(FileBytes& bytes);

/// Tensors in the order of the header, and "__metadata__", which is a text of JSON.
/// \throws Error behind those that stand in front of the damage.
void list_safetensors(FileBytes& bytes, const PartVisitor& visit);

}  // namespace bview
