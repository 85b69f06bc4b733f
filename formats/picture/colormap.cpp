// SPDX-License-Identifier: MIT
// Sources: S. van der Walt, N. Smith, matplotlib's viridis, magma, plasma and inferno (CC0), ten of
// their colours each; J. R. Nunez, C. R. Anderton, R. S. Renslow, "Optimizing colormaps with
// consideration for color vision deficiency", PLoS ONE 13 (2018), for cividis, the same; C. A.
// Brewer, ColorBrewer 2.0, RdBu of eleven classes.

#include <cmath>
#include <cstddef>

#include <bview/formats/picture/colormap.hpp>

namespace bview {
namespace {

constexpr Rgb rgb(std::uint32_t hex) {
  return {static_cast<std::uint8_t>(hex >> 16U), static_cast<std::uint8_t>(hex >> 8U),
          static_cast<std::uint8_t>(hex)};
}

constexpr Rgb kGrey[] = {rgb(0x000000), rgb(0xffffff)};
constexpr Rgb kViridis[] = {rgb(0x440154), rgb(0x482878), rgb(0x3e4989), rgb(0x31688e),
                            rgb(0x26828e), rgb(0x1f9e89), rgb(0x35b779), rgb(0x6ece58),
                            rgb(0xb5de2b), rgb(0xfde725)};
constexpr Rgb kMagma[] = {rgb(0x000004), rgb(0x180f3d), rgb(0x440f76), rgb(0x721f81),
                          rgb(0x9e2f7f), rgb(0xcd4071), rgb(0xf1605d), rgb(0xfd9668),
                          rgb(0xfeca8d), rgb(0xfcfdbf)};
constexpr Rgb kInferno[] = {rgb(0x000004), rgb(0x1b0c41), rgb(0x4a0c6b), rgb(0x781c6d),
                            rgb(0xa52c60), rgb(0xcf4446), rgb(0xed6925), rgb(0xfb9b06),
                            rgb(0xf7d13d), rgb(0xfcffa4)};
constexpr Rgb kPlasma[] = {rgb(0x0d0887), rgb(0x46039f), rgb(0x7201a8), rgb(0x9c179e),
                           rgb(0xbd3786), rgb(0xd8576b), rgb(0xed7953), rgb(0xfb9f3a),
                           rgb(0xfdca26), rgb(0xf0f921)};
constexpr Rgb kCividis[] = {rgb(0x00224e), rgb(0x123570), rgb(0x3b496c), rgb(0x575d6d),
                            rgb(0x707173), rgb(0x8a8678), rgb(0xa59c74), rgb(0xc3b369),
                            rgb(0xe1cc55), rgb(0xfee838)};
constexpr Rgb kRdBu[] = {rgb(0x67001f), rgb(0xb2182b), rgb(0xd6604d), rgb(0xf4a582),
                         rgb(0xfddbc7), rgb(0xf7f7f7), rgb(0xd1e5f0), rgb(0x92c5de),
                         rgb(0x4393c3), rgb(0x2166ac), rgb(0x053061)};

constexpr Colormap kColormaps[] = {
    {"grey", "black to white", kGrey},
    {"viridis", "violet, green, yellow: for people who see all colours, and others", kViridis},
    {"magma", "black, violet, pale yellow", kMagma},
    {"inferno", "black, red, yellow", kInferno},
    {"plasma", "blue, red, yellow", kPlasma},
    {"cividis", "blue to yellow, the same to the colour-blind", kCividis},
    {"rdbu", "red, white, blue: what lies on two sides of a middle", kRdBu},
};

}  // namespace

Rgb Colormap::at(double level) const {
  const double place = level * static_cast<double>(colours.size() - 1);
  const auto before = static_cast<std::size_t>(place);
  if (before + 1 >= colours.size()) return colours.back();
  const double part = place - static_cast<double>(before);
  Rgb colour{};
  for (std::size_t k = 0; k < colour.size(); ++k) {
    const double from = colours[before][k];
    const double to = colours[before + 1][k];
    colour[k] = static_cast<std::uint8_t>(std::floor(from + (to - from) * part + 0.5));
  }
  return colour;
}

std::span<const Colormap> colormaps() { return kColormaps; }

}  // namespace bview
