// SPDX-License-Identifier: MIT
// formats/input/quick_rows.hpp - lines of plain values, many at a time.
//
// Most lines that a program wrote are numbers with a delimiter between: their values
// are written straight into items by the kernels of formats/text/quick_cells.hpp. The first line
// that is anything else is left where it is, for who reads a line cell by cell and says what is
// wrong with it.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/formats/text/quick_cells.hpp>

namespace bview {

/// Room for items that are handed on together.
inline constexpr std::int64_t kQuickBytes = std::int64_t{64} << 10;

class QuickRows {
 public:
  /// What a cell may not be longer than to be taken as it is: a number with more characters may
  /// have lost something, which somebody wants to hear of.
  static constexpr std::ptrdiff_t kAnyLength = std::ptrdiff_t{1} << 62;

  /// Lines of `layout`; of plain values, `values` in each.
  QuickRows(const Layout& layout, const CellStyle& style, char delimiter, std::int64_t values,
            std::ptrdiff_t most_characters);

  /// Whether there are such lines.
  [[nodiscard]] bool can_read() const { return !columns_.empty(); }

  struct Read {
    std::size_t characters;  ///< of whole lines with their ends
    std::int64_t rows;
    std::span<const std::byte> items;  ///< of them; valid until the next call
  };
  /// The lines that a text begins with, as many as are plain and there is room for. Behind the text
  /// is the slack of quick_digits.hpp.
  [[nodiscard]] Read read(std::string_view text);

 private:
  /// Cells one behind the other.
  struct Column {
    QuickCell read;
    std::int64_t length;  ///< units in one value
    std::int64_t offset;  ///< bytes from the start of the line's items
    std::int64_t stride;  ///< bytes to the next value
    std::int64_t count;
  };

  void add_values(const Layout& layout, const CellStyle& style, std::int64_t values);
  void add_record(const Layout& layout, const CellStyle& style);
  [[nodiscard]] const char* read_row(const char* from, std::byte* to) const;

  std::vector<Column> columns_{};
  std::int64_t row_size_ = 0;  // bytes of the items of a line
  char delimiter_;
  std::ptrdiff_t most_characters_;  // of a cell
  std::vector<std::byte> items_{};
};

}  // namespace bview
