// SPDX-License-Identifier: MIT

#include "app/record_values.hpp"

#include <cstring>

#include <bview/core/integers.hpp>
#include <bview/core/unions.hpp>
#include <bview/formats/input/item_writer.hpp>
#include <bview/formats/text/row_column.hpp>

namespace bview {
namespace {

/// Reads the values of a part of an array, which lie at other distances than they are given at.
void read_part(const ReadValues& read, std::size_t number, const Field& field, std::byte* item) {
  Field packed = field;
  packed.offset = 0;
  packed.strides.clear();
  if (packed.bits) packed.bits->offset = 0;
  std::vector<std::byte> values(static_cast<std::size_t>(bare_layout(packed).itemsize));
  read(number, packed, values.data());
  const auto size = static_cast<std::size_t>(field.value_size());
  for (std::int64_t n = 0; n < field.count(); ++n) {
    const Field one = field.element(n);
    const Field from = packed.element(n);
    if (field.bits) {
      store_integer(load_integer(values.data() + from.offset, from), one, item + one.offset);
    } else {
      std::memcpy(item + one.offset, values.data() + from.offset, size);
    }
  }
}

}  // namespace

std::int64_t place_in(const Field& field, std::int64_t offset) {
  if (field.strides.empty() || field.bits) return field.offset + offset;
  const std::int64_t size = field.value_size();
  return field.offset + field.offset_of(offset / size) + offset % size;
}

Buffer filled(const ReadValues& read, const RecordLayout& record,
              const std::function<void(const Field&)>& at) {
  const Layout layout = given_layout(record.layout);
  Buffer item = blank_item(layout);
  for (std::size_t k = 0; k < layout.fields.size(); ++k) {
    const Field& field = layout.fields[k];
    at(field);
    std::byte* const begin = item.bytes().data;
    if (!field.strides.empty()) {
      read_part(read, record.fields[k], field, begin);
      continue;
    }
    Field here = field;
    here.offset = 0;
    read_beside(read, record.fields[k], here, begin + field.offset);
  }
  return item;
}

}  // namespace bview
