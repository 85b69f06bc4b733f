// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/comparison/item_pair.hpp>
#include <bview/formats/syntax/project.hpp>
#include <bview/formats/text/row_column.hpp>

namespace bview {
namespace {

constexpr std::int64_t kRemembered = 4096;  // values

bool looks_elsewhere(const Field& field) {
  if (leads_elsewhere(field)) return true;
  return field.record && std::any_of(field.record->fields.begin(), field.record->fields.end(),
                                     [](const Field& each) { return looks_elsewhere(each); });
}

/// Whether the values of two fields lie at the same distances, and bytes mean the same there.
bool lie_alike(const Field& a, const Field& b) {
  if (a.shape != b.shape || a.strides != b.strides || a.order != b.order || a.bits != b.bits) {
    return false;
  }
  if (!a.record || !b.record) return a.type == b.type && a.length == b.length;
  const auto& inner_a = a.record->fields;
  const auto& inner_b = b.record->fields;
  return a.record == b.record ||
         std::equal(inner_a.begin(), inner_a.end(), inner_b.begin(), inner_b.end(),
                    [](const Field& one, const Field& other) {
                      return one.offset == other.offset && lie_alike(one, other);
                    });
}

}  // namespace

IgnoredFields::IgnoredFields(const Layout& layout, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (name.find(':') != name.npos) {
      throw Error(Errc::BadUsage, fmt::format("{} is a part of a field, and what is ignored is "
                                              "a whole one, or an element of it",
                                              quoted(name)));
    }
    // Of a position the name that is shown.
    const Layout found = project(layout, {name});
    const bool digits = name.find_first_not_of("0123456789") == name.npos;
    const std::string& given = found.fields.front().name;
    names_.push_back(!digits ? name : given.empty() ? "f" + name : given);
  }
}

bool IgnoredFields::has(std::string_view name) const {
  return std::any_of(names_.begin(), names_.end(), [&](const std::string& each) {
    if (!name.starts_with(each)) return false;
    return name.size() == each.size() || name[each.size()] == '.' || name[each.size()] == '[';
  });
}

ItemPair::ItemPair(const Layout& a, const Layout& b, const ComparisonStyle& style,
                   const IgnoredFields& ignored)
    : a_(a),
      b_(b),
      style_(style),
      ignored_(ignored),
      remembers_(std::max(leaf_count(a), leaf_count(b)) <= kRemembered) {
  bool alike = true;
  for (std::size_t k = 0; k < a.fields.size(); ++k) {
    const Field& one = a.fields[k];
    const Field& other = b.fields[k];
    const bool in_bytes = lie_alike(one, other) && !looks_elsewhere(one);
    alike = alike && in_bytes;
    // What is not in one piece is compared value by value.
    const bool in_one = one.strides.empty();
    fields_.push_back(
        {{one.offset, one.size()}, other.offset, in_bytes && in_one, leaf_count(bare_layout(one))});
  }
  if (remembers_) {
    remember();
  } else if (!alike) {
    throw Error(Errc::BadUsage, fmt::format("an item of more than {} values with at(), or with "
                                            "another byte order in the other file, cannot be "
                                            "compared; --fields takes fewer",
                                            kRemembered));
  }
}

void ItemPair::remember() {
  std::vector<std::pair<Field, std::int64_t>> in_b;
  for_each_leaf(b_, [&](const Leaf& leaf) { in_b.emplace_back(leaf.field, leaf.offset); });
  std::size_t k = 0;
  for_each_leaf(a_, [&](const Leaf& leaf) {
    const auto& [field, offset] = in_b[k++];
    values_.push_back(
        {std::string(leaf.name), leaf.offset, offset, ValuePair(leaf.field, field, style_)});
  });
}

bool ItemPair::same_field(const FieldPair& field, const std::byte* a, const std::byte* b) const {
  return field.in_bytes &&
         std::memcmp(a + field.a.offset, b + field.b, static_cast<std::size_t>(field.a.size)) == 0;
}

void ItemPair::each(const std::byte* a, const std::byte* b, const Visit& visit) const {
  remembers_ ? each_remembered(a, b, visit) : each_walked(a, b, visit);
}

void ItemPair::each_remembered(const std::byte* a, const std::byte* b, const Visit& visit) const {
  auto value = values_.begin();
  for (const FieldPair& field : fields_) {
    const auto end = value + static_cast<std::ptrdiff_t>(field.leaves);
    if (same_field(field, a, b)) {
      value = end;
      continue;
    }
    for (; value != end; ++value) {
      if (value->values.same(a + value->offset_a, b + value->offset_b)) continue;
      if (ignored_.has(value->name)) continue;
      visit({value->name, value->values, value->offset_a, value->offset_b});
    }
  }
}

void ItemPair::each_walked(const std::byte* a, const std::byte* b, const Visit& visit) const {
  auto field = fields_.begin();
  std::int64_t left = 0;  // values of the field
  bool same = false;
  const auto begin_next = [&] {
    same = same_field(*field, a, b);
    left = field->leaves;
  };
  if (fields_.empty()) return;
  begin_next();
  for_each_leaf(a_, [&](const Leaf& leaf) {
    while (left == 0) {
      ++field;
      begin_next();
    }
    --left;
    const std::int64_t offset = leaf.offset - field->a.offset + field->b;
    const auto size = static_cast<std::size_t>(leaf.field.value_size());
    if (same || std::memcmp(a + leaf.offset, b + offset, size) == 0) return;
    const ValuePair values(leaf.field, leaf.field, style_);
    if (values.same(a + leaf.offset, b + offset) || ignored_.has(leaf.name)) return;
    visit({leaf.name, values, leaf.offset, offset});
  });
}

}  // namespace bview
