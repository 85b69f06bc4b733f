// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/layout.hpp>

namespace bview {
namespace {

using Visit = std::function<void(const Leaf&)>;

void visit_layout(const Layout& layout, const std::string& prefix, std::int64_t base,
                  const Visit& visit);

/// The n-th value of a field that begins at `base`.
void visit_value(const Field& field, const std::string& name, std::int64_t base, std::int64_t n,
                 const Visit& visit) {
  if (field.is_stretch() && !field.shape.empty()) {
    const Field value = field.element(n);
    return visit({name, value, base + value.offset - field.offset, &field});
  }
  const std::int64_t offset = base + (field.shape.empty() ? 0 : field.offset_of(n));
  if (field.record) return visit_layout(*field.record, name, offset, visit);
  visit({name, field, offset});
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
    visit_value(field, fmt::format("{}[{}]", name, fmt::join(index, ",")), base, n, visit);
  }
}

void visit_layout(const Layout& layout, const std::string& prefix, std::int64_t base,
                  const Visit& visit) {
  std::int64_t position = 0;
  const auto full_name = [&](const Field& field, std::int64_t at) {
    if (layout.list) return fmt::format("{}[{}]", prefix, at);
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
        visit_value(field, full_name(field, position + n), start, n, visit);
      }
    } else if (!field.shape.empty()) {
      visit_array(field, full_name(field, position), start, visit);
    } else {
      visit_value(field, full_name(field, position), start, 0, visit);
    }
    position += field.positions();
  }
}

/// Adds a stretch behind the others, or to the last of them.
void join(std::vector<Extent>& extents, const Extent& next) {
  if (next.size == 0) return;
  if (!extents.empty() && extents.back().offset + extents.back().size == next.offset) {
    extents.back().size += next.size;
  } else {
    extents.push_back(next);
  }
}

}  // namespace

std::int64_t Field::value_size() const {
  if (is_stretch()) return bytes_of_bits(bits->offset + bits->width);
  return record ? record->itemsize : info(type).size * length;
}

std::int64_t Field::count() const {
  std::int64_t count = 1;
  for (const std::int64_t extent : shape) count *= extent;
  return count;
}

std::int64_t Field::stride(std::size_t axis) const {
  if (!strides.empty()) return strides[axis];
  std::int64_t stride = is_stretch() ? bits->width : value_size();
  for (std::size_t k = shape.size() - 1; k > axis; --k) stride *= shape[k];
  return stride;
}

std::int64_t Field::step() const {
  if (!strides.empty()) return strides.back();
  return is_stretch() ? bits->width : value_size();
}

std::int64_t Field::offset_of(std::int64_t n) const {
  if (strides.empty()) return n * (is_stretch() ? bits->width : value_size());
  std::int64_t at = 0;
  for (std::size_t k = shape.size(); k-- > 0; n /= shape[k]) at += n % shape[k] * strides[k];
  return at;
}

Field Field::element(std::int64_t n) const {
  Field one = *this;
  const std::int64_t at = shape.empty() ? 0 : offset_of(n);
  one.shape.clear();
  one.strides.clear();
  one.spread = false;
  if (is_stretch()) return gathered(std::move(one), bits->offset + at);
  one.offset += at;
  return one;
}

Field stretched(Field field) {
  BitRange& bits = *field.bits;
  if (bits.of != BitRange::Of::Packed) return field;
  const auto whole = static_cast<int>(8 * info(field.type).size);
  if (is_big(field.order)) bits.offset = whole - bits.offset - bits.width;
  bits.of = BitRange::Of::Stretch;
  return field;
}

Field gathered(Field stretch, std::int64_t bit) {
  constexpr int kByte = 8;
  constexpr std::array kIntegers = {ScalarType::UInt8,  ScalarType::UInt16, ScalarType::UInt24,
                                    ScalarType::UInt32, ScalarType::UInt40, ScalarType::UInt48,
                                    ScalarType::UInt56, ScalarType::UInt64, ScalarType::UInt128};
  BitRange& bits = *stretch.bits;
  stretch.offset += (bit - (bit & (kByte - 1))) / kByte;
  bits.offset = static_cast<int>(bit & (kByte - 1));
  if (!stretch.shape.empty()) return stretch;
  const auto* const found = std::find_if(kIntegers.begin(), kIntegers.end(), [&](ScalarType type) {
    return info(type).size == stretch.value_size();
  });
  if (found == kIntegers.end()) return stretch;
  const auto whole = static_cast<int>(kByte * info(*found).size);
  stretch.type = *found;
  if (is_big(stretch.order)) bits.offset = whole - bits.offset - bits.width;
  bits.of = BitRange::Of::Packed;
  return stretch;
}

