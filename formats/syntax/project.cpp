// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/index.hpp>
#include <bview/core/nearest.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/record_plan.hpp>
#include <bview/formats/syntax/index_expression.hpp>
#include <bview/formats/syntax/project.hpp>

namespace bview {
namespace {

// --- one value of a record -----------------------------------------------------------------------

/// The field that `position` falls into, as a single value when it is one of a spread.
std::optional<Field> field_at(const Layout& layout, std::int64_t position) {
  for (const Field& field : layout.fields) {
    if (position >= field.positions()) {
      position -= field.positions();
      continue;
    }
    Field found = field;
    if (field.spread) {
      found = field.element(position);
    }
    return found;
  }
  return std::nullopt;
}

std::optional<std::int64_t> as_position(std::string_view selector) {
  std::int64_t position = 0;
  const auto [end, status] =
      std::from_chars(selector.data(), selector.data() + selector.size(), position);
  if (status != std::errc{} || end != selector.data() + selector.size() || position < 0) {
    return std::nullopt;
  }
  return position;
}

/// A value by its shown name: the field's own, or f7, which may be one of a spread.
std::optional<Field> value_named(const Layout& layout, std::string_view name) {
  for (const Field& field : layout.fields) {
    if (!field.name.empty() && field.name == name) return field;
  }
  const auto position = automatic_position(name);
  auto found = position ? field_at(layout, *position) : std::nullopt;
  return found && found->name.empty() ? found : std::nullopt;
}

// --- parts of sub-arrays -------------------------------------------------------------------------

/// A part in pieces has so many values at most: each piece is remembered.
void refuse_many_pieces(const Field& part, std::string_view text) {
  constexpr std::int64_t kMost = 1 << 16;
  if (part.strides.empty() || part.count() <= kMost) return;
  throw Error(
      Errc::BadUsage,
      fmt::format("{} selects {} values that do not stand one behind the other, and at most "
                  "{} can be; make the field the item itself, and give --index",
                  quoted(text), part.count(), kMost));
}

/// The values of `outer` that `index`, with its brackets, selects.
Field part_of(const Field& outer, std::string_view index) {
  std::vector<Axis> axes;
  for (std::size_t k = 0; k < outer.shape.size(); ++k) {
    axes.push_back({outer.shape[k], outer.stride(k)});
  }
  // A view of the field's bytes (of a stretch its bits), which nobody looks at, knows what an
  // index selects.
  const std::int64_t unit = outer.is_stretch() ? outer.bits->width : outer.value_size();
  const View whole({nullptr, outer.count() * unit, true}, unit, std::move(axes), 0);
  const View part = select(whole, parse_index(index));
  Field found = outer;
  found.shape = part.shape();
  found.strides = part.c_contiguous() ? Lengths() : part.strides();
  if (found.is_stretch()) {
    const std::int64_t bit = found.bits->offset + part.offset();
    return gathered(std::move(found), bit);
  }
  found.offset += part.offset();
  return found;
}

/// `inner` in each of the records of `outer`.
Field in_each(const Field& outer, Field inner) {
  inner.offset += outer.offset;
  if (outer.shape.empty()) return inner;
  Lengths shape;
  Lengths strides;
  for (const Field* field : {&outer, &std::as_const(inner)}) {
    for (std::size_t k = 0; k < field->shape.size(); ++k) {
      shape.push_back(field->shape[k]);
      const bool bytes = inner.is_stretch() && field == &outer;
      strides.push_back(field->stride(k) * (bytes ? 8 : 1));
    }
  }
  inner.shape = std::move(shape);
  inner.strides = std::move(strides);
  inner.spread = false;
  return inner;
}

// --- paths ---------------------------------------------------------------------------------------

std::optional<Field> field_named(const Layout& layout, std::string_view path);

/// What `rest` (".x", "[0,2]", "[1].x", or nothing) selects of a field.
std::optional<Field> inside(const Field& outer, std::string_view rest) {
  if (rest.empty()) return outer;
  if (rest.front() == '.') {
    if (!outer.record) return std::nullopt;
    auto found = field_named(*outer.record, rest.substr(1));
    if (found) found = in_each(outer, std::move(*found));
    return found;
  }
  const std::size_t close = rest.find(']');
  if (close == rest.npos || outer.shape.empty() || outer.spread) return std::nullopt;
  const Field part = part_of(outer, rest.substr(0, close + 1));
  const std::string_view behind = rest.substr(close + 1);
  if (behind.starts_with('[')) return std::nullopt;
  return inside(part, behind);
}

/// A value by its shown name, or by a path into records and sub-arrays.
std::optional<Field> field_named(const Layout& layout, std::string_view path) {
  if (auto found = value_named(layout, path)) return found;
  // Names may hold dots and brackets themselves, so any may be the one behind the outer name.
  for (std::size_t at = path.find_first_of(".["); at != path.npos;
       at = path.find_first_of(".[", at + 1)) {
    const auto outer = value_named(layout, path.substr(0, at));
    const std::string_view rest = path.substr(at);
    if (!outer || (rest.front() == '.' && !outer->shape.empty())) continue;
    if (auto found = inside(*outer, rest)) return found;
  }
  return std::nullopt;
}

/// The same, with the field in front of what is wrong with an index on it.
std::optional<Field> field_selected(const Layout& layout, const std::string& selector) {
  try {
    return field_named(layout, selector);
  } catch (const Error& error) {
    throw Error(error.code(), fmt::format("field {}: {}", quoted(selector), error.what()));
  }
}

[[noreturn]] void refuse_missing(const Layout& layout, const std::string& selector) {
  const bool computes = selector.find_first_of("+-*/%&|^<>(", 1) != std::string::npos &&
                        selector.find('=') == std::string::npos;
  throw Error(Errc::BadUsage,
              fmt::format("there is no field {}; the record {}{}", quoted(selector),
                          has_fields(selector, shown_names(layout)),
                          computes ? "; what is worked out has a name: x=" + selector : ""));
}

// --- records that vary ---------------------------------------------------------------------------

/// A field of a record that varies, and where it is found.
struct FoundColumn {
  Field field;
  ColumnPath path;
};

std::optional<FoundColumn> column_selected(const Layout& layout, std::string_view selector);

/// Whether the values of a column tell their size.
bool is_coded(const RecordPlan& plan, std::size_t column) {
  bool coded = false;
  for_each_node(plan.nodes, [&](const PlanNode& node) {
    const bool here = node.op == PlanNode::Op::Value && node.column == column;
    coded = coded || (here && node.coding != PlanNode::Coding::Plain);
  });
  return coded;
}

/// What `rest` selects of a column.
std::optional<FoundColumn> inside_column(const RecordPlan& plan, std::size_t number,
                                         std::string_view rest) {
  const Field& column = plan.columns[number];
  FoundColumn found{column, {{number}, true}};
  if (rest.empty()) return found;
  const bool varies =
      column.length == kVaries || std::count(column.shape.begin(), column.shape.end(), kVaries) > 0;
  const bool inner = column.record && !column.record->is_fixed();
  if (varies || (inner && !column.shape.empty()) || is_coded(plan, number)) {
    throw Error(Errc::BadUsage, fmt::format("the size of {} is what each record says, and it is "
                                            "selected as a whole",
                                            quoted(column.name)));
  }
  if (inner) {
    if (rest.front() != '.') return std::nullopt;
    auto field = column_selected(*column.record, rest.substr(1));
    if (field) field->path.columns.insert(field->path.columns.begin(), number);
    return field;
  }
  auto part = inside(column, rest);
  if (!part) return std::nullopt;
  found.field = std::move(*part);
  found.path.whole = false;
  return found;
}

std::optional<FoundColumn> column_selected(const Layout& layout, std::string_view selector) {
  const std::vector<std::string> names = shown_names(layout);
  for (std::size_t size = selector.size(); size > 0; --size) {
    if (size < selector.size() && selector[size] != '.' && selector[size] != '[') continue;
    const auto name = std::find(names.begin(), names.end(), selector.substr(0, size));
    if (name == names.end()) continue;
    const auto number = static_cast<std::size_t>(name - names.begin());
    if (auto found = inside_column(*layout.plan, number, selector.substr(size))) return found;
  }
  return std::nullopt;
}

/// project() of a record whose size varies.
Layout project_columns(const Layout& layout, const std::vector<std::string>& selectors) {
  Layout result = layout;
  result.fields.clear();
  result.record = true;
  result.projected = true;
  const std::vector<std::string> names = shown_names(layout);
  std::set<std::string> taken;
  for (const std::string& selector : selectors) {
    std::string key = selector;
    auto found = column_selected(layout, key);
    const std::int64_t position = found ? -1 : as_position(selector).value_or(-1);
    if (position >= 0 && position < std::ssize(names)) {
      key = names[static_cast<std::size_t>(position)];
      found = column_selected(layout, key);
    }
    if (!found) refuse_missing(layout, selector);
    if (!taken.insert(key).second) {
      throw Error(Errc::BadUsage, fmt::format("field {} is named twice", quoted(selector)));
    }
    found->field.name = layout.has_names() ? key : "";
    found->field.spread = false;
    result.fields.push_back(std::move(found->field));
    result.paths.push_back(std::move(found->path));
  }
  return result;
}

}  // namespace

Layout project(const Layout& layout, const std::vector<std::string>& selectors) {
  if (!layout.is_fixed()) return project_columns(layout, selectors);
  Layout result = layout;
  result.fields.clear();
  result.record = !layout.is_bare();
  result.projected = true;
  const bool named = layout.has_names();
  std::set<std::string> taken;
  for (const std::string& selector : selectors) {
    auto found = field_selected(layout, selector);
    const auto position = found ? std::nullopt : as_position(selector);
    if (position) found = field_at(layout, *position);
    if (!found) refuse_missing(layout, selector);
    refuse_many_pieces(*found, selector);
    // The key of a value is its path, or the shown name behind a position.
    const std::string key = !position             ? selector
                            : found->name.empty() ? fmt::format("f{}", *position)
                                                  : found->name;
    if (!taken.insert(key).second) {
      throw Error(Errc::BadUsage, fmt::format("field {} is named twice", quoted(selector)));
    }
    // Records with names keep them, and those without have none.
    found->name = named ? key : "";
    result.fields.push_back(std::move(*found));
  }
  return result;
}

}  // namespace bview
