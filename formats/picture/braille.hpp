// SPDX-License-Identifier: MIT
// formats/picture/braille.hpp - dots, eight of them in a character.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace bview {

class BrailleDots {
 public:
  static constexpr std::size_t kAcross = 2;
  static constexpr std::size_t kDown = 4;

  BrailleDots(std::size_t columns, std::size_t lines)
      : columns_(columns), lines_(lines), cells_(columns * lines) {}

  [[nodiscard]] std::size_t width() const { return columns_ * kAcross; }
  [[nodiscard]] std::size_t height() const { return lines_ * kDown; }

  /// A dot, counted from the upper left.
  void set(std::size_t x, std::size_t y);
  /// All dots of a column between two, with them.
  void set_between(std::size_t x, std::size_t y, std::size_t other);

  /// A line of characters, without blanks at its end.
  [[nodiscard]] std::string line(std::size_t n) const;

 private:
  std::size_t columns_;
  std::size_t lines_;
  std::vector<unsigned char> cells_;
};

}  // namespace bview
