// SPDX-License-Identifier: MIT
// formats/parquet/physical.hpp - how the values of a column stand in Parquet.
//
// Sources: parquet.thrift, LogicalTypes.md and Encodings.md ("Plain") of Apache Parquet.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <bview/formats/columns/column_values.hpp>
#include <bview/formats/parquet/thrift_writer.hpp>

namespace bview {

/// As parquet.thrift numbers them.
enum class ParquetType : std::int32_t {
  Boolean = 0,
  Int32 = 1,
  Int64 = 2,
  Float = 4,
  Double = 5,
  Bytes = 6,
  FixedBytes = 7
};

/// What stands for a type. Integers of 128 bits are 16 bytes, the first being the highest, and
/// decimals of 38 digits where all of a column fit; texts are UTF-8 where all of them are.
struct ParquetColumn {
  ParquetType type;
  std::int32_t length = 0;                      ///< of FixedBytes
  std::optional<std::int32_t> converted{};      ///< what older readers know it by
  void (*logical)(ThriftWriter& to) = nullptr;  ///< writes its LogicalType; null: none
  std::int32_t decimal_digits = 0;
  bool proven = false;  ///< what is converted and logical holds if the values are so
};
[[nodiscard]] const ParquetColumn& parquet_column(ColumnType type);

/// Appends values, none of which is missing, as "plain" has them.
void append_plain(ColumnType type, const GatheredValues& values, std::string& to);
/// Whether these are just the bytes of the numbers.
[[nodiscard]] bool is_plain(ColumnType type);

/// Whether all values are UTF-8, or decimals of 38 digits; true of other types.
[[nodiscard]] bool are_proven(ColumnType type, const GatheredValues& values);

}  // namespace bview
