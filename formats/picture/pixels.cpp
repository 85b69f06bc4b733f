// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/picture/pixels.hpp>

namespace bview {
namespace {

constexpr std::string_view kChannels[][2] = {
    {"r", "red"}, {"g", "green"}, {"b", "blue"}, {"a", "alpha"}};
constexpr std::size_t kColours = 3;

std::string small_letters(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return name;
}

/// The place of each channel among the columns; nothing where their names are no channels. Without
/// names they stand as they are.
std::vector<std::size_t> places_of_channels(const std::vector<NumberColumn>& columns) {
  std::vector<std::size_t> places;
  const bool unnamed = columns.front().name() == "f0";
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const auto named = [&](const NumberColumn& column) {
      const std::string name = small_letters(column.name());
      if (unnamed) return name == fmt::format("f{}", k);
      return name == kChannels[k][0] || name == kChannels[k][1];
    };
    const auto found = std::find_if(columns.begin(), columns.end(), named);
    if (found == columns.end()) return {};
    places.push_back(static_cast<std::size_t>(found - columns.begin()));
  }
  return places;
}

/// Several columns as the channels of pixels.
std::vector<NumberColumn> channels_of(std::vector<NumberColumn> columns) {
  const bool as_many = columns.size() == kColours || columns.size() == std::size(kChannels);
  const auto places = as_many ? places_of_channels(columns) : std::vector<std::size_t>();
  const bool alike = std::all_of(columns.begin(), columns.end(), [&](const NumberColumn& column) {
    return column.type() == columns.front().type() && column.lists() == columns.front().lists();
  });
  if (!places.empty() && alike) {
    std::vector<NumberColumn> channels;
    channels.reserve(places.size());
    for (const std::size_t place : places) channels.push_back(columns[place]);
    return channels;
  }
  if (columns.size() == 2 && columns.front().name() == "re") {
    throw Error(Errc::BadUsage,
                "a picture is made of one number a pixel, and complex ones are two; '2f:z:' in "
                "place of F, with --fields 'z[0]', takes the real part");
  }
  std::vector<std::string> names;
  constexpr std::size_t kMostNamed = 5;
  for (const NumberColumn& column : columns) {
    if (names.size() == kMostNamed) break;
    names.push_back(column.name());
  }
  throw Error(Errc::BadUsage,
              fmt::format("a picture is made of one field, or of r, g, b and perhaps a of one "
                          "type, and here are {} ({}{}); --fields {} takes one",
                          columns.size(), fmt::join(names, ", "),
                          names.size() < columns.size() ? ", ..." : "", names.front()));
}

[[noreturn]] void refuse_shape(const Lengths& shape) {
  std::string repair = "-s H,W lays rows of W pixels";
  if (shape.size() == 1 && shape.front() > 0) {
    repair = fmt::format("{}, and -t plot shows values along a line", repair);
  } else if (shape.size() == kColours && (shape.front() == 3 || shape.front() == 4)) {
    repair = "--axes 1,2,0 puts the colours last";
  } else if (shape.size() > 2) {
    repair = "-i 0 takes the first step along the first axis";
  }
  throw Error(
      Errc::BadUsage,
      fmt::format("a picture is H,W values, or H,W,3 or H,W,4 with colours, and this is "
                  "{}; {}",
                  shape.empty() ? "one value" : fmt::format("{}", fmt::join(shape, ",")), repair));
}

}  // namespace

Pixels::Pixels(const Selection& selection) : columns_(number_columns(selection)) {
  if (columns_.size() > 1) columns_ = channels_of(std::move(columns_));
  Lengths shape = columns_.front().lists();
  if (selection.view.ndim() > 0) shape.insert(shape.begin(), selection.view.shape().front());
  const Lengths whole = shape;
  channels_ = static_cast<int>(columns_.size());
  if (columns_.size() == 1 && shape.size() == kColours) {
    const std::int64_t last = shape.back();
    if (last == 1 || last == 3 || last == 4) {
      channels_ = static_cast<int>(last);
      shape.pop_back();
    }
  }
  if (shape.size() != 2) refuse_shape(whole);
  height_ = shape[0];
  width_ = shape[1];
  const std::int64_t row = columns_.size() == 1 ? width_ * channels_ : width_;
  if (columns_.front().together() <= std::max<std::int64_t>(row, 1)) return;
  throw Error(Errc::BadUsage,
              fmt::format("rows of a picture are read one after another, and these are packed in "
                          "one array; -s {} takes them as items, with the count {} in front of "
                          "the type",
                          height_, row));
}

std::int64_t Pixels::stretch() const {
  constexpr std::int64_t kAtOnce = std::int64_t{16} << 10;
  return columns_.front().together() > 1 ? std::max<std::int64_t>(1, width_) : kAtOnce;
}

void Pixels::read(std::int64_t y, std::int64_t x, std::int64_t count, double* to) const {
  const std::int64_t first = y * width_ + x;
  if (columns_.size() == 1) {
    columns_.front().read(first * channels_, count * channels_, to);
    return;
  }
  for (const NumberColumn& column : columns_) column.read(first, count, to++, channels_);
}

}  // namespace bview
