// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cmath>

#include <bview/formats/picture/canvas.hpp>

namespace bview {
namespace {

constexpr double kMostLight = 255;

std::uint8_t light_of(double level) {
  return static_cast<std::uint8_t>(std::floor(level * kMostLight + 0.5));
}

CanvasPixel pixel_of(const double* levels, int channels, const Colormap* colormap) {
  const auto is_nan = [](double level) { return std::isnan(level); };
  if (std::any_of(levels, levels + channels, is_nan)) return {};
  const std::uint8_t first = light_of(levels[0]);
  if (channels == 1) {
    const Rgb grey = {first, first, first};
    return {colormap == nullptr ? grey : colormap->at(first / kMostLight), 255};
  }
  const std::uint8_t opacity = channels == 4 ? light_of(levels[3]) : std::uint8_t{255};
  return {{first, light_of(levels[1]), light_of(levels[2])}, opacity};
}

}  // namespace

Canvas painted(const ScaledPicture& picture, const Colormap* colormap) {
  const PixelSize& size = picture.size();
  const int channels = picture.pixels().channels();
  Canvas canvas(size.width, size.height);
  std::vector<double> levels(static_cast<std::size_t>(size.width * channels));
  for (std::int64_t y = 0; y < size.height; ++y) {
    for (std::int64_t x = 0; x < size.width; x += picture.stretch()) {
      const std::int64_t count = std::min(picture.stretch(), size.width - x);
      picture.read_levels(y, x, count, levels.data());
      for (std::int64_t k = 0; k < count; ++k) {
        canvas.at(static_cast<std::size_t>(x + k), static_cast<std::size_t>(y)) =
            pixel_of(&levels[static_cast<std::size_t>(k * channels)], channels, colormap);
      }
    }
  }
  return canvas;
}

}  // namespace bview
