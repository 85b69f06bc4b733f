// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <bview/formats/picture/braille.hpp>
#include <bview/formats/picture/colormap.hpp>
#include <bview/formats/picture/levels.hpp>
#include <bview/formats/picture/scaled_picture.hpp>

#include "tests/support/selection.hpp"

// What others see in whole pictures, tests/pictures.sh compares.

namespace bview {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kLargest = std::numeric_limits<double>::max();

TEST_CASE("a level is how far a value is between the ends, whatever these are") {
  const Levels levels(-10, 30);
  CHECK(levels.of(-10) == 0);
  CHECK(levels.of(0) == 0.25);
  CHECK(levels.of(30) == 1);
  CHECK(levels.of(-1e9) == 0);
  CHECK(levels.of(kInfinity) == 1);
  CHECK(levels.of(-kInfinity) == 0);
  CHECK(std::isnan(levels.of(std::nan(""))));
  CHECK(Levels(30, -10).of(0) == 0.75);
  CHECK(Levels(-kLargest, kLargest).of(0) == 0.5);
  CHECK(Levels(-kLargest, kLargest).of(kLargest) == 1);
  CHECK(Levels(0, 5e-324).of(5e-324) == 1);
  CHECK(Levels(7, 7).of(7) == 0);
}

TEST_CASE("a picture fits what it is told to, in its own proportions, and has a pixel at least") {
  const auto text = [](const PixelSize& size) {
    return std::to_string(size.width) + "x" + std::to_string(size.height);
  };
  CHECK(text(fitted({400, 300}, {100, 100})) == "100x75");
  CHECK(text(fitted({400, 300}, {0, 30})) == "40x30");
  CHECK(text(fitted({4, 3}, {100, 0})) == "100x75");
  CHECK(text(fitted({1'000'000, 2}, {80, 24})) == "80x1");
  CHECK(text(shrunk_to_fit({40, 30}, {100, 100})) == "40x30");
  CHECK(text(shrunk_to_fit({400, 30}, {100, 0})) == "100x8");
  CHECK(text(shrunk_to_fit({40, 3000}, {100, 0})) == "40x3000");
  CHECK(text(scaled({40, 30}, 0.001)) == "1x1");
}

TEST_CASE("colormaps begin and end as they were published, and are what lies between") {
  CHECK(colormaps().front().name == "grey");
  for (const Colormap& map : colormaps()) {
    CAPTURE(map.name);
    CHECK(map.at(0) == map.colours.front());
    CHECK(map.at(1) == map.colours.back());
  }
  CHECK(colormaps().front().at(0.5) == Rgb{128, 128, 128});
  CHECK(colormaps().front().at(1.0 / 255) == Rgb{1, 1, 1});
}

TEST_CASE("dots of braille stand where Unicode has them") {
  BrailleDots dots(2, 1);
  CHECK(dots.line(0).empty());
  dots.set(0, 0);
  CHECK(dots.line(0) == "\u2801");
  dots.set(1, 3);
  CHECK(dots.line(0) == "\u2881");
  dots.set_between(2, 3, 1);
  CHECK(dots.line(0) == "\u2881\u2846");
}

std::vector<double> values_of(std::string_view format, const std::vector<std::byte>& bytes,
                              const Lengths& shape) {
  const auto given = testing::sample(format, bytes, shape);
  const Pixels pixels(given.selection);
  std::vector<double> values;
  each_colour(pixels)([&](const double* some, std::int64_t count) {
    values.insert(values.end(), some, some + count);
  });
  return values;
}

TEST_CASE("the values of pixels are read through all types and layouts") {
  using Values = std::vector<double>;
  const auto bytes = testing::counting_bytes(24);
  CHECK(values_of("B", testing::counting_bytes(6), {2, 3}) == Values{0, 1, 2, 3, 4, 5});
  CHECK(values_of(">H", testing::counting_bytes(4), {1, 2}) == Values{1, 0x203});
  CHECK(values_of("b", {std::byte{0xff}, std::byte{1}}, {2, 1}) == Values{-1, 1});
  CHECK(values_of("B:b:B:g:B:r:", testing::counting_bytes(6), {1, 2}) == Values{2, 1, 0, 5, 4, 3});
  CHECK(values_of("3B", testing::counting_bytes(6), {2, 1}) == Values{0, 1, 2, 3, 4, 5});
  CHECK(values_of("(4)B", testing::counting_bytes(8), {2, 1}) == Values{0, 1, 2, 4, 5, 6});
  CHECK(values_of("<(2)[u4]", {std::byte{0x21}, std::byte{0x43}}, {2}) == Values{1, 2, 3, 4});
  CHECK(values_of("<h|scale(0.5)", {std::byte{3}, std::byte{0}}, {1, 1}) == Values{1.5});
  CHECK(values_of("T{B:v:}", testing::counting_bytes(2), {1, 2}) == Values{0, 1});
}

}  // namespace
}  // namespace bview
