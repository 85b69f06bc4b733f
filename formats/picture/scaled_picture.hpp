// SPDX-License-Identifier: MIT
// formats/picture/scaled_picture.hpp - a picture of the size in which it is shown, row by row.

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <bview/formats/picture/levels.hpp>
#include <bview/formats/picture/picture_options.hpp>
#include <bview/formats/picture/pixels.hpp>

namespace bview {

/// As large as fits, where it does not fit already, and no larger than it is.
[[nodiscard]] PixelSize shrunk_to_fit(const PixelSize& size, const PixelSize& into);
/// As large as fits, in the same proportions. A side of `into` that is 0 asks nothing.
[[nodiscard]] PixelSize fitted(const PixelSize& size, const PixelSize& into);
/// So many times as wide and as high, and a pixel at least.
[[nodiscard]] PixelSize scaled(const PixelSize& size, double factor);

/// Makes each pixel of the mean of those that it stands for, or of the one.
class ScaledPicture {
 public:
  /// Looks at all values, where what is asked for depends on them.
  ScaledPicture(Pixels pixels, const PixelSize& size, const PictureOptions& options);

  [[nodiscard]] const Pixels& pixels() const { return pixels_; }
  [[nodiscard]] const Levels& levels() const { return levels_; }
  [[nodiscard]] const PixelSize& size() const { return size_; }

  /// Whether a pixel may be none: of NaN, or not opaque.
  [[nodiscard]] bool has_gaps() const { return survey_.nan > 0 || pixels_.channels() == 4; }

  /// What a reader should know of the range, where it was found in the values.
  [[nodiscard]] std::string note() const;

  /// The levels of some pixels of a row, from 0 to 1, and NaN where there is none.
  void read_levels(std::int64_t y, std::int64_t x, std::int64_t count, double* to) const;
  /// Pixels of a row that are best read at once.
  [[nodiscard]] std::int64_t stretch() const;

 private:
  [[nodiscard]] bool is_scaled() const;
  void read_means(std::int64_t y, std::int64_t x, std::int64_t count, double* to) const;

  Pixels pixels_;
  ValueSurvey survey_;
  Levels levels_;
  std::optional<Levels> opacity_;
  PixelSize size_;
  bool asked_;  // for a range
};

}  // namespace bview
