#include "formats/syntax/record_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/checked.hpp"

namespace bview {
namespace {

/// The product of all lengths but 0: Field::count() multiplies from the left, and
/// must not overflow before it meets a 0.
std::optional<std::int64_t> product_without_zeros(Lengths shape) {
  std::erase(shape, 0);
  return checked_product(shape);
}

}  // namespace

void RecordBuilder::align(std::int64_t alignment, std::size_t where) {
  layout_.alignment = std::max(layout_.alignment, alignment);
  const std::int64_t over = layout_.itemsize % alignment;
  if (over > 0) pad(alignment - over, where);
}

void RecordBuilder::pad(std::int64_t bytes, std::size_t where) {
  const auto end = checked_add(layout_.itemsize, bytes);
  if (!end) text_.fail(where, "with this item the record is larger than 2^63-1 bytes");
  layout_.itemsize = *end;
}

void RecordBuilder::add_name(std::string_view name, std::size_t where) {
  if (!names_.insert(name).second) {
    text_.fail(where, fmt::format("there already is a field {}", quoted(name)));
  }
  if (const auto position = automatic_position(name)) suspects_.emplace_back(*position, where);
}

void RecordBuilder::add(Field field, std::size_t where) {
  const auto value = field.record ? std::optional(field.record->itemsize)
                                  : checked_mul(info(field.type).size, field.length);
  if (!value) text_.fail(where, "this item is larger than 2^63-1 bytes");
  field.offset = layout_.itemsize;
  pad(bytes_of(field.shape, *value, where), where);
  const auto positions = checked_add(positions_, field.positions());
  if (!positions) text_.fail(where, "with this item the record has more than 2^63-1 values");
  positions_ = *positions;
  layout_.fields.push_back(std::move(field));
}

std::int64_t RecordBuilder::bytes_of(const Lengths& shape, std::int64_t item,
                                     std::size_t where) const {
  if (!product_without_zeros(shape)) text_.fail(where, "this array has more than 2^63-1 items");
  const auto bytes = checked_mul(*checked_product(shape), item);
  if (!bytes) text_.fail(where, "this item is larger than 2^63-1 bytes");
  return *bytes;
}

Layout RecordBuilder::finish(bool pad_end, std::size_t where) {
  if (pad_end) align(layout_.alignment, where);
  if (!suspects_.empty()) check_automatic_names();
  return std::move(layout_);
}

void RecordBuilder::check_automatic_names() const {
  std::vector<std::int64_t> ends;  // the position behind each field's last
  for (const Field& field : layout_.fields) {
    ends.push_back((ends.empty() ? 0 : ends.back()) + field.positions());
  }
  for (const auto& [position, where] : suspects_) {
    const auto end = std::upper_bound(ends.begin(), ends.end(), position);
    if (end == ends.end()) continue;
    const Field& there = layout_.fields[static_cast<std::size_t>(end - ends.begin())];
    if (!there.name.empty()) continue;
    text_.fail(
        where,
        fmt::format("'f{0}' is what value {0} is called, as it has no name of its own", position));
  }
}

}  // namespace bview
