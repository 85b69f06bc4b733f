// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <bview/core/error.hpp>
#include <bview/formats/input/json_rows.hpp>

namespace bview {

JsonRows::Rows& JsonRows::of(std::int64_t axis) {
  const auto at = static_cast<std::size_t>(axis);
  if (rows_.size() <= at) rows_.resize(at + 1);
  return rows_[at];
}

void JsonRows::end(std::int64_t axis, std::int64_t count, std::int64_t line) {
  Rows& rows = of(axis);
  if (rows.number++ > 0 && rows.length != count) {
    throw Error(Errc::BadValue,
                fmt::format("line {}: row {} has a length of {}, but the rows before have {}; "
                            "rows must be equally long",
                            line, rows.number - 1, count, rows.length));
  }
  rows.length = count;
}

void JsonRows::add(std::int64_t axis, std::int64_t count) {
  for (; axis > 0; --axis) {
    Rows& rows = of(axis);
    rows.number += count;
    count *= rows.length;
  }
}

std::optional<QuickJson::Unit> JsonRows::unit(std::int64_t axis, std::string_view before) {
  constexpr std::int64_t kMostItems = 1024;
  QuickJson::Unit unit{before, {}};
  lengths_.clear();
  for (std::int64_t k = 1; k <= axis; ++k) {
    const std::int64_t length = of(k).length;
    if (length < 1 || length > kMostItems / unit.items) return std::nullopt;
    unit.items *= length;
    lengths_.push_back(length);
  }
  unit.lengths = lengths_;
  return unit;
}

}  // namespace bview
