// SPDX-License-Identifier: MIT
// formats/picture/plot_lines.hpp - what is plotted, as columns of dots.

#pragma once

#include <cstdint>
#include <string>

#include <bview/formats/picture/braille.hpp>
#include <bview/formats/picture/levels.hpp>
#include <bview/formats/picture/number_column.hpp>

namespace bview {

/// What stands at the ends of the axes.
struct PlotLabels {
  std::string left;
  std::string right;
  std::string top;
  std::string bottom;
};

/// All values of a column, in order.
[[nodiscard]] EachValues each_value(const NumberColumn& column);

/// The values from left to right.
[[nodiscard]] PlotLabels draw_line(const NumberColumn& column, const Levels& levels,
                                   BrailleDots& dots);

/// How many values lie where, from the low end to the high end; others are left out.
[[nodiscard]] PlotLabels draw_histogram(const NumberColumn& column, const Levels& levels,
                                        BrailleDots& dots);

}  // namespace bview
