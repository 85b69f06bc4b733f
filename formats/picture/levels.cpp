// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/quantiles.hpp>
#include <bview/formats/picture/levels.hpp>

namespace bview {
namespace {

/// The finite values of those that `each` has.
void each_finite(const EachValues& each, const std::function<void(std::vector<double>&)>& visit) {
  std::vector<double> finite;
  each([&](const double* values, std::int64_t count) {
    finite.clear();
    std::copy_if(values, values + count, std::back_inserter(finite),
                 [](double value) { return std::isfinite(value); });
    visit(finite);
  });
}

/// Values of a rank.
class Percentiles {
 public:
  Percentiles(const EachValues& each, const ValueSurvey& survey) : survey_(survey) {
    each_finite(each, [&](const std::vector<double>& finite) { quantiles_.add(finite); });
  }

  [[nodiscard]] double at(double percent) const {
    const auto last = static_cast<double>(survey_.finite - 1);
    const auto rank = static_cast<std::int64_t>(std::floor(last * percent / 100 + 0.5));
    return std::clamp(quantiles_.at(rank), survey_.least, survey_.greatest);
  }

 private:
  ValueSurvey survey_;
  Quantiles quantiles_;
};

/// Types whose values are usually lightness already.
bool is_shown_in_full(ColumnType type) {
  return type == ColumnType::UInt8 || type == ColumnType::Bool;
}

}  // namespace

Levels::Levels(double low, double high)
    : low_(low), high_(high), part_(std::isfinite(high - low) ? 1 : 0.5) {
  span_ = high_ * part_ - low_ * part_;
  if (span_ == 0) span_ = 1;
}

ValueSurvey survey_of(const EachValues& each) {
  ValueSurvey survey;
  double least = std::numeric_limits<double>::infinity();
  double greatest = -least;
  each([&](const double* values, std::int64_t count) {
    for (const double* value = values; value != values + count; ++value) {
      if (std::isfinite(*value)) {
        least = std::min(least, *value);
        greatest = std::max(greatest, *value);
        ++survey.finite;
      } else {
        ++(std::isnan(*value) ? survey.nan : survey.infinite);
      }
    }
  });
  if (survey.finite > 0) {
    survey.least = least;
    survey.greatest = greatest;
  }
  return survey;
}

bool needs_survey(const PictureOptions& options, const NumberColumn& column) {
  if (column.may_miss()) return true;
  if (options.range) return options.range->low.percent || options.range->high.percent;
  return !options.full_range && !is_shown_in_full(column.type());
}

Levels levels_of(const PictureOptions& options, const NumberColumn& column,
                 const ValueSurvey& survey, const EachValues& each) {
  if (options.full_range) {
    if (const auto range = column.range()) return {range->low, range->high};
    throw Error(Errc::BadUsage,
                "--range full is for integers; of floats it is --range LO,HI, or nothing: from "
                "the least to the greatest");
  }
  if (!options.range) {
    if (is_shown_in_full(column.type())) return {column.range()->low, column.range()->high};
    return {survey.least, survey.greatest};
  }
  const RangeEnd low = options.range->low;
  const RangeEnd high = options.range->high;
  if (!low.percent && !high.percent) return {low.value, high.value};
  if (survey.finite == 0) return {0, 0};
  const Percentiles percentiles(each, survey);
  const auto end = [&](const RangeEnd& given) {
    if (!given.percent) return given.value;
    if (given.value <= 0) return survey.least;
    return given.value >= 100 ? survey.greatest : percentiles.at(given.value);
  };
  return {end(low), end(high)};
}

std::string level_text(double value) {
  constexpr double kMostDigits = 1e15;
  const bool whole = std::floor(value) == value && std::fabs(value) < kMostDigits;
  return fmt::format("{:.{}g}", value + 0.0, whole ? 15 : 6);
}

EachValues each_colour(const Pixels& pixels) {
  return [&pixels](const auto& visit) {
    std::vector<double> values;
    const auto channels = static_cast<std::size_t>(pixels.channels());
    const auto colours = static_cast<std::size_t>(pixels.colours());
    for (std::int64_t y = 0; y < pixels.height(); ++y) {
      for (std::int64_t x = 0; x < pixels.width(); x += pixels.stretch()) {
        const std::int64_t count = std::min(pixels.stretch(), pixels.width() - x);
        values.resize(static_cast<std::size_t>(count) * channels);
        pixels.read(y, x, count, values.data());
        if (colours < channels) {
          // How opaque it is says nothing of the range.
          std::size_t kept = 0;
          for (std::size_t k = 0; k < values.size(); ++k) {
            if (k % channels < colours) values[kept++] = values[k];
          }
          values.resize(kept);
        }
        visit(values.data(), static_cast<std::int64_t>(values.size()));
      }
    }
  };
}

}  // namespace bview
