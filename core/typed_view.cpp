// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/typed_view.hpp>

namespace bview {
namespace {

/// What a field is whose values are no numbers of a machine.
std::string what_else(const Field& field) {
  if (field.record) return "a record";
  if (field.bits) return "a number of some bits";
  if (field.reading) return "read as something else than it is stored";
  return field.type_name();
}

void require_type(const Field& field, ScalarType type) {
  const bool plain = !field.record && !field.bits && !field.reading;
  if (plain && field.type == type) return;
  const std::string name = field.name.empty() ? "the value" : "field " + quoted(field.name);
  throw Error(Errc::BadValue,
              fmt::format("{} is {}, and {} was asked for; values are not converted", name,
                          what_else(field), info(type).name));
}

}  // namespace

void require_same_size(std::initializer_list<std::int64_t> sizes) {
  for (const std::int64_t size : sizes) {
    if (size == *sizes.begin()) continue;
    throw Error(Errc::BadShape,
                fmt::format("{} values do not belong to {} others", size, *sizes.begin()));
  }
}

BoundField bind_field(const View& items, const Layout& layout, ScalarType type) {
  if (layout.fields.size() != 1 || !layout.is_fixed()) {
    throw Error(Errc::BadValue,
                fmt::format("one field of a fixed size is taken, and this layout has {}; project() "
                            "takes one of them",
                            layout.is_fixed() ? fmt::format("{}", layout.fields.size())
                                              : "fields that vary in size"));
  }
  const Field& field = layout.fields.front();
  require_type(field, type);
  std::vector<Axis> inner;
  for (std::size_t k = 0; k < field.shape.size(); ++k) {
    inner.push_back({field.shape[k], field.stride(k)});
  }
  const auto axes = items.axes();
  const std::int64_t size = info(type).size;
  View values;
  if (items.list()) {
    inner.insert(inner.begin(), axes.begin() + 1, axes.end());
    values = View::listed(items.bytes(), size, items.list(), axes.front().extent, inner,
                          items.offset() + field.offset);
  } else {
    inner.insert(inner.begin(), axes.begin(), axes.end());
    values = View(items.bytes(), size, std::move(inner), items.offset() + field.offset);
  }
  return {values, coalesce(values), swap_for(field.order)};
}

}  // namespace bview
