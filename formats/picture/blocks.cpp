// SPDX-License-Identifier: MIT
// Half blocks: the upper half of a character in one colour, the lower half in another.
//
// Source: ECMA-48, SGR; ITU-T T.416 for 38;2; xterm's ctlseqs for 38;5 and its 256 colours.

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>

#include <bview/formats/picture/dither.hpp>
#include <bview/formats/picture/protocols.hpp>

namespace bview {
namespace {

using ColourText = std::string (*)(const Rgb& colour);

std::string colour_24(const Rgb& colour) {
  return fmt::format("2;{};{};{}", colour[0], colour[1], colour[2]);
}

int distance(const Rgb& a, const Rgb& b) {
  int sum = 0;
  for (std::size_t k = 0; k < a.size(); ++k) sum += (a[k] - b[k]) * (a[k] - b[k]);
  return sum;
}

/// One of a cube of 6 x 6 x 6 colours and 24 greys.
struct XtermColour {
  int number;
  Rgb colour;
};

XtermColour nearest_in_cube_of_6(const Rgb& colour) {
  constexpr std::uint8_t kSteps[] = {0, 95, 135, 175, 215, 255};
  constexpr int kFirst = 16;
  XtermColour nearest{0, {}};
  for (std::size_t k = 0; k < colour.size(); ++k) {
    const auto* const step = std::min_element(
        std::begin(kSteps), std::end(kSteps),
        [&](int a, int b) { return std::abs(a - colour[k]) < std::abs(b - colour[k]); });
    nearest.number = nearest.number * 6 + static_cast<int>(step - std::begin(kSteps));
    nearest.colour[k] = *step;
  }
  nearest.number += kFirst;
  return nearest;
}

XtermColour nearest_grey(const Rgb& colour) {
  constexpr int kFirst = 232;
  constexpr int kGreys = 24;
  const int mean = (colour[0] + colour[1] + colour[2]) / 3;
  const int step = std::clamp((mean - 3) / 10, 0, kGreys - 1);
  const auto shade = static_cast<std::uint8_t>(8 + 10 * step);
  return {kFirst + step, {shade, shade, shade}};
}

XtermColour nearest_of_256(const Rgb& colour) {
  const XtermColour of_cube = nearest_in_cube_of_6(colour);
  const XtermColour grey = nearest_grey(colour);
  return distance(colour, grey.colour) < distance(colour, of_cube.colour) ? grey : of_cube;
}

std::string colour_256(const Rgb& colour) {
  return fmt::format("5;{}", nearest_of_256(colour).number);
}

/// Characters, with colours where they change.
class BlockWriter {
 public:
  BlockWriter(ColourText text, TextBuffer& out) : text_(text), out_(out) {}

  void put(const CanvasPixel& upper, const CanvasPixel& lower) {
    if (!upper.shows() && !lower.shows()) {
      set(back_, std::nullopt, "49", "48;");
      out_.append(' ');
    } else if (!upper.shows()) {
      set(back_, std::nullopt, "49", "48;");
      set(front_, lower.colour, "39", "38;");
      out_.append("\u2584");
    } else {
      set(back_, lower.shows() ? std::optional(lower.colour) : std::nullopt, "49", "48;");
      set(front_, upper.colour, "39", "38;");
      out_.append("\u2580");
    }
  }

  void end_line() {
    if (front_ || back_) out_.append("\x1b[0m");
    front_.reset();
    back_.reset();
    out_.append('\n');
  }

 private:
  void set(std::optional<Rgb>& now, const std::optional<Rgb>& colour, std::string_view none,
           std::string_view some) {
    if (now == colour) return;
    now = colour;
    out_.append(colour ? fmt::format("\x1b[{}{}m", some, text_(*colour))
                       : fmt::format("\x1b[{}m", none));
  }

  ColourText text_;
  TextBuffer& out_;
  std::optional<Rgb> front_{};
  std::optional<Rgb> back_{};
};

void draw_lines(const Canvas& canvas, ColourText text, TextBuffer& out) {
  BlockWriter writer(text, out);
  for (std::size_t y = 0; y < canvas.height(); y += 2) {
    for (std::size_t x = 0; x < canvas.width(); ++x) {
      const bool last = y + 1 == canvas.height();
      writer.put(canvas.at(x, y), last ? CanvasPixel() : canvas.at(x, y + 1));
    }
    writer.end_line();
  }
}

}  // namespace

void draw_blocks(const Canvas& canvas, TextBuffer& out) { draw_lines(canvas, colour_24, out); }
void draw_blocks_256(const Canvas& canvas, TextBuffer& out) {
  const auto nearest = [](const Rgb& colour) { return nearest_of_256(colour).colour; };
  draw_lines(dithered(canvas, nearest), colour_256, out);
}

}  // namespace bview
