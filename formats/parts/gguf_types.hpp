// SPDX-License-Identifier: MIT
// formats/parts/gguf_types.hpp - the types of GGUF's metadata, and ggml's of tensors.
//
// Source: ggml, docs/gguf.md; block_q4_0 and its neighbours in src/ggml-common.h.

#pragma once

#include <cstdint>
#include <string_view>

namespace bview {

/// A type of tensors. One that is not quantised has blocks of one value.
struct GgmlType {
  std::int64_t number;
  std::string_view name;
  std::int64_t values;      ///< of a block
  std::int64_t bytes;       ///< of a block
  std::string_view format;  ///< of a block, without its order; empty: bytes that are not told apart
};
/// Null for a number that is none.
[[nodiscard]] const GgmlType* find_ggml_type(std::int64_t number);

/// A type of metadata of constant size.
struct GgufNumber {
  std::int64_t number;
  int bytes;
  char letter;
};
/// Null for a text, an array, and a number that is none.
[[nodiscard]] const GgufNumber* find_gguf_number(std::int64_t number);

inline constexpr std::int64_t kGgufText = 8;
inline constexpr std::int64_t kGgufArray = 9;

}  // namespace bview
