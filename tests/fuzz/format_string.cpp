// SPDX-License-Identifier: MIT
// Any text as a format: a layout whose canonical text means the same, or an error in it.

#include <algorithm>
#include <vector>

#include <bview/core/record_plan.hpp>
#include <bview/core/view.hpp>
#include <bview/formats/syntax/format_string.hpp>

#include "tests/formats/syntax/layout_text.hpp"
#include "tests/fuzz/target.hpp"

namespace bview {
namespace {

/// Of a record that says itself how large it is each field has a column, which a node fills.
void inspect_varying(const Layout& layout) {
  const RecordPlan& plan = *layout.plan;
  fuzz::demand(layout.itemsize == 0 && plan.columns.size() == layout.fields.size());
  std::vector<bool> filled(plan.columns.size());
  std::size_t nodes = 0;
  for_each_node(plan.nodes, [&](const PlanNode& node) {
    fuzz::demand(node.id == nodes++);
    if (node.op == PlanNode::Op::Value) filled.at(node.column) = true;
  });
  fuzz::demand(nodes == plan.node_count);
  fuzz::demand(std::find(filled.begin(), filled.end(), false) == filled.end());
  for (const Field& field : layout.fields) {
    fuzz::demand(field.offset == 0 && field.length >= kVaries);
    fuzz::demand(std::all_of(field.shape.begin(), field.shape.end(),
                             [](std::int64_t length) { return length >= kVaries; }));
    fuzz::demand(!field.record || field.shape.size() <= kMaxAxes);
  }
}

/// What is true of every layout that a format can make.
void inspect(const Layout& layout, std::string_view text) {
  fuzz::demand(layout.format == text);
  fuzz::demand(shown_names(layout).size() == layout.fields.size());
  if (!layout.is_fixed()) return inspect_varying(layout);
  fuzz::demand(layout.itemsize >= 0 && leaf_count(layout) >= 0);
  std::int64_t end = 0;
  for (const Field& field : layout.fields) {
    // Bit fields of one integer have all its bytes, and members of a union begin together.
    const bool shares = field.bits || layout.is_union;
    fuzz::demand((field.offset >= end || shares) && field.size() >= 0);
    end = std::max(end, field.offset + field.size());
  }
  fuzz::demand(end <= layout.itemsize);
}

void parse_and_print(std::string_view text, ByteOrder host) {
  Layout layout;
  try {
    layout = parse_format(text, host);
  } catch (const Error& error) {
    fuzz::demand(error.where().has_value());
    return fuzz::demand_place(error, text);
  }
  inspect(layout, text);
  // Its canonical text is the one that it was made from.
  if (!layout.is_fixed()) return fuzz::demand(to_format(layout) == text);
  const std::string canonical = to_format(layout);
  for (const ByteOrder other : {ByteOrder::Little, ByteOrder::Big}) {
    const Layout again = parse_format(canonical, other);
    fuzz::demand(testing::same(layout, again));
    fuzz::demand(to_format(again) == canonical);
  }
}

}  // namespace
}  // namespace bview

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = bview::fuzz::Input(data, size).rest();
  bview::parse_and_print(text, bview::ByteOrder::Little);
  bview::parse_and_print(text, bview::ByteOrder::Big);
  return 0;
}
