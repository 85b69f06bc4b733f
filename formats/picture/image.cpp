// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <string>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/formats/picture/image.hpp>
#include <bview/formats/picture/protocols.hpp>
#include <bview/formats/picture/scaled_picture.hpp>

namespace bview {
namespace {

constexpr std::int64_t kMostPixelsShown = std::int64_t{8} << 20;
constexpr std::int64_t kMostSideShown = 10'000;  // that kitty takes

const TerminalProtocol& protocol_in(const PictureOptions& options) {
  return options.protocol != nullptr ? *options.protocol : *find_protocol("blocks");
}

PixelSize size_in(const PixelSize& size, const PictureOptions& options) {
  const bool of_blocks = protocol_in(options).of_blocks;
  const TerminalCells& cells = options.cells;
  const std::int64_t cell_width = of_blocks ? 1 : cells.width;
  const std::int64_t cell_height = of_blocks ? 2 : cells.height;
  if (!options.size) {
    return shrunk_to_fit(size, {cells.columns * cell_width, cells.lines * cell_height});
  }
  const PictureSize& asked = *options.size;
  if (asked.factor) return scaled(size, *asked.factor);
  return fitted(size, {asked.width * cell_width, asked.height * cell_height});
}

PixelSize image_size(const Pixels& pixels, const PictureOptions& options) {
  if (pixels.empty()) return {0, 0};
  const PixelSize size = size_in(pixels.size(), options);
  const bool fits = size.width <= kMostSideShown && size.height <= kMostSideShown &&
                    size.width * size.height <= kMostPixelsShown;
  if (fits) return size;
  throw Error(Errc::BadUsage,
              fmt::format("a terminal takes no picture of {} x {} pixels; --size 80x24 lets it fit "
                          "80 columns and 24 lines",
                          size.width, size.height));
}

ScaledPicture image_of(const Selection& selection, const PictureOptions& options) {
  Pixels pixels(selection);
  const PixelSize size = image_size(pixels, options);
  return {std::move(pixels), size, options};
}

/// It has one part, which is little.
class ImageRenderer : public Renderer {
 public:
  ImageRenderer(const Selection& selection, const PictureOptions& options)
      : picture_(image_of(selection, options)),
        colormap_(options.colormap),
        protocol_(protocol_in(options)) {}

  [[nodiscard]] std::int64_t parts() const override { return picture_.pixels().empty() ? 0 : 1; }
  [[nodiscard]] std::int64_t parts_per_chunk() const override { return 1; }
  [[nodiscard]] std::string note() const override { return picture_.note(); }

  void render(std::int64_t /*first*/, std::int64_t count, TextBuffer& out) const override {
    if (count > 0) protocol_.draw(painted(picture_, colormap_), out);
  }

 private:
  ScaledPicture picture_;
  const Colormap* colormap_;
  const TerminalProtocol& protocol_;
};

}  // namespace

std::unique_ptr<Renderer> make_image(Selection selection, const OutputOptions& options) {
  return std::make_unique<ImageRenderer>(selection,
                                         options.picture ? *options.picture : PictureOptions());
}

}  // namespace bview
