// SPDX-License-Identifier: MIT
// Sixel: six rows at a time, one pass over them for each colour.
//
// Source: Digital, "VT330/VT340 Programmer Reference Manual", volume 2, chapter 14.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <bview/formats/picture/dither.hpp>
#include <bview/formats/picture/protocols.hpp>

namespace bview {
namespace {

constexpr std::size_t kMostColours = 256;
constexpr std::size_t kSixelRows = 6;
constexpr int kNotDrawn = -1;

/// A canvas of few colours, each pixel being the number of one, or kNotDrawn.
struct Indexed {
  std::vector<Rgb> colours{};
  std::vector<int> pixels{};
};

/// As it is, where there are not too many colours.
std::optional<Indexed> exactly_indexed(const Canvas& canvas) {
  Indexed indexed;
  std::map<Rgb, int> numbers;
  for (std::size_t y = 0; y < canvas.height(); ++y) {
    for (std::size_t x = 0; x < canvas.width(); ++x) {
      const CanvasPixel& pixel = canvas.at(x, y);
      if (!pixel.shows()) {
        indexed.pixels.push_back(kNotDrawn);
        continue;
      }
      const int next = static_cast<int>(indexed.colours.size());
      const auto [place, is_new] = numbers.emplace(pixel.colour, next);
      if (is_new) indexed.colours.push_back(pixel.colour);
      if (indexed.colours.size() > kMostColours) return std::nullopt;
      indexed.pixels.push_back(place->second);
    }
  }
  return indexed;
}

constexpr int kMostPrimary = 255;

/// Of a cube of red, green and blue, of which the eye sees green best.
Rgb nearest_in_cube(const Rgb& colour) {
  constexpr std::array<int, 3> kCubeSteps = {6, 7, 6};
  Rgb nearest{};
  for (std::size_t k = 0; k < nearest.size(); ++k) {
    const int last = kCubeSteps[k] - 1;
    const int step = (colour[k] * last + kMostPrimary / 2) / kMostPrimary;
    nearest[k] = static_cast<std::uint8_t>(step * kMostPrimary / last);
  }
  return nearest;
}

/// Characters, of which equal ones are counted.
class RunWriter {
 public:
  explicit RunWriter(TextBuffer& out) : out_(out) {}

  void put(char character) {
    if (character == last_) {
      ++count_;
      return;
    }
    flush();
    last_ = character;
    count_ = 1;
  }
  void flush() {
    constexpr int kShort = 3;
    if (count_ > kShort) {
      out_.append(fmt::format("!{}{}", count_, last_));
    } else {
      for (int k = 0; k < count_; ++k) out_.append(last_);
    }
    count_ = 0;
  }

 private:
  TextBuffer& out_;
  char last_ = '\0';
  int count_ = 0;
};

/// Six rows, or those that are left, one colour over the other.
void draw_band(const Indexed& indexed, std::size_t width, std::size_t first, std::size_t rows,
               TextBuffer& out) {
  // Where a colour comes first and last in these rows.
  std::map<int, std::pair<std::size_t, std::size_t>> places;
  for (std::size_t y = first; y < first + rows; ++y) {
    for (std::size_t x = 0; x < width; ++x) {
      const int number = indexed.pixels[y * width + x];
      if (number == kNotDrawn) continue;
      const auto [place, is_new] = places.emplace(number, std::pair{x, x});
      if (is_new) continue;
      place->second = {std::min(place->second.first, x), std::max(place->second.second, x)};
    }
  }
  bool begun = false;
  for (const auto& [number, place] : places) {
    out.append(fmt::format("{}#{}", begun ? "$" : "", number));
    begun = true;
    RunWriter runs(out);
    for (std::size_t x = 0; x <= place.second; ++x) {
      unsigned bits = 0;
      for (std::size_t y = 0; x >= place.first && y < rows; ++y) {
        if (indexed.pixels[(first + y) * width + x] == number) bits |= 1U << y;
      }
      constexpr unsigned kNoBits = '?';
      runs.put(static_cast<char>(kNoBits + bits));
    }
    runs.flush();
  }
}

}  // namespace

void draw_sixel(const Canvas& canvas, TextBuffer& out) {
  auto indexed = exactly_indexed(canvas);
  if (!indexed) indexed = exactly_indexed(dithered(canvas, nearest_in_cube));
  // What is not drawn stays as it is; pixels are square.
  out.append(fmt::format("\x1bP0;1;0q\"1;1;{};{}", canvas.width(), canvas.height()));
  const auto percent = [](int light) { return (light * 100 + kMostPrimary / 2) / kMostPrimary; };
  for (std::size_t k = 0; k < indexed->colours.size(); ++k) {
    const Rgb& colour = indexed->colours[k];
    out.append(fmt::format("#{};2;{};{};{}", k, percent(colour[0]), percent(colour[1]),
                           percent(colour[2])));
  }
  for (std::size_t y = 0; y < canvas.height(); y += kSixelRows) {
    if (y > 0) out.append('-');
    draw_band(*indexed, canvas.width(), y, std::min(kSixelRows, canvas.height() - y), out);
  }
  out.append("\x1b\\\n");
}

}  // namespace bview
