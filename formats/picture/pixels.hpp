// SPDX-License-Identifier: MIT
// formats/picture/pixels.hpp - a selection as a picture: rows of pixels, each of some values.

#pragma once

#include <cstdint>
#include <vector>

#include <bview/formats/picture/number_column.hpp>

namespace bview {

struct PixelSize {
  std::int64_t width;
  std::int64_t height;
};

/// One value in a pixel is grey, three or four are red, green, blue and how opaque it is.
class Pixels {
 public:
  /// \throws Error{Errc::BadUsage} where the selection is no picture, with what makes it one.
  explicit Pixels(const Selection& selection);

  [[nodiscard]] std::int64_t width() const { return width_; }
  [[nodiscard]] std::int64_t height() const { return height_; }
  [[nodiscard]] PixelSize size() const { return {width_, height_}; }
  [[nodiscard]] int channels() const { return channels_; }
  [[nodiscard]] int colours() const { return channels_ == 4 ? 3 : channels_; }
  /// Whose numbers all channels are alike.
  [[nodiscard]] const NumberColumn& column() const { return columns_.front(); }
  [[nodiscard]] bool empty() const { return width_ == 0 || height_ == 0; }

  /// Pixels of a row that are best read at once.
  [[nodiscard]] std::int64_t stretch() const;
  /// The values of some pixels of a row, one pixel behind the other.
  void read(std::int64_t y, std::int64_t x, std::int64_t count, double* to) const;

 private:
  std::vector<NumberColumn> columns_;  // one, or one for each channel
  std::int64_t height_ = 0;
  std::int64_t width_ = 0;
  int channels_ = 1;
};

}  // namespace bview
