// SPDX-License-Identifier: MIT
// formats/picture/colormap.hpp - THE TABLE of colormaps: from a number between 0 and 1 to a colour.

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace bview {

using Rgb = std::array<std::uint8_t, 3>;

struct Colormap {
  std::string_view name;
  std::string_view summary;        ///< for help
  std::span<const Rgb> colours{};  ///< at equal distances from 0 to 1; others lie between two

  /// The colour of a number from 0 to 1.
  [[nodiscard]] Rgb at(double level) const;
};

/// The first is grey.
[[nodiscard]] std::span<const Colormap> colormaps();

}  // namespace bview
