// SPDX-License-Identifier: MIT
// Sixel: six rows at a time, one pass over them for each colour.
//
// Source: Digital, "VT330/VT340 Programmer Reference Manual", volume 2, chapter 14; R. W. Floyd, L.
// Steinberg, "An adaptive algorithm for spatial grey scale", Proc. SID 17 (1976).

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

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

/// Steps of red, green and blue, of which the eye sees green best.
constexpr std::array<int, 3> kCubeSteps = {6, 7, 6};
constexpr int kMostPrimary = 255;

/// In the colours of a cube, what a pixel lacks being handed on to those behind and below.
class Dither {
 public:
  explicit Dither(const Canvas& canvas)
      : canvas_(canvas), here_(canvas.width() + 2), below_(canvas.width() + 2) {}

  [[nodiscard]] Indexed indexed() && {
    Indexed result;
    result.colours = cube();
    for (std::size_t y = 0; y < canvas_.height(); ++y) {
      for (std::size_t x = 0; x < canvas_.width(); ++x) {
        const CanvasPixel& pixel = canvas_.at(x, y);
        result.pixels.push_back(pixel.shows() ? nearest(pixel.colour, x) : kNotDrawn);
      }
      std::swap(here_, below_);
      std::fill(below_.begin(), below_.end(), Lack{});
    }
    return result;
  }

 private:
  using Lack = std::array<int, 3>;  // in sixteenths

  static int light_of(int step, std::size_t k) { return step * kMostPrimary / (kCubeSteps[k] - 1); }

  static std::vector<Rgb> cube() {
    std::vector<Rgb> colours;
    for (int red = 0; red < kCubeSteps[0]; ++red) {
      for (int green = 0; green < kCubeSteps[1]; ++green) {
        for (int blue = 0; blue < kCubeSteps[2]; ++blue) {
          colours.push_back({static_cast<std::uint8_t>(light_of(red, 0)),
                             static_cast<std::uint8_t>(light_of(green, 1)),
                             static_cast<std::uint8_t>(light_of(blue, 2))});
        }
      }
    }
    return colours;
  }

  int nearest(const Rgb& colour, std::size_t x) {
    int number = 0;
    for (std::size_t k = 0; k < colour.size(); ++k) {
      const int wanted = std::clamp(colour[k] + here_[x + 1][k] / 16, 0, kMostPrimary);
      const int step = (wanted * (kCubeSteps[k] - 1) + kMostPrimary / 2) / kMostPrimary;
      const int lack = wanted - light_of(step, k);
      here_[x + 2][k] += 7 * lack;
      below_[x][k] += 3 * lack;
      below_[x + 1][k] += 5 * lack;
      below_[x + 2][k] += lack;
      number = number * kCubeSteps[k] + step;
    }
    return number;
  }

  const Canvas& canvas_;
  std::vector<Lack> here_;  // of a pixel at x + 1
  std::vector<Lack> below_;
};

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
  if (!indexed) indexed = Dither(canvas).indexed();
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
