// formats/input/cells.hpp - lines taken apart into cells.
//
// TsvCells and CsvCells are used alike: next_row(), then next_cell() until it is false.
// Every row has a cell, if only an empty one. Cells are valid until the next call.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "formats/input/lines.hpp"
#include "formats/text/cell_style.hpp"

namespace bview {

/// Cells between tabs. Escapes stay in them: they belong to the values.
class TsvCells {
 public:
  static constexpr Notation kNotation = Notation::Tsv;

  explicit TsvCells(Source& source) : lines_(source) {}

  [[nodiscard]] bool next_row();
  [[nodiscard]] bool next_cell(std::string_view& cell);

  /// The row is an empty line.
  [[nodiscard]] bool blank() const { return row_.empty(); }
  /// Where the row begins, from 1.
  [[nodiscard]] std::int64_t line() const { return lines_.number(); }

 private:
  LineReader lines_;
  std::string_view row_{};
  std::string_view rest_{};  // cells still to come
  bool done_ = true;
};

/// Cells between commas, without their quotes. In quotes, commas and line ends may
/// stand, and a quote twice.
///
/// next_cell() throws Error{BadValue} for a quote anywhere else.
class CsvCells {
 public:
  static constexpr Notation kNotation = Notation::Csv;

  explicit CsvCells(Source& source) : lines_(source) {}

  [[nodiscard]] bool next_row();
  [[nodiscard]] bool next_cell(std::string_view& cell);

  [[nodiscard]] bool blank() const { return row_.empty() || row_ == "\r"; }
  [[nodiscard]] std::int64_t line() const { return lines_.number(); }

 private:
  std::string_view plain_cell();
  std::string_view quoted_cell();
  void end_cell();

  LineReader lines_;
  std::string_view row_{};
  std::size_t at_ = 0;  // where the next cell begins
  bool done_ = true;
  std::string text_{};  // what stood in quotes
};

}  // namespace bview
