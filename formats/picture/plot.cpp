// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/picture/picture_options.hpp>
#include <bview/formats/picture/plot.hpp>
#include <bview/formats/picture/plot_lines.hpp>

namespace bview {
namespace {

constexpr std::size_t kMostPlots = 16;
constexpr std::int64_t kMostCells = 10'000;  // along a side

struct PlotSize {
  std::int64_t columns;
  std::int64_t lines;
};

/// With labels and all.
PlotSize size_of_plot(const PictureOptions& options) {
  constexpr std::int64_t kLines = 12;
  constexpr std::int64_t kLeast = 2;
  constexpr std::int64_t kLeastColumns = 20;
  PlotSize size{options.cells.columns, kLines};
  if (options.cells.lines > 0) size.lines = std::min(size.lines, options.cells.lines);
  if (options.size) {
    if (options.size->factor) {
      throw Error(Errc::BadUsage, "--size of a plot is columns and lines, 80x12, and no percent");
    }
    if (options.size->width > 0) size.columns = options.size->width;
    if (options.size->height > 0) size.lines = options.size->height;
  }
  if (size.columns <= kMostCells && size.lines <= kMostCells) {
    return {std::max(size.columns, kLeastColumns), std::max(size.lines, kLeast)};
  }
  throw Error(Errc::BadUsage,
              fmt::format("a plot has {} columns and lines at most; --size 80x12", kMostCells));
}

/// A line for each of the dots, the greatest value at the upper one, and what is below the axis.
std::string lines_of(const BrailleDots& dots, std::size_t lines, const PlotLabels& labels,
                     std::size_t room) {
  std::string text;
  for (std::size_t n = 0; n < lines; ++n) {
    const std::string& label = n == 0 ? labels.top : n + 1 == lines ? labels.bottom : "";
    text += fmt::format("{:>{}} \u2502{}\n", label, room, dots.line(n));
  }
  const std::size_t columns = dots.width() / BrailleDots::kAcross;
  const std::size_t left = std::min(labels.left.size(), columns);
  return text +
         fmt::format("{:{}}{}{:>{}}\n", "", room + 2, labels.left, labels.right, columns - left);
}

/// What no dot shows.
std::string left_out(const ValueSurvey& survey) {
  std::string text;
  if (survey.nan > 0) text += fmt::format(", {} NaN", survey.nan);
  if (survey.infinite > 0) text += fmt::format(", {} infinite", survey.infinite);
  return text;
}

/// From the least to the greatest, where no range is asked for.
Levels plot_levels(PictureOptions options, const NumberColumn& column, const ValueSurvey& survey,
                   const EachValues& each) {
  if (!options.range && !options.full_range) {
    options.range = {{survey.least}, {survey.greatest}};
  }
  return levels_of(options, column, survey, each);
}

std::string plot_text(const NumberColumn& column, const PictureOptions& options, bool named) {
  const PlotSize size = size_of_plot(options);
  const EachValues each = each_value(column);
  const ValueSurvey survey = survey_of(each);
  const Levels levels = plot_levels(options, column, survey, each);
  const std::size_t room = options.histogram ? fmt::formatted_size("{}", column.size())
                                             : std::max(level_text(levels.low()).size(),
                                                        level_text(levels.high()).size());
  constexpr std::size_t kLeastColumns = 4;
  const auto all = static_cast<std::size_t>(size.columns);
  const auto lines = static_cast<std::size_t>(size.lines) - 1;
  BrailleDots dots(all > room + 2 + kLeastColumns ? all - room - 2 : kLeastColumns, lines);
  const PlotLabels labels =
      options.histogram ? draw_histogram(column, levels, dots) : draw_line(column, levels, dots);
  const std::string missing = left_out(survey);
  const std::string title =
      named || !missing.empty()
          ? fmt::format("{}: {}{}\n", column.name(), count_text(column.size(), "value"), missing)
          : "";
  return title + lines_of(dots, lines, labels, room);
}

/// Its parts are fields.
class PlotRenderer : public Renderer {
 public:
  PlotRenderer(const Selection& selection, const PictureOptions& options)
      : columns_(number_columns(selection)), options_(options) {
    if (columns_.size() <= kMostPlots) return;
    throw Error(Errc::BadUsage,
                fmt::format("each field has a plot of its own, and {} are too many; --fields {} "
                            "takes one",
                            columns_.size(), columns_.front().name()));
  }

  [[nodiscard]] std::int64_t parts() const override {
    return columns_.front().size() == 0 ? 0 : std::ssize(columns_);
  }
  [[nodiscard]] std::int64_t parts_per_chunk() const override { return 1; }

  void render(std::int64_t first, std::int64_t count, TextBuffer& out) const override {
    for (std::int64_t k = first; k < first + count; ++k) {
      const NumberColumn& column = columns_[static_cast<std::size_t>(k)];
      out.append(plot_text(column, options_, columns_.size() > 1));
    }
  }

 private:
  std::vector<NumberColumn> columns_;
  PictureOptions options_;
};

}  // namespace

std::unique_ptr<Renderer> make_plot(Selection selection, const OutputOptions& options) {
  return std::make_unique<PlotRenderer>(selection,
                                        options.picture ? *options.picture : PictureOptions());
}

}  // namespace bview
