// SPDX-License-Identifier: MIT
// formats/parts/mat5_types.hpp - types of elements of MATLAB's files, and classes of its arrays.

#pragma once

#include <cstdint>
#include <string_view>

namespace bview {

/// What an element holds, where that is numbers.
struct MatType {
  std::int64_t number;
  std::int64_t bytes;
  char letter;
  std::string_view charset;  ///< where such numbers are letters
};
/// Null for a number that is none.
[[nodiscard]] const MatType* find_mat_type(std::int64_t number);

inline constexpr std::int64_t kMatInt8 = 1;
inline constexpr std::int64_t kMatMatrix = 14;
inline constexpr std::int64_t kMatCompressed = 15;

enum class MatContent : std::uint8_t {
  Numbers,
  Letters,
  Sparse,
  Cells,
  Fields,
  Object,
  Function,
  Opaque
};

struct MatClass {
  std::int64_t number;
  std::string_view name;
  MatContent content;
};
/// Null for a number that is none.
[[nodiscard]] const MatClass* find_mat_class(std::int64_t number);

}  // namespace bview
