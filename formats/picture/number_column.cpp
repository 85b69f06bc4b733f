// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/integers.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/scalar.hpp>
#include <bview/formats/picture/number_column.hpp>

namespace bview {
namespace {

using ToDoubles = void (*)(const std::byte* from, std::int64_t count, double* to,
                           std::int64_t step);

/// Columns have their numbers little end first.
template <class T>
void to_doubles(const std::byte* from, std::int64_t count, double* to, std::int64_t step) {
  constexpr Swap kSwap = kHostOrder == ByteOrder::Little ? Swap::None : Swap::Bytes;
  for (std::int64_t k = 0; k < count; ++k) {
    const T value = load<T, kSwap>(from + k * std::int64_t{sizeof(T)});
    if constexpr (std::is_same_v<T, float16>) {
      to[k * step] = static_cast<double>(value.value());
    } else {
      to[k * step] = static_cast<double>(value);
    }
  }
}

template <class T>
constexpr NumberRange kAllOf = {static_cast<double>(std::numeric_limits<T>::min()),
                                static_cast<double>(std::numeric_limits<T>::max())};
constexpr double kBeyond64 = 0x1p64;
constexpr NumberRange kInt128 = {-kBeyond64 * (kBeyond64 / 2), kBeyond64*(kBeyond64 / 2)};
constexpr NumberRange kUInt128 = {0, kBeyond64* kBeyond64};

struct NumberType {
  ColumnType type;
  ToDoubles read;
  std::optional<NumberRange> range{};
};
constexpr NumberType kNumberTypes[] = {
    {ColumnType::Bool, to_doubles<std::uint8_t>, NumberRange{0, 1}},
    {ColumnType::Int8, to_doubles<std::int8_t>, kAllOf<std::int8_t>},
    {ColumnType::UInt8, to_doubles<std::uint8_t>, kAllOf<std::uint8_t>},
    {ColumnType::Int16, to_doubles<std::int16_t>, kAllOf<std::int16_t>},
    {ColumnType::UInt16, to_doubles<std::uint16_t>, kAllOf<std::uint16_t>},
    {ColumnType::Int32, to_doubles<std::int32_t>, kAllOf<std::int32_t>},
    {ColumnType::UInt32, to_doubles<std::uint32_t>, kAllOf<std::uint32_t>},
    {ColumnType::Int64, to_doubles<std::int64_t>, kAllOf<std::int64_t>},
    {ColumnType::UInt64, to_doubles<std::uint64_t>, kAllOf<std::uint64_t>},
    {ColumnType::Int128, to_doubles<int128>, kInt128},
    {ColumnType::UInt128, to_doubles<uint128>, kUInt128},
    {ColumnType::Float16, to_doubles<float16>},
    {ColumnType::Float32, to_doubles<float>},
    {ColumnType::Float64, to_doubles<double>},
    {ColumnType::Millis, to_doubles<std::int64_t>, kAllOf<std::int64_t>},
    {ColumnType::Micros, to_doubles<std::int64_t>, kAllOf<std::int64_t>},
    {ColumnType::Nanos, to_doubles<std::int64_t>, kAllOf<std::int64_t>},
};

const NumberType* number_type(ColumnType type) {
  const auto* const found = std::find_if(std::begin(kNumberTypes), std::end(kNumberTypes),
                                         [&](const NumberType& row) { return row.type == type; });
  return found == std::end(kNumberTypes) ? nullptr : found;
}

/// Leaves of what stands in `node`, each with the name of the field that it is in.
void add_columns(const ColumnNode& node, const std::string& name, int bits, Columns& columns,
                 std::vector<NumberColumn>& to) {
  if (node.fields.empty()) {
    to.emplace_back(name, std::move(columns.leaves[node.leaf]), columns.rows, bits);
    return;
  }
  for (const ColumnNode& field : node.fields) {
    add_columns(field, node.length ? name : field.name, bits, columns, to);
  }
}

/// Bits of the first field, if it is some bits of an integer; else 0.
int bits_of_first(const Layout& layout) {
  if (layout.fields.empty()) return 0;
  const Field& field = layout.fields.front();
  if (field.record) return bits_of_first(*field.record);
  return field.bits && !field.reading ? width_of(field) : 0;
}

}  // namespace

NumberColumn::NumberColumn(std::string name, ColumnLeaf leaf, std::int64_t rows, int bits)
    : name_(std::move(name)),
      leaf_(std::move(leaf)),
      size_(checked_mul(rows, leaf_.per_row).value_or(0)),
      bits_(bits) {
  if (number_type(type()) != nullptr) return;
  throw Error(Errc::BadValue,
              fmt::format("{} is text, and pictures are made of numbers; --fields takes another, "
                          "and -f without a reading the number that is stored",
                          quoted(name_)));
}

bool NumberColumn::may_miss() const { return leaf_.source.misses || !range(); }

std::optional<NumberRange> NumberColumn::range() const {
  const auto range = number_type(type())->range;
  if (bits_ == 0 || !range) return range;
  if (range->low == 0) return NumberRange{0, std::ldexp(1.0, bits_) - 1};
  return NumberRange{-std::ldexp(1.0, bits_ - 1), std::ldexp(1.0, bits_ - 1) - 1};
}

void NumberColumn::read(std::int64_t first, std::int64_t count, double* to,
                        std::int64_t step) const {
  thread_local GatheredValues values;
  values.clear();
  const std::int64_t item = first / together();
  const std::int64_t behind = (first + count + together() - 1) / together();
  leaf_.gather(item, behind - item, values);
  const std::int64_t skipped = first - item * together();
  const std::byte* const from = values.numbers.data() + skipped * column_width(type());
  number_type(type())->read(from, count, to, step);
  for (std::int64_t k = 0; k < count && !values.missing.empty(); ++k) {
    const auto at = static_cast<std::size_t>(skipped + k);
    if (values.missing[at] != 0) to[k * step] = std::numeric_limits<double>::quiet_NaN();
  }
}

std::vector<NumberColumn> number_columns(const Selection& selection) {
  if (selection.view.list()) {
    throw Error(Errc::BadUsage,
                "a picture takes all items of a view; 'bview dump --where ... -t raw' writes those "
                "that are chosen, and 'bview dump -' behind a pipe makes a picture of them");
  }
  Columns columns = columns_of(selection);
  std::vector<NumberColumn> numbers;
  const int bits = bits_of_first(selection.layout);
  for (const ColumnNode& node : columns.nodes) add_columns(node, node.name, bits, columns, numbers);
  return numbers;
}

}  // namespace bview