std::int64_t Field::size() const {
  if (!is_stretch()) return count() * value_size();
  const std::int64_t values = count();
  if (values == 0) return 0;
  return bytes_of_bits((strides.empty() ? bits->offset : 0) + values * bits->width);
}

std::string Field::type_name() const {
  if (record && !reading) return record->is_union ? "U{}" : "T{}";
  const ScalarInfo& scalar = info(type);
  if (bits) {
    const std::string word = fmt::format("{}{}", bits->is_signed ? 'i' : 'u', bits->width);
    const bool known = std::any_of(kScalars.begin(), kScalars.end(),
                                   [&](const ScalarInfo& each) { return each.name == word; });
    if (is_packed() && is_big(order)) return fmt::format("[{}be]", word);
    return known ? word : fmt::format("[{}]", word);
  }
  const char* const mid = is_mid(order) && scalar.has_mid ? "mid" : "";
  const char* const end = is_big(order) && scalar.size > 1 ? "be" : "";
  const bool brackets = scalar.in_brackets();
  return fmt::format("{}{}{}{}{}", brackets ? "[" : "", scalar.stem(), mid, end,
                     brackets ? "]" : "");
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
  std::int64_t position = 0;
  const char* const end = name.data() + name.size();
  const auto [read, status] = std::from_chars(name.data() + 1, end, position);
  if (status != std::errc{} || read != end) return std::nullopt;
  return position;
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

std::vector<Extent> extents_of(const Field& field) {
  std::vector<Extent> extents;
  if (field.strides.empty()) {
    join(extents, {field.offset, field.size()});
    return extents;
  }
  if (field.is_stretch()) {
    for (std::int64_t n = 0; n < field.count(); ++n) {
      const Field value = field.element(n);
      join(extents, {value.offset, value.value_size()});
    }
    return extents;
  }
  const std::int64_t size = field.value_size();
  const std::int64_t count = size == 0 ? 0 : field.count();
  for (std::int64_t n = 0; n < count; ++n) join(extents, {field.offset + field.offset_of(n), size});
  return extents;
}

std::vector<Extent> selected_bytes(const Layout& layout) {
  if (!layout.projected) return {{0, layout.itemsize}};
  std::vector<Extent> extents;
  for (const Field& field : layout.fields) {
    for (const Extent& extent : extents_of(field)) join(extents, extent);
  }
  return extents;
}

std::vector<Extent> holes(const Layout& layout) {
  std::vector<Extent> covered;
  for (const Field& field : layout.fields) {
    for (const Extent& extent : extents_of(field)) covered.push_back(extent);
  }
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

Extent selected_span(const Layout& layout) {
  if (!layout.projected) return {0, layout.itemsize};
  std::int64_t begin = layout.itemsize;
  std::int64_t end = 0;
  for (const Extent& extent : selected_bytes(layout)) {
    begin = std::min(begin, extent.offset);
    end = std::max(end, extent.offset + extent.size);
  }
  return begin < end ? Extent{begin, end - begin} : Extent{0, 0};
}

Layout cut_to(Layout layout, const Extent& span) {
  for (Field& field : layout.fields)
    field.offset = std::max<std::int64_t>(0, field.offset - span.offset);
  layout.itemsize = span.size;
  return layout;
}

bool leads_elsewhere(const Field& field) {
  return field.reading &&
         std::any_of(field.reading->steps.begin(), field.reading->steps.end(),
                     [](const ReadingStep& step) { return step.kind == ReadingKind::At; });
}

bool has_readings(const Layout& layout) {
  return std::any_of(layout.fields.begin(), layout.fields.end(), [](const Field& field) {
    return field.reading || (field.record && has_readings(*field.record));
  });
}

Layout without_readings(Layout layout) {
  for (Field& field : layout.fields) {
    const bool apart = field.record && field.reading;
    field.reading = nullptr;
    if (apart) {
      field.record = nullptr;
    } else if (field.record) {
      field.record = std::make_shared<const Layout>(without_readings(*field.record));
    }
  }
  return layout;
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
