// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <any>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/picture/colormap.hpp>
#include <bview/formats/picture/png.hpp>
#include <bview/formats/picture/png_filter.hpp>
#include <bview/formats/picture/png_stream.hpp>
#include <bview/formats/picture/scaled_picture.hpp>

namespace bview {
namespace {

using PngRow = std::vector<unsigned char>;

constexpr std::int64_t kMostPixels = 1'000'000;  // along a side, as libpng reads them

void check_side(std::int64_t pixels, const char* what, const char* index) {
  if (pixels <= kMostPixels) return;
  throw Error(Errc::BadUsage,
              fmt::format("a PNG of {} {} is more than programs read, which is {}; -i {} takes a "
                          "part, and --size makes it smaller",
                          pixels, what, kMostPixels, index));
}

PixelSize png_size(const Pixels& pixels, const PictureOptions& options) {
  if (pixels.empty()) {
    throw Error(Errc::BadUsage, "a PNG has one pixel, at least, and this selection has none");
  }
  PixelSize size = pixels.size();
  if (options.size) {
    const PictureSize& asked = *options.size;
    size = asked.factor ? scaled(size, *asked.factor) : fitted(size, {asked.width, asked.height});
  }
  check_side(size.width, "columns", ":,:1000000");
  check_side(size.height, "rows", ":1000000");
  return size;
}

ScaledPicture png_picture(const Selection& selection, const PictureOptions& options) {
  Pixels pixels(selection);
  const PixelSize size = png_size(pixels, options);
  return {std::move(pixels), size, options};
}

PngKind kind_of_png(const ScaledPicture& picture, const Colormap* colormap) {
  const bool one = picture.pixels().colours() == 1;
  const bool mapped = one && colormap != nullptr;
  const int width = static_cast<int>(column_width(picture.pixels().column().type()));
  return {picture.size().width, picture.size().height, mapped || width == 1 ? 8 : 16,
          mapped || !one, picture.has_gaps()};
}

/// From levels to samples, high byte first.
class SampleWriter {
 public:
  SampleWriter(const PngKind& kind, int channels, const Colormap* colormap)
      : deep_(kind.depth == 16),
        alpha_(kind.alpha),
        channels_(channels),
        colours_(channels == 4 ? 3 : channels),
        colormap_(channels == 1 ? colormap : nullptr) {}

  void write(const double* levels, std::int64_t pixels, unsigned char*& to) const {
    for (const double* const end = levels + pixels * channels_; levels != end;
         levels += channels_) {
      const bool gap =
          std::any_of(levels, levels + channels_, [](double level) { return std::isnan(level); });
      if (colormap_ != nullptr) {
        const Rgb colour = gap ? Rgb{} : colormap_->at(*levels);
        to = std::copy(colour.begin(), colour.end(), to);
      } else {
        for (int k = 0; k < colours_; ++k) put(gap ? 0 : levels[k], to);
      }
      if (alpha_) put(gap ? 0 : channels_ == 4 ? levels[3] : 1, to);
    }
  }

 private:
  void put(double level, unsigned char*& to) const {
    constexpr double kMost8 = 255;
    constexpr double kMost16 = 65535;
    const auto sample = static_cast<unsigned>(std::floor(level * (deep_ ? kMost16 : kMost8) + 0.5));
    if (deep_) *to++ = static_cast<unsigned char>(sample >> 8U);
    *to++ = static_cast<unsigned char>(sample);
  }

  bool deep_;
  bool alpha_;
  int channels_;
  int colours_;
  const Colormap* colormap_;
};

/// Its parts are rows; those that are rendered together are compressed together.
class PngRenderer : public Renderer {
 public:
  PngRenderer(const Selection& selection, const PictureOptions& options,
              std::shared_ptr<PartNotes> notes)
      : picture_(png_picture(selection, options)),
        colormap_(options.colormap),
        kind_(kind_of_png(picture_, colormap_)),
        samples_(kind_, picture_.pixels().channels(), colormap_),
        notes_(std::move(notes)) {}

  [[nodiscard]] std::int64_t parts() const override { return kind_.height; }
  [[nodiscard]] std::int64_t parts_per_chunk() const override {
    constexpr std::int64_t kBytes = std::int64_t{1} << 20;
    return std::clamp<std::int64_t>(kBytes / row_bytes(), 1, kind_.height);
  }
  [[nodiscard]] std::string note() const override { return picture_.note(); }

  void begin(TextBuffer& out) const override {
    notes_->clear();
    out.append(png_begin(kind_));
  }

  void render(std::int64_t first, std::int64_t count, TextBuffer& out) const override {
    const std::int64_t step = parts_per_chunk();
    for (const std::int64_t end = first + count; first < end; first += step) {
      write_rows(first, std::min(step, end - first), out);
    }
  }

  void end(TextBuffer& out) const override {
    std::uint32_t adler = kAdlerOfNothing;
    for (const auto& [first, note] : notes_->all()) {
      adler = joined_adler(adler, *std::any_cast<PngPart>(&note));
    }
    out.append(png_end(adler));
  }

 private:
  [[nodiscard]] std::int64_t row_bytes() const { return kind_.width * kind_.pixel_bytes(); }

  void write_rows(std::int64_t first, std::int64_t count, TextBuffer& out) const {
    const auto size = static_cast<std::size_t>(row_bytes());
    PngFilter filter(size, static_cast<std::size_t>(kind_.pixel_bytes()));
    PngRow above(size);
    PngRow row(size);
    if (first > 0) read_row(first - 1, above);
    std::string rows;
    rows.reserve(static_cast<std::size_t>(count) * (size + 1));
    for (std::int64_t y = first; y < first + count; ++y) {
      read_row(y, row);
      filter.add(row, above, rows);
      std::swap(row, above);
    }
    PngPart part{};
    out.append(png_rows(rows, part));
    notes_->add(first, part);
  }

  void read_row(std::int64_t y, PngRow& row) const {
    std::vector<double> levels;
    unsigned char* to = row.data();
    for (std::int64_t x = 0; x < kind_.width; x += picture_.stretch()) {
      const std::int64_t count = std::min(picture_.stretch(), kind_.width - x);
      levels.resize(static_cast<std::size_t>(count * picture_.pixels().channels()));
      picture_.read_levels(y, x, count, levels.data());
      samples_.write(levels.data(), count, to);
    }
  }

  ScaledPicture picture_;
  const Colormap* colormap_;
  PngKind kind_;
  SampleWriter samples_;
  std::shared_ptr<PartNotes> notes_;
};

}  // namespace

std::unique_ptr<Renderer> make_png(Selection selection, const OutputOptions& options) {
  return std::make_unique<PngRenderer>(
      selection, options.picture ? *options.picture : PictureOptions(), options.notes);
}

}  // namespace bview
