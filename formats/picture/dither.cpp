// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <vector>

#include <bview/formats/picture/dither.hpp>

namespace bview {
namespace {

using Lack = std::array<int, 3>;  // in sixteenths
using Lacks = std::vector<Lack>;  // of the pixel at x in x + 1

/// What a pixel is drawn as, with what those before lacked.
Rgb drawn(const Rgb& colour, std::size_t x, NearestColour nearest, Lacks& here, Lacks& below) {
  constexpr int kWhole = 16;
  constexpr int kMost = 255;
  Rgb wanted{};
  for (std::size_t k = 0; k < wanted.size(); ++k) {
    const int light = std::clamp(colour[k] + here[x + 1][k] / kWhole, 0, kMost);
    wanted[k] = static_cast<std::uint8_t>(light);
  }
  const Rgb found = nearest(wanted);
  for (std::size_t k = 0; k < found.size(); ++k) {
    const int lack = wanted[k] - found[k];
    here[x + 2][k] += 7 * lack;
    below[x][k] += 3 * lack;
    below[x + 1][k] += 5 * lack;
    below[x + 2][k] += lack;
  }
  return found;
}

}  // namespace

Canvas dithered(const Canvas& canvas, NearestColour nearest) {
  Canvas result = canvas;
  Lacks here(canvas.width() + 2);
  Lacks below(here.size());
  for (std::size_t y = 0; y < canvas.height(); ++y) {
    for (std::size_t x = 0; x < canvas.width(); ++x) {
      CanvasPixel& pixel = result.at(x, y);
      if (pixel.shows()) pixel.colour = drawn(pixel.colour, x, nearest, here, below);
    }
    std::swap(here, below);
    std::fill(below.begin(), below.end(), Lack{});
  }
  return result;
}

}  // namespace bview
