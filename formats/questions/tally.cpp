// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <memory>
#include <span>

#include <bview/formats/questions/fields.hpp>
#include <bview/formats/questions/tally.hpp>

namespace bview {
namespace {

constexpr std::int64_t kMostTallied = 2;  // bytes
constexpr unsigned kBitsOfByte = 8;

std::uint16_t pair_at(const std::byte* from) {
  std::uint16_t bits = 0;
  std::memcpy(&bits, from, sizeof bits);
  return bits;
}

}  // namespace

bool Tally::fits(const SummedField& field) {
  const Numbers numbers = numbers_of(field.field);
  const bool plain = numbers == Numbers::Whole || numbers == Numbers::Real;
  return plain && !field.reader->varies() && !field.field.bits && !field.field.reading &&
         field.field.value_size() <= kMostTallied;
}

Tally::Tally(const SummedField& field)
    : field_(field.field),
      times_(std::size_t{1} << (kBitsOfByte * static_cast<unsigned>(field_.value_size()))) {}

void Tally::add(const ItemBlock& block, const std::vector<std::size_t>* picks) {
  const std::byte* const first = block.data + field_.offset;
  const auto count_values = field_.value_size() == 1 ? &Tally::add_bytes : &Tally::add_pairs;
  if (picks == nullptr) return std::invoke(count_values, this, first, block.step, block.count);
  for (const std::size_t k : *picks) {
    std::invoke(count_values, this, first + static_cast<std::int64_t>(k) * block.step, 0, 1);
  }
}

void Tally::add_bytes(const std::byte* first, std::int64_t step, std::int64_t count) {
  // Equal neighbours are counted in different places: one would wait for the other.
  constexpr std::int64_t kPlaces = 4;
  std::array<std::array<std::int64_t, 1U << kBitsOfByte>, kPlaces> times{};
  std::int64_t k = 0;
  for (; k + kPlaces <= count; k += kPlaces) {
    for (std::size_t n = 0; n < kPlaces; ++n) {
      ++times[n][std::to_integer<std::size_t>(first[(k + static_cast<std::int64_t>(n)) * step])];
    }
  }
  for (; k < count; ++k) ++times[0][std::to_integer<std::size_t>(first[k * step])];
  for (const auto& each : times) {
    std::transform(each.begin(), each.end(), times_.begin(), times_.begin(), std::plus<>());
  }
}

void Tally::add_pairs(const std::byte* first, std::int64_t step, std::int64_t count) {
  for (std::int64_t k = 0; k < count; ++k) ++times_[pair_at(first + k * step)];
}

void Tally::merge(const Tally& other) {
  std::transform(times_.begin(), times_.end(), other.times_.begin(), times_.begin(), std::plus<>());
}

/// The different values as items of their own, which are asked as all others are.
void Tally::add_to(FieldSummary& summary) const {
  const auto size = static_cast<std::size_t>(field_.value_size());
  std::vector<std::byte> values;
  std::vector<std::int64_t> times;
  for (std::size_t bits = 0; bits < times_.size(); ++bits) {
    if (times_[bits] == 0) continue;
    const std::size_t at = values.size();
    values.resize(at + size);
    const auto pair = static_cast<std::uint16_t>(bits);
    const auto byte = static_cast<std::uint8_t>(bits);
    std::memcpy(&values[at], size == sizeof pair ? static_cast<const void*>(&pair) : &byte, size);
    times.push_back(times_[bits]);
  }
  Field value = field_;
  value.offset = 0;
  ItemBlock block;
  block.count = std::ssize(times);
  block.data = values.data();
  block.step = field_.value_size();
  const OperandPtr numbers = number_field(FieldReader({}, {value}));
  summary.add_counted(numbers->values(block), times,
                      [&](std::size_t k) { return std::span(values).subspan(k * size, size); });
}

}  // namespace bview
