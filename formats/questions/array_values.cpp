// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstdint>
#include <utility>

#include <bview/formats/questions/array_values.hpp>
#include <bview/formats/questions/blocks.hpp>

namespace bview {

bool ArrayValues::fits(const FieldReader& reader) {
  const Field& field = reader.field();
  return reader.varies() && reader.has_plain_values() && !reader.merges() &&
         numbers_of(field) != Numbers::None && !field.is_stretch();
}

ArrayValues::ArrayValues(FieldReader reader) : reader_(std::move(reader)) {
  numbers_.reserve(reader_.fillings());
  for (std::size_t k = 0; k < reader_.fillings(); ++k) {
    Field value = reader_.filling(k);
    value.offset = 0;
    numbers_.push_back(number_field(FieldReader({}, {std::move(value)})));
  }
}

void ArrayValues::each(Walker& walker, const Frame& frame,
                       const std::function<void(const Column&)>& visit) const {
  const auto found = reader_.array_in(walker, frame);
  if (!found) return;
  ItemBlock block;
  block.step = reader_.filling(found->filling).value_size();
  for (std::int64_t done = 0; done < found->count; done += kBlockItems) {
    block.data = found->first + done * block.step;
    block.count = std::min(kBlockItems, found->count - done);
    visit(numbers_[found->filling]->values(block));
  }
}

}  // namespace bview
