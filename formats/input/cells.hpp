// SPDX-License-Identifier: MIT
// formats/input/cells.hpp - lines taken apart into cells.
//
// TsvCells and CsvCells are used alike: next_row(), then next_cell() until it is false.
// Every row has a cell, if only an empty one. Cells are valid until the next call. One cell is
// kept at a time, however long its row is.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <bview/formats/input/characters.hpp>
#include <bview/formats/text/cell_style.hpp>

namespace bview {

/// Rows, which end with LF, CR or both, or with the input.
class LineCells {
 public:
  /// What lies between cells.
  [[nodiscard]] char delimiter() const { return delimiter_; }
  /// The row is an empty line.
  [[nodiscard]] bool blank() const { return blank_; }
  /// Where the row begins, from 1.
  [[nodiscard]] std::int64_t line() const { return line_; }

  /// Between rows: the text that was read and not taken yet, as Characters have it. It begins
  /// with a row, unless it is empty.
  [[nodiscard]] std::string_view unread_rows();
  /// Steps over so many rows of it that end with LF and hold none inside.
  void skip_rows(std::int64_t rows, std::size_t characters);

 protected:
  /// `others`: what ends a cell besides a delimiter and the end of a line.
  LineCells(Source& source, char delimiter, std::string_view others);

  /// Begins a row behind one that ended; false when there is none.
  bool begin_row();
  /// Behind a cell that ended at its separator, or with the row.
  void end_cell();
  /// What is in front of the next character that ends a cell.
  /// \throws Error{Errc::BadValue}, with a place in the text, when that is too long.
  [[nodiscard]] std::string_view take_cell(std::size_t most);
  /// The same in front of the first character that `ends` holds for.
  template <class Ends>
  [[nodiscard]] std::string_view take_until(const Ends& ends, std::size_t most);

  Characters text_;
  std::int64_t line_ = 0;       // of the row
  std::int64_t next_line_ = 1;  // behind what was read
  bool blank_ = false;
  bool done_ = true;  // the row has no more cells

 private:
  std::array<bool, 256> ends_{};  // by character
  char delimiter_;
  bool after_return_ = false;  // the row ended with CR, which an LF may belong to
};

/// Cells between tabs. Escapes stay in them: they belong to the values.
class TsvCells : public LineCells {
 public:
  static constexpr Notation kNotation = Notation::Tsv;

  /// `delimiter`: NUL for a tab.
  explicit TsvCells(Source& source, char delimiter = '\0')
      : LineCells(source, delimiter == '\0' ? '\t' : delimiter, "") {}

  /// There are no quotes.
  static constexpr bool was_quoted() { return false; }

  [[nodiscard]] bool next_row();
  /// \throws Error{Errc::BadValue}, with a place in the text, when the cell has more than `most`
  ///         characters.
  [[nodiscard]] bool next_cell(std::string_view& cell, std::size_t most);
};

/// Cells between commas, without their quotes. In quotes, commas and line ends may
/// stand, and a quote twice.
///
/// next_cell() throws Error{BadValue} for a quote anywhere else.
class CsvCells : public LineCells {
 public:
  static constexpr Notation kNotation = Notation::Csv;

  /// `delimiter`: NUL for a comma.
  explicit CsvCells(Source& source, char delimiter = '\0')
      : LineCells(source, delimiter == '\0' ? ',' : delimiter, "\"") {}

  /// Whether the last cell stood in quotes.
  [[nodiscard]] bool was_quoted() const { return was_quoted_; }

  [[nodiscard]] bool next_row();
  [[nodiscard]] bool next_cell(std::string_view& cell, std::size_t most);

 private:
  std::string_view plain_cell(std::size_t most);
  std::string_view quoted_cell(std::size_t most);

  std::string quoted_{};  // what stood in quotes
  bool was_quoted_ = false;
};

}  // namespace bview
