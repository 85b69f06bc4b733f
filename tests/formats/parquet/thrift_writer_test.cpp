// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <bview/formats/parquet/thrift_writer.hpp>

#include "tests/support/values.hpp"

namespace bview {
namespace {

using testing::to_hex;

/// What `fill` writes, without the byte that ends the struct.
template <class Fill>
std::string written(const Fill& fill) {
  ThriftWriter to;
  fill(to);
  const std::string bytes = std::move(to).finish();
  REQUIRE(bytes.ends_with('\0'));
  return to_hex(bytes.substr(0, bytes.size() - 1));
}

TEST_CASE("numbers are varints, seven bits in a byte") {
  const auto varint = [](std::uint64_t value) {
    std::string bytes;
    append_varint(value, bytes);
    return to_hex(bytes);
  };
  CHECK(varint(0) == "00");
  CHECK(varint(127) == "7f");
  CHECK(varint(50399) == "df8903");  // the example of thrift-compact-protocol.md
  CHECK(varint(~std::uint64_t{0}) == "ffffffffffffffffff01");
}

TEST_CASE("signed ones are zigzagged, behind the distance to the field and its type") {
  CHECK(written([](ThriftWriter& to) { to.i32(1, 0); }) == "1500");
  CHECK(written([](ThriftWriter& to) { to.i32(2, -1); }) == "2501");
  CHECK(written([](ThriftWriter& to) { to.i64(3, 1); }) == "3602");
  CHECK(written([](ThriftWriter& to) { to.i16(1, -2); }) == "1403");
  CHECK(written([](ThriftWriter& to) { to.i8(1, -2); }) == "13fe");
  CHECK(written([](ThriftWriter& to) { to.i64(15, std::numeric_limits<std::int64_t>::min()); }) ==
        "f6ffffffffffffffffff01");
}

TEST_CASE("a field further than 15 off, or back, has its number") {
  CHECK(written([](ThriftWriter& to) {
          to.i32(1, 7);
          to.i32(16, 7);
          to.i32(32, 7);
        }) ==
        "150e"
        "f50e"
        "05400e");
}

TEST_CASE("truth values are in the type, texts behind their lengths") {
  CHECK(written([](ThriftWriter& to) {
          to.boolean_value(1, true);
          to.boolean_value(2, false);
          to.binary(4, "PAR");
        }) ==
        "1112"
        "2803504152");
}

TEST_CASE("a struct has its own fields, and what follows goes on behind it") {
  CHECK(written([](ThriftWriter& to) {
          to.begin_struct(10);
          to.empty_struct(3);
          to.end_struct();
          to.i32(12, 1);
        }) ==
        "ac"
        "3c00"
        "00"
        "2502");
}

TEST_CASE("lists tell how many they are in their head, or behind it from 15 on") {
  CHECK(written([](ThriftWriter& to) { to.i32s(2, {0, -1, 1}); }) == "2935000102");
  CHECK(written([](ThriftWriter& to) { to.i32s(2, std::vector<std::int32_t>(15, 0)); }) ==
        "29f50f" + std::string(30, '0'));
  CHECK(written([](ThriftWriter& to) { to.binaries(3, {"a", ""}); }) == "3928016100");
  CHECK(written([](ThriftWriter& to) {
          to.begin_structs(1, 2);
          to.begin_element();
          to.i32(1, 1);
          to.end_struct();
          to.begin_element();
          to.end_struct();
          to.i32(2, 1);
        }) ==
        "192c"
        "150200"
        "00"
        "1502");
}

}  // namespace
}  // namespace bview
