// SPDX-License-Identifier: MIT
// formats/picture/canvas.hpp - a small picture as a terminal shows it.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <bview/formats/picture/colormap.hpp>
#include <bview/formats/picture/scaled_picture.hpp>

namespace bview {

/// A pixel, and how opaque it is, from 0 to 255.
struct CanvasPixel {
  Rgb colour{};
  std::uint8_t opacity = 0;

  /// Whether it is drawn where a terminal knows only pixels and none.
  [[nodiscard]] bool shows() const { return opacity >= 128; }
  bool operator==(const CanvasPixel&) const = default;
};

class Canvas {
 public:
  Canvas(std::int64_t width, std::int64_t height)
      : width_(static_cast<std::size_t>(width)),
        height_(static_cast<std::size_t>(height)),
        pixels_(width_ * height_) {}

  [[nodiscard]] std::size_t width() const { return width_; }
  [[nodiscard]] std::size_t height() const { return height_; }
  [[nodiscard]] const CanvasPixel& at(std::size_t x, std::size_t y) const {
    return pixels_[y * width_ + x];
  }
  [[nodiscard]] CanvasPixel& at(std::size_t x, std::size_t y) { return pixels_[y * width_ + x]; }

 private:
  std::size_t width_;
  std::size_t height_;
  std::vector<CanvasPixel> pixels_;
};

/// All pixels of the picture; of one value in 256 steps at most.
[[nodiscard]] Canvas painted(const ScaledPicture& picture, const Colormap* colormap);

}  // namespace bview
