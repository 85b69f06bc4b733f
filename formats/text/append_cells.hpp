// SPDX-License-Identifier: MIT
// formats/text/append_cells.hpp - values -> text, a run of items at a time.
//
// One kernel per scalar type and byte order (core/scalar.hpp). A kernel is called
// once for a run of equally spaced values and writes them with a separator between
// each two; nothing is looked up, allocated or decided per value. The fields of a record
// go through kernels that write one value each, so that a record needs room only once.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

#include <bview/core/layout.hpp>
#include <bview/core/public.hpp>
#include <bview/core/scalar.hpp>
#include <bview/core/sink.hpp>
#include <bview/formats/text/cell_style.hpp>

namespace BVIEW_PUBLIC bview {

/// Equally spaced values of one type. `data` may be anything when `count` is 0.
struct CellRun {
  const std::byte* data;
  std::int64_t step;    ///< bytes from one value to the next; of a stretch bits
  std::int64_t count;   ///< values
  std::int64_t length;  ///< units in one value, 1 except for s p u w; of a stretch the first bit
};

using AppendCells = void (*)(const CellRun& run, std::string_view separator, const CellStyle& style,
                             TextBuffer& out);

/// The kernel for values of one type whose bytes stand in `order`, without a reading.
[[nodiscard]] AppendCells cell_writer(ScalarType type, ByteOrder order);

/// Writes single values, for those who have many of different types and see to the room
/// for all of them at once.
struct ValueWriter {
  /// Writes the value at `from` and returns the end. Null for s p c u w.
  char* (*write)(const std::byte* from, const CellStyle& style, char* to) = nullptr;
  std::size_t room = 0;  ///< characters that a call may write to
  /// The same for texts of `length` bytes; null where they may be long, or another style than
  /// the usual one wants more than one look at them.
  char* (*write_text)(const std::byte* from, std::int64_t length, const CellStyle& style,
                      char* to) = nullptr;
};
[[nodiscard]] ValueWriter value_writer(ScalarType type, ByteOrder order, const CellStyle& style);

/// Writes the values of one field: a kernel, and the style it writes in. That of a reading has
/// the reading in it, prepared once (formats/text/reading_cells.hpp).
class CellWriter {
 public:
  CellWriter() = default;
  CellWriter(AppendCells kernel, std::shared_ptr<const CellStyle> style)
      : write_(kernel), style_(style.get()), owner_(std::move(style)) {}

  [[nodiscard]] explicit operator bool() const { return write_ != nullptr; }
  [[nodiscard]] const CellStyle& style() const { return *style_; }

  void write(const CellRun& run, std::string_view separator, TextBuffer& out) const {
    write_(run, separator, *style_, out);
  }

 private:
  AppendCells write_ = nullptr;
  const CellStyle* style_ = nullptr;
  std::shared_ptr<const CellStyle> owner_{};  // of the style
};

/// `style` is shared by the writers of all fields without readings.
[[nodiscard]] CellWriter cell_writer(const Field& field, std::shared_ptr<const CellStyle> style);
[[nodiscard]] CellWriter cell_writer(const Field& field, const CellStyle& style);

/// The same for single values; `writer` was made of that field, and its style goes with it.
[[nodiscard]] ValueWriter value_writer(const Field& field, const CellWriter& writer);

}  // namespace bview
