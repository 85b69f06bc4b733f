// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>

#include <bview/core/error.hpp>
#include <bview/core/index.hpp>

namespace bview {

View select(const View& view, const Index& index) {
  const auto ellipses = std::count_if(index.begin(), index.end(), [](const IndexTerm& term) {
    return std::holds_alternative<Ellipsis>(term);
  });
  const std::size_t named = index.size() - static_cast<std::size_t>(ellipses);
  if (ellipses > 1) throw Error(Errc::BadIndex, "an index can hold only one '...'");
  if (named > view.ndim()) {
    throw Error(Errc::BadIndex, fmt::format("too many indices: {} for a view with {} {}", named,
                                            view.ndim(), view.ndim() == 1 ? "axis" : "axes"));
  }
  View result = view;
  // From the last axis to the first: an integer that drops its axis then moves none of
  // those to come.
  std::size_t axis = ellipses == 1 ? view.ndim() : named;
  for (auto term = index.rbegin(); term != index.rend(); ++term) {
    if (std::holds_alternative<Ellipsis>(*term)) {
      axis -= view.ndim() - named;
    } else if (const auto* slice = std::get_if<Slice>(&*term)) {
      result = result.slice(--axis, *slice);
    } else {
      result = result.at(--axis, std::get<std::int64_t>(*term));
    }
  }
  return result;
}

}  // namespace bview
