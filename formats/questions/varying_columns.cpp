// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/questions/varying_columns.hpp>
#include <bview/formats/syntax/project.hpp>

namespace bview {
namespace {

/// The fields alone, each called as its column.
Layout kept_fields(const std::vector<SelectedField>& kept, const Layout& whole) {
  std::vector<std::string> selectors;
  selectors.reserve(kept.size());
  for (const SelectedField& each : kept) selectors.push_back(each.selector);
  Layout layout = whole;
  layout.fields.clear();
  layout.paths.clear();
  if (!kept.empty()) layout = project(whole, selectors);
  layout.record = true;
  layout.projected = true;
  for (std::size_t k = 0; k < kept.size(); ++k) {
    Field& field = layout.fields[k];
    field.name = kept[k].name.empty() ? column_name(field, kept[k].selector, whole) : kept[k].name;
    field.spread = false;
  }
  return layout;
}

}  // namespace

VaryingColumns varying_columns(std::span<const ColumnText> columns, const Asked& asked, bool wide) {
  std::vector<SelectedField> kept;
  std::vector<VaryingColumns::Computed> computed;
  for (std::size_t k = 0; k < columns.size(); ++k) {
    if (auto field = field_of(columns[k], asked)) {
      kept.push_back(std::move(*field));
      continue;
    }
    auto value = std::make_shared<const ComputedColumns>(columns.subspan(k, 1), asked, wide);
    computed.push_back({k, columns[k].name, std::move(value)});
  }
  VaryingColumns result{kept_fields(kept, asked.layout), std::move(computed)};
  std::vector<std::string> names = shown_names(result.layout);
  for (const auto& each : result.computed) names.push_back(each.name);
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice == names.end()) return result;
  throw Error(Errc::BadUsage, fmt::format("field {} is named twice", quoted(*twice)));
}

}  // namespace bview
