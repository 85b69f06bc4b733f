// SPDX-License-Identifier: MIT

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

Layout bare_layout(Field field) {
  field.name.clear();
  Layout layout;
  layout.itemsize = field.offset + field.size();
  layout.fields.push_back(std::move(field));
  return layout;
}

}  // namespace bview
