// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include <bview/formats/picture/plot_lines.hpp>

namespace bview {
namespace {

/// The row of dots of a level.
std::size_t row_of(double level, const BrailleDots& dots) {
  const auto last = static_cast<double>(dots.height() - 1);
  return static_cast<std::size_t>(std::floor((1 - level) * last + 0.5));
}

/// Rows that a column of dots reaches from and to.
struct Reach {
  std::size_t upper;
  std::size_t lower;

  void add(std::size_t row) {
    upper = std::min(upper, row);
    lower = std::max(lower, row);
  }
};
using Reaches = std::vector<std::optional<Reach>>;

/// Of many values, those that share a column.
class ManyValues {
 public:
  ManyValues(std::int64_t values, const Levels& levels, const BrailleDots& dots)
      : values_(values), levels_(levels), dots_(dots), reaches_(dots.width()) {}

  void add(double value) {
    const auto width = static_cast<int128>(dots_.width());
    const auto x = static_cast<std::size_t>(width * done_++ / values_);
    if (std::isnan(value)) return;
    const std::size_t row = row_of(levels_.of(value), dots_);
    auto& reach = reaches_[x];
    if (!reach) reach = {row, row};
    reach->add(row);
  }
  [[nodiscard]] const Reaches& reaches() const { return reaches_; }

 private:
  std::int64_t values_;
  const Levels& levels_;
  const BrailleDots& dots_;
  Reaches reaches_;
  std::int64_t done_ = 0;
};

/// Of few values, the lines between each two.
Reaches lines_between(const std::vector<double>& levels, const BrailleDots& dots) {
  Reaches reaches(dots.width());
  const auto place = [&](std::size_t k) {
    return levels.size() < 2 ? 0 : k * (dots.width() - 1) / (levels.size() - 1);
  };
  for (std::size_t k = 0; k < levels.size(); ++k) {
    if (std::isnan(levels[k])) continue;
    const std::size_t row = row_of(levels[k], dots);
    reaches[place(k)] = {row, row};
    if (k + 1 == levels.size() || std::isnan(levels[k + 1])) continue;
    const auto distance = static_cast<double>(place(k + 1) - place(k));
    for (std::size_t x = place(k); x < place(k + 1); ++x) {
      const double part = static_cast<double>(x - place(k)) / distance;
      const std::size_t at = row_of(levels[k] + (levels[k + 1] - levels[k]) * part, dots);
      reaches[x] = {at, at};
    }
  }
  return reaches;
}

/// Columns beside each other touch.
void draw(Reaches reaches, BrailleDots& dots) {
  for (std::size_t x = 0; x < reaches.size(); ++x) {
    if (!reaches[x]) continue;
    Reach reach = *reaches[x];
    if (x > 0 && reaches[x - 1]) {
      const Reach& before = *reaches[x - 1];
      if (before.lower < reach.upper) reach.add(before.lower + 1);
      if (before.upper > reach.lower) reach.add(before.upper - 1);
    }
    dots.set_between(x, reach.upper, reach.lower);
  }
}

/// Bins that show how so many values are spread, and not where each of them is: Rice's rule.
double bins_for(std::int64_t values, std::size_t most) {
  constexpr double kLeast = 10;
  const double bins = std::ceil(2 * std::cbrt(static_cast<double>(values)));
  return std::min(std::max(bins, kLeast), static_cast<double>(most));
}

/// Values are counted in bins of one width; those of whole numbers hold as many of them each, and
/// one where there is room.
class HistogramBins {
 public:
  HistogramBins(const Levels& levels, bool whole, std::int64_t values, std::size_t most)
      : low_(std::min(levels.low(), levels.high())), high_(std::max(levels.low(), levels.high())) {
    double bins = bins_for(values, most);
    width_ = high_ / bins - low_ / bins;
    if (whole) {
      const double numbers = high_ - low_ + 1;
      const bool has_room = numbers <= static_cast<double>(most);
      width_ = has_room ? 1 : std::ceil(numbers / bins);
      bins = std::ceil(numbers / width_);
    }
    if (!(width_ > 0)) bins = width_ = 1;
    counts_.resize(std::clamp<std::size_t>(static_cast<std::size_t>(bins), 1, most));
  }

  void add(double value) {
    if (!(value >= low_ && value <= high_)) return;
    const double place = std::min(value / width_ - low_ / width_, 1e9);
    ++counts_[std::min(static_cast<std::size_t>(std::max(place, 0.0)), counts_.size() - 1)];
  }

  [[nodiscard]] const std::vector<std::int64_t>& counts() const { return counts_; }
  [[nodiscard]] double low() const { return low_; }
  [[nodiscard]] double high() const { return high_; }

 private:
  double low_;
  double high_;
  double width_ = 1;
  std::vector<std::int64_t> counts_{};
};

}  // namespace

EachValues each_value(const NumberColumn& column) {
  return [&column](const auto& visit) {
    const std::int64_t at_once = std::max(std::int64_t{16} << 10, column.together());
    const std::int64_t step = at_once / column.together() * column.together();
    std::vector<double> values;
    for (std::int64_t first = 0; first < column.size(); first += step) {
      const std::int64_t count = std::min(step, column.size() - first);
      values.resize(static_cast<std::size_t>(count));
      column.read(first, count, values.data());
      visit(values.data(), count);
    }
  };
}

PlotLabels draw_line(const NumberColumn& column, const Levels& levels, BrailleDots& dots) {
  const bool few = column.size() <= static_cast<std::int64_t>(dots.width());
  std::vector<double> some;
  ManyValues many(column.size(), levels, dots);
  each_value(column)([&](const double* values, std::int64_t count) {
    for (std::int64_t k = 0; k < count; ++k) {
      if (few) {
        some.push_back(levels.of(values[k]));
      } else {
        many.add(values[k]);
      }
    }
  });
  draw(few ? lines_between(some, dots) : many.reaches(), dots);
  const bool alike = levels.low() == levels.high();
  return {"0", fmt::format("{}", column.size() - 1), alike ? "" : level_text(levels.high()),
          level_text(levels.low())};
}

PlotLabels draw_histogram(const NumberColumn& column, const Levels& levels, BrailleDots& dots) {
  const bool whole = column.range().has_value() && std::floor(levels.low()) == levels.low() &&
                     std::floor(levels.high()) == levels.high();
  HistogramBins bins(levels, whole, column.size(), dots.width());
  each_value(column)([&](const double* values, std::int64_t count) {
    for (std::int64_t k = 0; k < count; ++k) bins.add(values[k]);
  });
  const auto& counts = bins.counts();
  const std::int64_t most = *std::max_element(counts.begin(), counts.end());
  for (std::size_t x = 0; x < dots.width() && most > 0; ++x) {
    const std::int64_t count = counts[x * counts.size() / dots.width()];
    if (count == 0) continue;
    const double level = static_cast<double>(count) / static_cast<double>(most);
    dots.set_between(x, row_of(level, dots), dots.height() - 1);
  }
  return {level_text(bins.low()), level_text(bins.high()), fmt::format("{}", most), "0"};
}

}  // namespace bview
