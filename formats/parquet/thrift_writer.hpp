// SPDX-License-Identifier: MIT
// formats/parquet/thrift_writer.hpp - structs in the compact protocol of Thrift.
//
// Source: thrift-compact-protocol.md of Apache Thrift.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bview {

/// Writes one struct; fields come in the order of their numbers.
class ThriftWriter {
 public:
  void i8(int field, std::int8_t value);
  void i16(int field, std::int16_t value) { integer(field, kI16, value); }
  void i32(int field, std::int32_t value) { integer(field, kI32, value); }
  void i64(int field, std::int64_t value) { integer(field, kI64, value); }
  void boolean_value(int field, bool value) { begin_field(field, value ? kTrue : kFalse); }
  void binary(int field, std::string_view value);

  /// A struct in a field, or as the next element of a list of structs.
  void begin_struct(int field);
  void begin_element() { last_.push_back(0); }
  void end_struct();
  /// A struct without fields.
  void empty_struct(int field);

  /// Lists, whose elements follow.
  void begin_structs(int field, std::size_t count) { begin_list(field, kStruct, count); }
  void i32s(int field, const std::vector<std::int32_t>& values);
  void binaries(int field, const std::vector<std::string>& values);

  /// The struct, which ends here.
  [[nodiscard]] std::string finish() &&;

 private:
  enum Type : std::uint8_t {
    kTrue = 1,
    kFalse = 2,
    kI8 = 3,
    kI16 = 4,
    kI32 = 5,
    kI64 = 6,
    kBinary = 8,
    kList = 9,
    kStruct = 12
  };

  void begin_field(int field, Type type);
  void begin_list(int field, Type type, std::size_t count);
  void integer(int field, Type type, std::int64_t value);
  void varint(std::uint64_t value);
  void zigzag(std::int64_t value);
  void text(std::string_view value);
  void byte(unsigned value) { bytes_ += static_cast<char>(static_cast<std::uint8_t>(value)); }

  std::string bytes_;
  std::vector<int> last_{0};  // field of each struct that is open
};

/// Seven bits in each byte, the lowest first; the top bit says that more follow.
void append_varint(std::uint64_t value, std::string& to);

}  // namespace bview
