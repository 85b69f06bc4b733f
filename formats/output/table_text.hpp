// SPDX-License-Identifier: MIT
// formats/output/table_text.hpp - lines of a table: text of known width, in colour.

#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <bview/core/scalar.hpp>
#include <bview/core/sink.hpp>
#include <bview/formats/text/byte_vectors.hpp>

namespace bview {

/// Columns of a terminal where lines have to be broken but nobody knows its width.
inline constexpr std::int64_t kUsualWidth = 80;

/// How many columns of a terminal `text` takes (core/unicode.hpp). It is UTF-8 in which what
/// is hidden was escaped.
[[nodiscard]] std::int64_t text_width(std::string_view text);

/// The text itself if it fits into `width` columns, else its beginning with "…" behind
/// it. At least one character is kept.
[[nodiscard]] std::string cut_text(std::string_view text, std::int64_t width);

/// Text of our own or of the format, made fit for one line: what is hidden is escaped.
[[nodiscard]] std::string printable(std::string_view text);

/// The roles that text has in a table, and thereby its colour.
enum class Paint : std::uint8_t { Plain, Faint, Strong, Float, Text, Truth };

/// Of the cells of a kind of values.
[[nodiscard]] Paint paint_of(Kind kind);
/// Of one cell: numbers that are 0 are faint.
[[nodiscard]] Paint paint_of(Kind kind, std::string_view cell);

/// A gap of so many columns holds a rule: it tells two texts apart that may hold blanks.
inline constexpr std::int64_t kRuleGap = 3;

enum class Align : std::uint8_t { Left, Right };

/// Numbers to the right, so that their digits stand below each other.
[[nodiscard]] Align align_of(Kind kind);

/// True for values that may be cut where the terminal ends; half a number is another one.
[[nodiscard]] bool may_be_cut(Kind kind);

/// What stands on one line, without colours, in room that somebody has seen to.
class PlainLine {
 public:
  /// Room for what is written too much, and for what separate() writes besides spaces.
  static constexpr std::size_t kMore = 2 * kVectorBytes;
  static constexpr std::size_t kRule = 4;

  PlainLine(char* to, std::int64_t spaces) : to_(to), spaces_(spaces) {}

  [[nodiscard]] char* end() const { return to_; }
  [[nodiscard]] std::int64_t spaces() const { return spaces_; }

  void space(std::int64_t count) { spaces_ += count; }
  void write(std::string_view text, Paint /*paint*/ = Paint::Plain) {
    if (!text.empty()) to_ = copy_short(put_spaces(), text);
  }
  void separate(std::int64_t gap) {
    if (gap != kRuleGap) return space(gap);
    space(1);
    write("│");
    space(1);
  }
  /// As Painter::cell(). There are kVectorBytes characters behind the text that may be read.
  [[gnu::always_inline]] void cell(std::string_view text, std::int64_t width, std::int64_t column,
                                   Align align, Paint /*paint*/ = Paint::Plain) {
    const std::int64_t padding = column - width;
    if (align == Align::Right) space(padding);
    if (!text.empty()) {
      to_ = put_spaces();
      std::size_t at = 0;
      do {  // mostly it is done at once
        store_bytes(to_ + at, load_bytes(text.data() + at));
        at += kVectorBytes;
      } while (at < text.size());
      to_ += text.size();
    }
    if (align == Align::Left) space(padding);
  }

 private:
  char* put_spaces() {
    return put_blanks(to_, static_cast<std::size_t>(std::exchange(spaces_, 0)));
  }

  char* to_;
  std::int64_t spaces_;  // asked for, not written yet
};

/// Writes lines. Escape codes appear only where the colour changes, so that without
/// them the same text remains; lines end in the terminal's own colour and never in
/// padding.
class Painter {
 public:
  /// Painter::cut() sets `cut`, if there is one, where it cuts anything off.
  Painter(TextBuffer& out, bool color, std::atomic<bool>* cut = nullptr)
      : out_(out), color_(color), cut_(cut) {}

  /// The value's text as cut_text() gives it.
  [[nodiscard]] std::string cut(std::string_view text, std::int64_t width);

  void space(std::int64_t count) { spaces_ += count; }
  void write(std::string_view text, Paint paint = Paint::Plain) {
    if (text.empty()) return;
    if (color_) return direct(paint).append(text);
    const auto spaces = static_cast<std::size_t>(std::exchange(spaces_, 0));
    char* const to = out_.reserve(spaces + text.size() + kVectorBytes);
    out_.commit(copy_short(put_blanks(to, spaces), text));
  }

  /// Between two cells: blanks, or a rule (kRuleGap).
  void separate(std::int64_t gap) {
    if (gap != kRuleGap) return space(gap);
    space(1);
    write("│", Paint::Faint);
    space(1);
  }

  /// A text of `width` columns in a column of `column`, which it may exceed.
  void cell(std::string_view text, std::int64_t width, std::int64_t column, Align align,
            Paint paint) {
    const std::int64_t padding = std::max<std::int64_t>(0, column - width);
    if (align == Align::Right) space(padding);
    write(text, paint);
    if (align == Align::Left) space(padding);
  }
  void cell(std::string_view text, std::int64_t column, Align align, Paint paint) {
    cell(text, text_width(text), column, align, paint);
  }

  /// Where to write text of `paint` directly.
  [[nodiscard]] TextBuffer& direct(Paint paint);

  void end_line() {
    spaces_ = 0;
    if (color_) change_to(Paint::Plain);
    out_.append('\n');
  }

  [[nodiscard]] bool has_colors() const { return color_; }

  /// Calls `write` with a PlainLine that has room for so many characters and spaces; it gives back
  /// what that has become. By value, so that it lives in registers.
  template <class Write>
  void write_plain(std::size_t room, const Write& write) {
    const auto spaces = static_cast<std::size_t>(spaces_);
    const PlainLine line =
        write(PlainLine(out_.reserve(room + spaces + PlainLine::kMore), spaces_));
    out_.commit(line.end());
    spaces_ = line.spaces();
  }

  /// From here on CellColumn::write() (table_cells.hpp) puts a backslash in front of each bar:
  /// Markdown ends cells with them.
  void escape_bars() { escapes_bars_ = true; }
  [[nodiscard]] bool escapes_bars() const { return escapes_bars_; }

 private:
  void change_to(Paint paint);

  TextBuffer& out_;
  bool color_;
  std::atomic<bool>* cut_;
  std::int64_t spaces_ = 0;  // asked for, not written yet
  Paint current_ = Paint::Plain;
  bool escapes_bars_ = false;
};

}  // namespace bview
