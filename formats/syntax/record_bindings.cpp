// SPDX-License-Identifier: MIT
// What the names in the formulas of a record are: fields in front of them, of the record itself or
// of those around it.

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/quote.hpp>
#include <bview/formats/syntax/record_builder.hpp>

namespace bview {
namespace {

struct BuiltInName {
  std::string_view name;
  Binding::To to;
};
constexpr BuiltInName kBuiltIn[] = {
    {"size", Binding::To::Size},
    {"index", Binding::To::Position},
    {"offset", Binding::To::Offset},
    {"rest", Binding::To::Rest},
};

std::optional<std::size_t> column_named(const std::vector<Field>& columns, std::string_view name) {
  for (std::size_t k = 0; k < columns.size(); ++k) {
    if (!columns[k].name.empty() && columns[k].name == name) return k;
  }
  return std::nullopt;
}

const std::vector<Field>& columns_of(const Layout& layout) {
  return layout.is_fixed() ? layout.fields : layout.plan->columns;
}

}  // namespace

std::optional<Binding> RecordBuilder::binding_of(const FormulaNode& node, const Layout* item,
                                                 bool value) const {
  const std::string& name = node.steps.front().name;
  if (node.scope == NameScope::Field) {
    std::size_t levels = 0;
    if (item != nullptr) {
      if (const auto column = column_named(columns_of(*item), name)) {
        return Binding{Binding::To::Column, levels, *column};
      }
      ++levels;
    }
    for (const RecordBuilder* record = this; record != nullptr; record = record->outer_, ++levels) {
      if (const auto column = column_named(record->layout_.fields, name)) {
        return Binding{Binding::To::Column, levels, *column};
      }
    }
  }
  if (value && name == "value") return Binding{Binding::To::Value};
  for (const BuiltInName& each : kBuiltIn) {
    if (each.name == name) return Binding{each.to};
  }
  return std::nullopt;
}

void RecordBuilder::bind(Formula& formula, std::size_t where, const Layout* item,
                         bool value) const {
  for (FormulaNode& node : formula.nodes) {
    if (looks_into_file(node.op)) looks_elsewhere_ = true;
    if (node.op != FormulaOp::Name && node.op != FormulaOp::Count) continue;
    if (node.scope == NameScope::Read) {
      text_.fail(where + node.where,
                 "nothing was read that is called so: --read 'FORMAT' reads a record with such a "
                 "name");
    }
    const auto binding = binding_of(node, item, value);
    if (!binding) {
      text_.fail(where + node.where,
                 fmt::format("there is no field {} in front of this; size, index, offset and rest "
                             "are known besides",
                             quoted(node.steps.front().name)));
    }
    node.binding = *binding;
    const bool far = binding->to == Binding::To::Size || binding->to == Binding::To::Rest;
    if (far) looks_elsewhere_ = true;
  }
  const FormulaNode& whole = formula.nodes.back();
  const bool name =
      whole.op == FormulaOp::Name && whole.steps.size() == 1 && whole.steps.front().indices.empty();
  if (name && whole.binding.to == Binding::To::Column && whole.binding.levels == 0) {
    formula.column = whole.binding.column;
  }
}

}  // namespace bview
