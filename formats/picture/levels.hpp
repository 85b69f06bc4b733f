// SPDX-License-Identifier: MIT
// formats/picture/levels.hpp - how light each value is, from 0 to 1.

#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include <bview/formats/picture/number_column.hpp>
#include <bview/formats/picture/picture_options.hpp>
#include <bview/formats/picture/pixels.hpp>

namespace bview {

/// Values on their way from one end of a range to the other.
class Levels {
 public:
  Levels(double low, double high);

  [[nodiscard]] double low() const { return low_; }
  [[nodiscard]] double high() const { return high_; }

  /// 0 at the low end and below, 1 at the high end and above; NaN of NaN.
  [[nodiscard]] double of(double value) const {
    const double level = (value * part_ - low_ * part_) / span_;
    return level < 0 ? 0 : level > 1 ? 1 : level;
  }

 private:
  double low_;
  double high_;
  double part_;  // of all numbers, where their distance is no number
  double span_;
};

/// What values there are.
struct ValueSurvey {
  double least = 0;  ///< of the finite ones
  double greatest = 0;
  std::int64_t finite = 0;
  std::int64_t infinite = 0;
  std::int64_t nan = 0;
};

/// Calls its argument with values, some at a time, until it had all.
using EachValues = std::function<void(const std::function<void(const double*, std::int64_t)>&)>;

[[nodiscard]] ValueSurvey survey_of(const EachValues& each);

/// The range that is asked for. \throws Error{Errc::BadUsage} for the full range of floats.
[[nodiscard]] Levels levels_of(const PictureOptions& options, const NumberColumn& column,
                               const ValueSurvey& survey, const EachValues& each);

/// Whether the values have to be surveyed for a picture of the column: without, the range is known
/// and no value may miss.
[[nodiscard]] bool needs_survey(const PictureOptions& options, const NumberColumn& column);

/// A number as it is written in notes and beside plots.
[[nodiscard]] std::string level_text(double value);

/// The values of colours, row by row.
[[nodiscard]] EachValues each_colour(const Pixels& pixels);

}  // namespace bview
