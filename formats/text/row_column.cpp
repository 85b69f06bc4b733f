// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include <bview/formats/text/row_column.hpp>

namespace bview {

RowColumn row_column(const Field& field) {
  const bool extent_varies =
      std::find(field.shape.begin(), field.shape.end(), kVaries) != field.shape.end();
  const bool record_varies = field.record && !field.record->is_fixed();
  const bool long_text = field.shape.empty() && field.length == kVaries;
  if (extent_varies || record_varies || long_text) return {};
  Field leaf = field;
  leaf.length = 1;
  return {false, leaf_count(bare_layout(std::move(leaf)))};
}

std::vector<std::string> cell_names(const Field& field, const std::string& name,
                                    std::int64_t position) {
  if (row_column(field).one_cell) return {name};
  std::vector<std::string> names;
  Layout layout;
  layout.record = true;
  layout.fields.push_back(field);
  Field& one = layout.fields.front();
  one.length = 1;
  if (!one.spread) one.name = name;
  for_each_leaf(layout, [&](const Leaf& leaf) {
    names.push_back(one.spread && !one.record ? fmt::format("f{}", position++)
                                              : std::string(leaf.name));
  });
  return names;
}

Layout bare_layout(Field field) {
  field.name.clear();
  Layout layout;
  layout.itemsize = field.offset + field.size();
  layout.fields.push_back(std::move(field));
  return layout;
}

}  // namespace bview
