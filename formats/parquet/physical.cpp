// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstring>
#include <string_view>

#include <bview/core/byte_order.hpp>
#include <bview/core/scalar.hpp>
#include <bview/formats/columns/proof.hpp>
#include <bview/formats/parquet/physical.hpp>

namespace bview {
namespace {

// Fields of the union LogicalType.
constexpr int kLogicalString = 1;
constexpr int kLogicalDecimal = 5;
constexpr int kLogicalTimestamp = 8;
constexpr int kLogicalInteger = 10;
constexpr int kLogicalFloat16 = 15;
constexpr std::int32_t kDigits = 38;

template <int kField>
void simple_logical(ThriftWriter& to) {
  to.empty_struct(kField);
}

template <int kBits, bool kSigned>
void integer_logical(ThriftWriter& to) {
  to.begin_struct(kLogicalInteger);
  to.i8(1, kBits);
  to.boolean_value(2, kSigned);
  to.end_struct();
}

void decimal_logical(ThriftWriter& to) {
  to.begin_struct(kLogicalDecimal);
  to.i32(1, 0);
  to.i32(2, kDigits);
  to.end_struct();
}

/// `kUnit` is a field of the union TimeUnit.
template <int kUnit>
void time_logical(ThriftWriter& to) {
  to.begin_struct(kLogicalTimestamp);
  to.boolean_value(1, true);
  to.begin_struct(2);
  to.empty_struct(kUnit);
  to.end_struct();
  to.end_struct();
}

using Type = ParquetType;

// In the order of ColumnType. Numbers of ConvertedType are parquet.thrift's.
constexpr ParquetColumn kParquetColumns[] = {
    {Type::Boolean},
    {Type::Int32, 0, 15, integer_logical<8, true>},
    {Type::Int32, 0, 11, integer_logical<8, false>},
    {Type::Int32, 0, 16, integer_logical<16, true>},
    {Type::Int32, 0, 12, integer_logical<16, false>},
    {Type::Int32, 0, 17, integer_logical<32, true>},
    {Type::Int32, 0, 13, integer_logical<32, false>},
    {Type::Int64, 0, 18, integer_logical<64, true>},
    {Type::Int64, 0, 14, integer_logical<64, false>},
    {Type::FixedBytes, 16, 5, decimal_logical, kDigits, true},
    {Type::FixedBytes, 16, 5, decimal_logical, kDigits, true},
    {Type::FixedBytes, 2, std::nullopt, simple_logical<kLogicalFloat16>},
    {Type::Float},
    {Type::Double},
    {Type::Bytes, 0, 0, simple_logical<kLogicalString>, 0, true},
    {Type::Int64, 0, 9, time_logical<1>},
    {Type::Int64, 0, 10, time_logical<2>},
    {Type::Int64, 0, std::nullopt, time_logical<3>},
};

char* room_in(std::string& to, std::int64_t size) {
  const std::size_t before = to.size();
  to.resize(before + static_cast<std::size_t>(size));
  return to.data() + before;
}

void append_bits(const GatheredValues& values, std::string& to) {
  char* const at = room_in(to, (values.count + 7) / 8);
  for (std::int64_t k = 0; k < values.count; ++k) {
    const auto bit = static_cast<unsigned>(values.numbers[static_cast<std::size_t>(k)]);
    at[k / 8] = static_cast<char>(static_cast<unsigned char>(at[k / 8]) | bit << (k % 8));
  }
}

/// Narrow integers stand in four bytes.
template <class Narrow>
void append_widened(const GatheredValues& values, std::string& to) {
  char* at = room_in(to, values.count * 4);
  for (std::int64_t k = 0; k < values.count; ++k, at += 4) {
    Narrow value;
    std::memcpy(&value, values.numbers.data() + k * std::int64_t{sizeof(value)}, sizeof(value));
    // NOLINTNEXTLINE(bugprone-signed-char-misuse): a number, however short
    const auto wide = static_cast<std::int32_t>(value);
    std::memcpy(at, &wide, sizeof(wide));
  }
}

void append_reversed(const GatheredValues& values, std::string& to) {
  constexpr std::int64_t kSize = 16;
  const auto* from = reinterpret_cast<const char*>(values.numbers.data());
  char* at = room_in(to, values.count * kSize);
  for (std::int64_t k = 0; k < values.count; ++k, from += kSize, at += kSize) {
    std::reverse_copy(from, from + kSize, at);
  }
}

/// Each behind its length.
void append_texts(const GatheredValues& values, std::string& to) {
  to.reserve(to.size() + values.texts.text().size() + 4 * values.ends.size());
  for (std::int64_t k = 0; k < values.count; ++k) {
    const std::string_view text = values.text(k);
    const auto size = static_cast<std::uint32_t>(text.size());
    char length[sizeof(size)];
    std::memcpy(length, &size, sizeof(size));
    to.append(length, sizeof(length)).append(text);
  }
}

void append_numbers(const GatheredValues& values, std::int64_t width, std::string& to) {
  to.append(reinterpret_cast<const char*>(values.numbers.data()),
            static_cast<std::size_t>(values.count * width));
}

// What is written here stands little end first, as numbers do on the machines that bview is for.
static_assert(kHostOrder == ByteOrder::Little);

}  // namespace

const ParquetColumn& parquet_column(ColumnType type) {
  return kParquetColumns[static_cast<std::size_t>(type)];
}

bool is_plain(ColumnType type) {
  const ParquetColumn& column = parquet_column(type);
  const std::int64_t width = column_width(type);
  return column.type == Type::Int32        ? width == 4
         : column.type == Type::FixedBytes ? width == 2
                                           : width != 0 && column.type != Type::Boolean;
}

void append_plain(ColumnType type, const GatheredValues& values, std::string& to) {
  switch (type) {
    case ColumnType::Bool:
      return append_bits(values, to);
    case ColumnType::Int8:
      return append_widened<std::int8_t>(values, to);
    case ColumnType::UInt8:
      return append_widened<std::uint8_t>(values, to);
    case ColumnType::Int16:
      return append_widened<std::int16_t>(values, to);
    case ColumnType::UInt16:
      return append_widened<std::uint16_t>(values, to);
    case ColumnType::Int128:
    case ColumnType::UInt128:
      return append_reversed(values, to);
    case ColumnType::Text:
      return append_texts(values, to);
    default:
      return append_numbers(values, column_width(type), to);
  }
}

bool are_proven(ColumnType type, const GatheredValues& values) {
  if (!parquet_column(type).proven) return true;
  return type == ColumnType::Text ? are_utf8(values)
                                  : are_decimals(values, type == ColumnType::Int128);
}

}  // namespace bview
