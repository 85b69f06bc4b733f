// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/formats/picture/scaled_picture.hpp>

namespace bview {
namespace {

/// The values that a step of `to` along an axis stands for, of `from`: one, at least.
struct Span {
  std::int64_t begin;
  std::int64_t end;
};
Span span_of(std::int64_t step, std::int64_t from, std::int64_t to) {
  const auto place = [&](std::int64_t n) {
    return static_cast<std::int64_t>(static_cast<int128>(n) * from / to);
  };
  const std::int64_t begin = place(step);
  return {begin, std::max(begin + 1, place(step + 1))};
}

/// Which of fewer columns those of a picture become, which are asked for from left to right.
class ColumnsOf {
 public:
  ColumnsOf(std::int64_t from, std::int64_t to) : from_(from), to_(to), end_(span(0).end) {}

  [[nodiscard]] std::size_t of(std::int64_t x) {
    while (x >= end_) end_ = span(++column_).end;
    return static_cast<std::size_t>(column_);
  }

 private:
  [[nodiscard]] Span span(std::int64_t column) const { return span_of(column, from_, to_); }

  std::int64_t from_;
  std::int64_t to_;
  std::int64_t column_ = 0;
  std::int64_t end_;
};

/// Means of the values that are no NaN.
class Means {
 public:
  explicit Means(std::size_t count) : sums_(count), counts_(count) {}

  void add(std::size_t first, std::size_t count, const double* values) {
    for (std::size_t k = 0; k < count; ++k) {
      if (std::isnan(values[k])) continue;
      sums_[first + k] += values[k];
      ++counts_[first + k];
    }
  }
  [[nodiscard]] double at(std::size_t k) const {
    if (counts_[k] == 0) return std::numeric_limits<double>::quiet_NaN();
    return sums_[k] / static_cast<double>(counts_[k]);
  }

 private:
  std::vector<double> sums_;
  std::vector<std::int64_t> counts_;
};

std::int64_t rounded(double length) {
  constexpr double kMost = 1e15;
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::min(length + 0.5, kMost)));
}

void check_colormap(const PictureOptions& options, const Pixels& pixels) {
  if (options.colormap == nullptr || pixels.channels() == 1) return;
  throw Error(Errc::BadUsage,
              "--colormap gives colours to single values, and these have their own; -i ...,0 takes "
              "the first of them");
}

ValueSurvey survey_for(const PictureOptions& options, const Pixels& pixels) {
  check_colormap(options, pixels);
  if (pixels.empty() || !needs_survey(options, pixels.column())) return {};
  return survey_of(each_colour(pixels));
}

/// How opaque a pixel is: an integer of all that its type holds, a float of 1.
std::optional<Levels> opacity_of(const Pixels& pixels) {
  if (pixels.channels() == pixels.colours()) return std::nullopt;
  const auto range = pixels.column().range();
  return Levels(0, range ? range->high : 1);
}

}  // namespace

PixelSize scaled(const PixelSize& size, double factor) {
  return {rounded(static_cast<double>(size.width) * factor),
          rounded(static_cast<double>(size.height) * factor)};
}

PixelSize fitted(const PixelSize& size, const PixelSize& into) {
  double factor = std::numeric_limits<double>::infinity();
  if (into.width > 0) {
    factor = static_cast<double>(into.width) / static_cast<double>(size.width);
  }
  if (into.height > 0) {
    factor = std::min(factor, static_cast<double>(into.height) / static_cast<double>(size.height));
  }
  return std::isfinite(factor) ? scaled(size, factor) : size;
}

PixelSize shrunk_to_fit(const PixelSize& size, const PixelSize& into) {
  const bool fits = (into.width == 0 || size.width <= into.width) &&
                    (into.height == 0 || size.height <= into.height);
  return fits ? size : fitted(size, into);
}

ScaledPicture::ScaledPicture(Pixels pixels, const PixelSize& size, const PictureOptions& options)
    : pixels_(std::move(pixels)),
      survey_(survey_for(options, pixels_)),
      levels_(levels_of(options, pixels_.column(), survey_, each_colour(pixels_))),
      opacity_(opacity_of(pixels_)),
      size_(size),
      asked_(options.full_range ||
             (options.range && !options.range->low.percent && !options.range->high.percent)) {}

std::string ScaledPicture::note() const {
  const bool found = !asked_ && survey_.finite > 0 && needs_survey({}, pixels_.column()) &&
                     levels_.low() != levels_.high();
  if (!found) return "";
  return fmt::format("dark is {}, light is {}; --range {},{} makes other pictures comparable",
                     level_text(levels_.low()), level_text(levels_.high()),
                     level_text(levels_.low()), level_text(levels_.high()));
}

std::int64_t ScaledPicture::stretch() const {
  return is_scaled() ? size_.width : pixels_.stretch();
}

bool ScaledPicture::is_scaled() const {
  return size_.width != pixels_.width() || size_.height != pixels_.height();
}

void ScaledPicture::read_levels(std::int64_t y, std::int64_t x, std::int64_t count,
                                double* to) const {
  if (is_scaled()) {
    read_means(y, x, count, to);
  } else {
    pixels_.read(y, x, count, to);
  }
  const int colours = pixels_.colours();
  for (std::int64_t k = 0; k < count; ++k) {
    for (int c = 0; c < colours; ++c, ++to) *to = levels_.of(*to);
    if (!opacity_) continue;
    *to = opacity_->of(*to);
    ++to;
  }
}

void ScaledPicture::read_means(std::int64_t y, std::int64_t x, std::int64_t count,
                               double* to) const {
  const auto channels = static_cast<std::size_t>(pixels_.channels());
  const std::int64_t width = std::min(size_.width, pixels_.width());
  Means means(static_cast<std::size_t>(width) * channels);
  std::vector<double> values;
  const Span rows = span_of(y, pixels_.height(), size_.height);
  for (std::int64_t row = rows.begin; row < rows.end; ++row) {
    ColumnsOf column(pixels_.width(), width);
    for (std::int64_t done = 0; done < pixels_.width(); done += pixels_.stretch()) {
      const std::int64_t more = std::min(pixels_.stretch(), pixels_.width() - done);
      values.resize(static_cast<std::size_t>(more) * channels);
      pixels_.read(row, done, more, values.data());
      for (std::int64_t k = 0; k < more; ++k) {
        means.add(column.of(done + k) * channels, channels,
                  &values[static_cast<std::size_t>(k) * channels]);
      }
    }
  }
  for (std::int64_t k = x; k < x + count; ++k) {
    const auto from = static_cast<std::size_t>(span_of(k, width, size_.width).begin) * channels;
    for (std::size_t c = 0; c < channels; ++c) *to++ = means.at(from + c);
  }
}

}  // namespace bview
