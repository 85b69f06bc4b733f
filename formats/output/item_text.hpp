// SPDX-License-Identifier: MIT
// formats/output/item_text.hpp - one item of a view as text.
//
// A layout is compiled once into a list of steps: literal text, a run of cells, or
// a loop over a sub-array of records. Writing an item walks the list; a sub-array of
// a million values is one step, not a million.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/core/sink.hpp>
#include <bview/formats/text/append_cells.hpp>
#include <bview/formats/text/cell_style.hpp>

namespace bview {

/// How a notation puts values together.
struct Punctuation {
  std::string_view array_open;
  std::string_view array_close;
  std::string_view record_open;  ///< of a record with names; others are arrays
  std::string_view record_close;
  std::string_view separator;
  bool keys;  ///< records with names show them, and empty arrays are shown too
};

inline constexpr Punctuation kJsonPunctuation{"[", "]", "{", "}", ",", true};
inline constexpr Punctuation kTsvPunctuation{"", "", "", "", "\t", false};
inline constexpr Punctuation kCsvPunctuation{"", "", "", "", ",", false};

/// Whether there is anything to show of a field but brackets.
[[nodiscard]] bool has_cells(const Field& field);

class ItemText {
 public:
  ItemText(const Layout& layout, const Punctuation& punctuation, const CellStyle& style);

  /// Writes the item at `item`.
  void write(const std::byte* item, TextBuffer& out) const {
    if (only_values_) {
      write_values(steps_.data(), item, out);
    } else {
      write_steps(steps_, item, out);
    }
  }

  /// Not null when an item is a single cell and nothing else: runs of items can then
  /// be given to the kernel at once. Its data is the cell's offset in the item.
  struct Cell {
    CellWriter writer;
    std::int64_t offset;
    std::int64_t length;
  };
  [[nodiscard]] const Cell* cell() const { return single_.writer ? &single_ : nullptr; }

 private:
  /// `text`, and then a run of cells if there is a kernel, the body `count` times if not.
  struct Step {
    std::string text{};
    CellWriter writer{};
    std::int64_t offset = 0;  ///< bytes from the start of the item or of the loop's element
    std::int64_t step = 0;    ///< bytes from one cell or element to the next, or bits
    std::int64_t count = 0;
    std::int64_t length = 1;          ///< units in one cell; of a stretch the first bit
    std::int64_t numbered_from = -1;  ///< >= 0: each cell has a key, "f7":
    std::vector<Step> body{};
    ValueWriter value{};      ///< for a single value whose text has bounds
    std::string padded{};     ///< of such a step: `text`, and what is copied with it
    std::int64_t values = 0;  ///< steps of that kind from this one on
    std::size_t room = 0;     ///< characters that they may write to
  };
  class Compiler;

  const Step* write_values(const Step* step, const std::byte* base, TextBuffer& out) const;
  void write_steps(const std::vector<Step>& steps, const std::byte* base, TextBuffer& out) const;
  void write_numbered(const Step& step, const std::byte* from, TextBuffer& out) const;

  Punctuation punctuation_;
  std::shared_ptr<const CellStyle> style_;  // of all fields without readings
  std::vector<Step> steps_;
  bool only_values_ = false;  // each step is a single value whose text has bounds
  Cell single_{};
};

}  // namespace bview
