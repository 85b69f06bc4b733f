// SPDX-License-Identifier: MIT
// formats/text/append_texts.hpp - the kernels of append_cells.hpp for s p c, u and w.

#pragma once

#include <bview/core/scalar.hpp>
#include <bview/formats/text/append_cells.hpp>

namespace bview {

[[nodiscard]] constexpr bool is_text(Kind kind) {
  return kind == Kind::Bytes || kind == Kind::Characters;
}

/// The kernel for texts of one type whose units stand in `order`.
[[nodiscard]] AppendCells text_writer(ScalarType type, ByteOrder order);

/// The same for single texts of so many units.
[[nodiscard]] ValueWriter text_value_writer(ScalarType type, std::int64_t length,
                                            const CellStyle& style);

}  // namespace bview
