// SPDX-License-Identifier: MIT
// app/explore/picture.hpp - a screen as text: what stands where, and what role it has there.
//
// Nothing here knows a terminal. A test reads the lines; app/explore/screen.hpp paints them.

#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bview {

/// The roles of text on the screen; a terminal has a colour for each, or something in its place.
enum class Ink : std::uint8_t {
  Plain,
  Faint,    ///< bytes that are 0, rules, numbers that are 0
  Strong,   ///< names
  Bar,      ///< the first line and the last
  Printed,  ///< bytes that are ASCII
  Blank,    ///< white space
  Control,  ///< other bytes below 0x20, and 0x7f
  High,     ///< bytes above 0x7f
  Staged,   ///< what an edit changes
  Found,    ///< what was searched for
  Warning,
  Heat0,  ///< entropy, from little to much
  Heat1,
  Heat2,
  Heat3,
};
inline constexpr int kHeats = 4;

struct Style {
  Ink ink = Ink::Plain;
  bool cursor = false;  ///< here it is
  bool field = false;   ///< a part of what it is on

  bool operator==(const Style&) const = default;
};

/// Neighbouring columns of one style.
struct Span {
  std::string text;
  Style style;
};

struct Picture {
  std::vector<std::vector<Span>> lines{};
  struct Place {
    int row;
    int column;
  };
  std::optional<Place> caret{};  ///< where text is typed

  /// The text of a line alone, without blanks at its end.
  [[nodiscard]] std::string text(std::size_t line) const;
};

/// A part of the screen.
struct Area {
  int row = 0;
  int column = 0;
  int rows = 0;
  int columns = 0;
};

/// What a picture is drawn on. Whatever does not fit is cut.
class Canvas {
 public:
  Canvas(int rows, int columns);

  [[nodiscard]] Area whole() const { return {0, 0, rows_, columns_}; }

  /// Writes UTF-8 from a column on, in at most `width` columns; the column behind it. What a
  /// terminal obeys or hides becomes '?'.
  int put(int row, int column, std::string_view text, Style style = {},
          int width = std::numeric_limits<int>::max());
  /// The same with "…" at its end where it does not fit.
  int put_cut(int row, int column, std::string_view text, Style style, int width);
  /// Blanks of a style.
  void fill(const Area& area, Style style = {});

  void set_caret(int row, int column) { caret_ = Picture::Place{row, column}; }
  [[nodiscard]] Picture finish() const;

 private:
  struct Glyph {
    std::string text = " ";  // empty: the column is taken by the one in front of it
    Style style{};
  };
  [[nodiscard]] Glyph& at(int row, int column) {
    return glyphs_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                   static_cast<std::size_t>(column)];
  }

  int rows_;
  int columns_;
  std::vector<Glyph> glyphs_;
  std::optional<Picture::Place> caret_{};
};

}  // namespace bview
