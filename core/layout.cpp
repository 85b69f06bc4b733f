#include "core/layout.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <set>

#include "core/checked.hpp"
#include "core/error.hpp"
#include "core/quote.hpp"

namespace bview {
namespace {

using Visit = std::function<void(const Leaf&)>;

void visit_layout(const Layout& layout, const std::string& prefix, std::int64_t base,
                  const Visit& visit);

void visit_value(const Field& field, const std::string& name, std::int64_t base,
                 const Visit& visit) {
  if (field.record) return visit_layout(*field.record, name, base, visit);
  visit({name, field, base});
}

/// Every element of a sub-array in C order: name[0,1] at its own offset.
void visit_array(const Field& field, const std::string& name, std::int64_t base,
                 const Visit& visit) {
  Lengths index(field.shape.size());
  for (std::int64_t n = 0; n < field.count(); ++n) {
    std::int64_t rest = n;
    for (std::size_t k = index.size(); k-- > 0; rest /= field.shape[k]) {
      index[k] = rest % field.shape[k];
    }
    visit_value(field, fmt::format("{}[{}]", name, fmt::join(index, ",")),
                base + n * field.value_size(), visit);
  }
}

void visit_layout(const Layout& layout, const std::string& prefix, std::int64_t base,
                  const Visit& visit) {
  std::int64_t position = 0;
  const auto full_name = [&](const Field& field, std::int64_t at) {
    const std::string own = field.name.empty() ? fmt::format("f{}", at) : field.name;
    return prefix.empty() ? own : prefix + "." + own;
  };
  for (const Field& field : layout.fields) {
    const std::int64_t start = base + field.offset;
    const bool nothing_inside = field.record && leaf_count(*field.record) == 0;
    if (nothing_inside) {
      // Passed over at once, however many such records there are.
    } else if (field.spread) {
      for (std::int64_t n = 0; n < field.positions(); ++n) {
        visit_value(field, full_name(field, position + n), start + n * field.value_size(), visit);
      }
    } else if (!field.shape.empty()) {
      visit_array(field, full_name(field, position), start, visit);
    } else {
      visit_value(field, full_name(field, position), start, visit);
    }
    position += field.positions();
  }
}

/// The field that `position` falls into, as a single value when it is one of a spread.
std::optional<Field> field_at(const Layout& layout, std::int64_t position) {
  for (const Field& field : layout.fields) {
    if (position >= field.positions()) {
      position -= field.positions();
      continue;
    }
    Field found = field;
    if (field.spread) {
      found.offset += position * field.value_size();
      found.shape.clear();
      found.spread = false;
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

/// A value by its shown name, or by a dotted path into nested records.
std::optional<Field> field_named(const Layout& layout, std::string_view path) {
  if (auto found = value_named(layout, path)) return found;
  // Names may hold dots themselves, so any dot may be the one behind the outer name.
  for (std::size_t dot = path.find('.'); dot != path.npos; dot = path.find('.', dot + 1)) {
    const auto outer = value_named(layout, path.substr(0, dot));
    if (!outer || !outer->record || !outer->shape.empty()) continue;
    auto found = field_named(*outer->record, path.substr(dot + 1));
    if (!found) continue;
    found->offset += outer->offset;
    return found;
  }
  return std::nullopt;
}

}  // namespace

std::int64_t Field::value_size() const {
  return record ? record->itemsize : info(type).size * length;
}

std::int64_t Field::count() const {
  std::int64_t count = 1;
  for (const std::int64_t extent : shape) count *= extent;
  return count;
}

std::int64_t Field::size() const { return count() * value_size(); }

std::string Field::type_name() const {
  if (record) return "T{}";
  const ScalarInfo& scalar = info(type);
  return fmt::format("{}{}", scalar.name, order == ByteOrder::Big && scalar.size > 1 ? "be" : "");
}

bool Layout::has_names() const {
  return std::any_of(fields.begin(), fields.end(), [](const Field& f) { return !f.name.empty(); });
}

bool Layout::is_bare() const {
  return !record && fields.size() == 1 && !has_names() && !fields.front().spread;
}

std::vector<std::string> shown_names(const Layout& layout) {
  std::vector<std::string> names;
  std::int64_t position = 0;
  for (const Field& field : layout.fields) {
    names.push_back(field.name.empty() ? fmt::format("f{}", position) : field.name);
    position += field.positions();
  }
  return names;
}

std::optional<std::int64_t> automatic_position(std::string_view name) {
  if (name.size() < 2 || name[0] != 'f' || name[1] < '0' || name[1] > '9') return std::nullopt;
  if (name[1] == '0' && name.size() > 2) return std::nullopt;
  return as_position(name.substr(1));
}

void for_each_leaf(const Layout& layout, const Visit& visit) { visit_layout(layout, "", 0, visit); }

std::int64_t leaf_count(const Layout& layout) {
  constexpr std::int64_t kMany = std::numeric_limits<std::int64_t>::max();
  std::int64_t total = 0;
  for (const Field& field : layout.fields) {
    const std::int64_t each = field.record ? leaf_count(*field.record) : 1;
    const std::int64_t leaves = checked_mul(each, field.count()).value_or(kMany);
    total = checked_add(total, leaves).value_or(kMany);
  }
  return total;
}

std::int64_t total_size(std::span<const Extent> extents) {
  std::int64_t size = 0;
  for (const Extent& extent : extents) size += extent.size;
  return size;
}

std::vector<Extent> selected_bytes(const Layout& layout) {
  if (!layout.projected) return {{0, layout.itemsize}};
  std::vector<Extent> extents;
  for (const Field& field : layout.fields) {
    if (!extents.empty() && extents.back().offset + extents.back().size == field.offset) {
      extents.back().size += field.size();
    } else if (field.size() > 0) {
      extents.push_back({field.offset, field.size()});
    }
  }
  return extents;
}

std::vector<Extent> holes(const Layout& layout) {
  std::vector<Extent> covered;
  for (const Field& field : layout.fields) covered.push_back({field.offset, field.size()});
  std::sort(covered.begin(), covered.end(),
            [](const Extent& a, const Extent& b) { return a.offset < b.offset; });
  std::vector<Extent> holes;
  std::int64_t end = 0;
  covered.push_back({layout.itemsize, 0});
  for (const Extent& extent : covered) {
    if (extent.offset > end) holes.push_back({end, extent.offset - end});
    end = std::max(end, extent.offset + extent.size);
  }
  return holes;
}

Layout project(const Layout& layout, const std::vector<std::string>& selectors) {
  Layout result = layout;
  result.fields.clear();
  result.record = !layout.is_bare();
  result.projected = true;
  const bool named = layout.has_names();
  std::set<std::string> taken;
  for (const std::string& selector : selectors) {
    auto found = field_named(layout, selector);
    const auto position = found ? std::nullopt : as_position(selector);
    if (position) found = field_at(layout, *position);
    if (!found) {
      throw Error(Errc::BadUsage,
                  fmt::format("there is no field {}; the record has {}", quoted(selector),
                              fmt::join(shown_names(layout), ", ")));
    }
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

Layout with_itemsize(Layout layout, std::int64_t itemsize) {
  if (itemsize < layout.itemsize) {
    throw Error(Errc::BadShape, fmt::format("items of {} bytes are too small for a format of {}",
                                            itemsize, layout.itemsize));
  }
  layout.itemsize = itemsize;
  return layout;
}

Layout byte_layout() {
  Layout layout;
  layout.fields.push_back(Field{});
  layout.itemsize = 1;
  layout.format = "B";
  return layout;
}

}  // namespace bview
