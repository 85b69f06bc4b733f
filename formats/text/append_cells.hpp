// formats/text/append_cells.hpp - values -> text, a run of items at a time.
//
// One kernel per scalar type and byte order (core/scalar.hpp). A kernel is called
// once for a run of equally spaced values and writes them with a separator between
// each two; nothing is looked up, allocated or decided per value. The fields of a record
// go through kernels that write one value each, so that a record needs room only once.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/scalar.hpp"
#include "core/sink.hpp"
#include "formats/text/cell_style.hpp"

namespace bview {

/// Equally spaced values of one type. `data` may be anything when `count` is 0.
struct CellRun {
  const std::byte* data;
  std::int64_t step;    ///< bytes from one value to the next
  std::int64_t count;   ///< values
  std::int64_t length;  ///< units in one value; 1 except for s p u w
};

using AppendCells = void (*)(const CellRun& run, std::string_view separator, const CellStyle& style,
                             TextBuffer& out);

/// The kernel for values of one type whose bytes stand in `order`.
[[nodiscard]] AppendCells cell_writer(ScalarType type, ByteOrder order);

/// Writes single values, for those who have many of different types and see to the room
/// for all of them at once.
struct ValueWriter {
  /// Writes the value at `from` and returns the end. Null for s p c u w, whose texts have
  /// no bounds.
  char* (*write)(const std::byte* from, const CellStyle& style, char* to) = nullptr;
  std::size_t room = 0;  ///< characters that a call may write to
};
[[nodiscard]] ValueWriter value_writer(ScalarType type, ByteOrder order, const CellStyle& style);

}  // namespace bview
