// SPDX-License-Identifier: MIT
// Half blocks: the upper half of a character in one colour, the lower half in another.
//
// Source: ECMA-48, SGR; ITU-T T.416 for 38;2; xterm's ctlseqs for 38;5 and its 256 colours.

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>

#include <bview/formats/picture/protocols.hpp>

namespace bview {
namespace {

using ColourText = std::string (*)(const Rgb& colour);

std::string colour_24(const Rgb& colour) {
  return fmt::format("2;{};{};{}", colour[0], colour[1], colour[2]);
}

int distance(const Rgb& a, int red, int green, int blue) {
  const int differences[] = {a[0] - red, a[1] - green, a[2] - blue};
  int sum = 0;
  for (const int difference : differences) sum += difference * difference;
  return sum;
}

/// The nearest of a cube of 6 x 6 x 6 colours and 24 greys.
std::string colour_256(const Rgb& colour) {
  constexpr int kSteps[] = {0, 95, 135, 175, 215, 255};
  constexpr int kFirst = 16;
  constexpr int kFirstGrey = 232;
  constexpr int kGreys = 24;
  int at[3];
  for (std::size_t k = 0; k < 3; ++k) {
    const auto* const nearest = std::min_element(
        std::begin(kSteps), std::end(kSteps),
        [&](int a, int b) { return std::abs(a - colour[k]) < std::abs(b - colour[k]); });
    at[k] = static_cast<int>(nearest - std::begin(kSteps));
  }
  const int mean = (colour[0] + colour[1] + colour[2]) / 3;
  const int grey = std::clamp((mean - 3) / 10, 0, kGreys - 1);
  const int shade = 8 + 10 * grey;
  const bool is_grey = distance(colour, shade, shade, shade) <
                       distance(colour, kSteps[at[0]], kSteps[at[1]], kSteps[at[2]]);
  return fmt::format("5;{}", is_grey ? kFirstGrey + grey : kFirst + 36 * at[0] + 6 * at[1] + at[2]);
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
void draw_blocks_256(const Canvas& canvas, TextBuffer& out) { draw_lines(canvas, colour_256, out); }

}  // namespace bview
