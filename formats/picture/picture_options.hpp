// SPDX-License-Identifier: MIT
// formats/picture/picture_options.hpp - how values become a picture, and where it is seen.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace bview {

struct Colormap;
struct TerminalProtocol;

/// An end of the range of values that is told apart: a value, or one of a rank among all.
struct RangeEnd {
  double value;
  bool percent = false;  ///< of the finite values, that are not above it
};

struct PictureRange {
  RangeEnd low;
  RangeEnd high;  ///< may be the lower one: then dark is light
};

/// How large a picture is made: a part of what it is, or as large as fits.
struct PictureSize {
  std::optional<double> factor{};
  std::int64_t width = 0;  ///< 0: whatever the height makes of it
  std::int64_t height = 0;
};

/// Where a terminal draws: columns and lines, and the pixels where these cross.
struct TerminalCells {
  std::int64_t columns = 80;
  std::int64_t lines = 0;  ///< 0: nobody knows, it scrolls
  std::int64_t width = 8;
  std::int64_t height = 16;
};

struct PictureOptions {
  std::optional<PictureRange> range{};
  bool full_range = false;                     ///< all that the type holds
  const Colormap* colormap = nullptr;          ///< null: grey
  std::optional<PictureSize> size{};           ///< of png pixels, else columns and lines
  const TerminalProtocol* protocol = nullptr;  ///< of image; null: half blocks
  TerminalCells cells{};
  bool histogram = false;  ///< plot: how often values come, not where
};

}  // namespace bview
