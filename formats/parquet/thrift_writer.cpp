// SPDX-License-Identifier: MIT

#include <utility>

#include <bview/formats/parquet/thrift_writer.hpp>

namespace bview {

void append_varint(std::uint64_t value, std::string& to) {
  for (; value >= 0x80; value >>= 7U) to += static_cast<char>((value & 0x7fU) | 0x80U);
  to += static_cast<char>(value);
}

void ThriftWriter::varint(std::uint64_t value) { append_varint(value, bytes_); }

void ThriftWriter::zigzag(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  varint(bits << 1U ^ (value < 0 ? ~std::uint64_t{0} : 0));
}

void ThriftWriter::begin_field(int field, Type type) {
  const int step = field - std::exchange(last_.back(), field);
  constexpr int kLongestStep = 15;
  if (step > 0 && step <= kLongestStep) return byte(static_cast<unsigned>(step) << 4U | type);
  byte(type);
  zigzag(field);
}

void ThriftWriter::begin_list(int field, Type type, std::size_t count) {
  begin_field(field, kList);
  constexpr std::size_t kShort = 15;
  if (count < kShort) return byte(static_cast<unsigned>(count) << 4U | type);
  byte(0xf0U | type);
  varint(count);
}

void ThriftWriter::text(std::string_view value) {
  varint(value.size());
  bytes_ += value;
}

void ThriftWriter::i8(int field, std::int8_t value) {
  begin_field(field, kI8);
  byte(static_cast<std::uint8_t>(value));
}

void ThriftWriter::integer(int field, Type type, std::int64_t value) {
  begin_field(field, type);
  zigzag(value);
}

void ThriftWriter::binary(int field, std::string_view value) {
  begin_field(field, kBinary);
  text(value);
}

void ThriftWriter::begin_struct(int field) {
  begin_field(field, kStruct);
  last_.push_back(0);
}

void ThriftWriter::end_struct() {
  byte(0);
  last_.pop_back();
}

void ThriftWriter::empty_struct(int field) {
  begin_struct(field);
  end_struct();
}

void ThriftWriter::i32s(int field, const std::vector<std::int32_t>& values) {
  begin_list(field, kI32, values.size());
  for (const std::int32_t value : values) zigzag(value);
}

void ThriftWriter::binaries(int field, const std::vector<std::string>& values) {
  begin_list(field, kBinary, values.size());
  for (const std::string& value : values) text(value);
}

std::string ThriftWriter::finish() && {
  end_struct();
  return std::move(bytes_);
}

}  // namespace bview
