// SPDX-License-Identifier: MIT
// Setting items: ranges, rounding, padding, all or nothing.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/item.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/project.hpp>

#include "tests/core/items.hpp"
#include "tests/support/errors.hpp"
#include "tests/support/values.hpp"

namespace bview {
namespace {

using testing::packed;
using testing::refusal;
using testing::unpacked;

// --- setting: ranges ----------------------------------------------------------------

TEST_CASE("integers of every type are taken up to their ends and not beyond") {
  struct Row {
    const char* code;
    int bits;
    bool is_signed;
  };
  const Row rows[] = {
      {"b", 8, true},      {"B", 8, false},      {"h", 16, true},       {"H", 16, false},
      {"[i24]", 24, true}, {"[u24]", 24, false}, {"i", 32, true},       {"I", 32, false},
      {"q", 64, true},     {"Q", 64, false},     {"[i128]", 128, true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.code);
    const uint128 span = uint128{1} << (row.bits - 1) << 1;  // 0 for 128 bits
    const Value::Integer highest{(row.is_signed ? uint128{1} << (row.bits - 1) : span) - 1, false};
    const Value::Integer lowest{row.is_signed ? highest.magnitude + 1 : 0, row.is_signed};
    const Value::Integer above{highest.magnitude + 1, false};
    const Value::Integer below{lowest.magnitude + 1, true};
    for (const char* order : {"<", ">"}) {
      const std::string format = std::string(order) + row.code;
      for (const Value::Integer& edge : {highest, lowest}) {
        CHECK(unpacked(format, packed(format, edge)) == edge);
      }
      for (const Value::Integer& beyond : {above, below}) {
        CHECK(refusal(format, beyond) == fmt::format("'{}' takes {}..{}, got {}", row.code,
                                                     Value(lowest).repr(), Value(highest).repr(),
                                                     Value(beyond).repr()));
      }
    }
  }
  CHECK(unpacked("[u128]", packed("[u128]", ~uint128{0})) == ~uint128{0});
  CHECK(refusal("[u128]", -1) ==
        "'[u128]' takes 0..340282366920938463463374607431768211455, got -1");
}

TEST_CASE("messages name range and value") {
  CHECK(refusal("h", 70000) == "'h' takes -32768..32767, got 70000");
  CHECK(refusal("<l", 1LL << 31) == "'i' takes -2147483648..2147483647, got 2147483648");
  CHECK(refusal("h", 1.0) == "'h' takes an integer, got 1.0");
  CHECK(refusal("h", "1") == "'h' takes an integer, got b'1'");
  CHECK(refusal("e", 65520.0) == "'e' takes -65504.0..65504.0, got 65520.0");
  CHECK(refusal("f", 1e39) ==
        "'f' takes -3.4028234663852886e+38..3.4028234663852886e+38, got 1e+39");
  CHECK(refusal("[f8e4m3]", -INFINITY) == "'[f8e4m3]' takes -448.0..448.0, got -inf");
  CHECK(refusal("d", "x") == "'d' takes a number, got b'x'");
  CHECK(refusal("d", std::complex<double>(1, 1)) == "'d' takes a number, got (1+1j)");
  CHECK(refusal("Zf", {1, 2}) == "'F' takes a number, got a list of 2");
  CHECK(refusal("Zf", std::complex<double>(1, 1e39)).starts_with("'F' takes -3.4"));
  CHECK(refusal("?", 2) == "'?' takes true, false, 1 or 0, got 2");
  CHECK(refusal("?", 1.0) == "'?' takes true, false, 1 or 0, got 1.0");
  CHECK(refusal("?", -1) == "'?' takes true, false, 1 or 0, got -1");
  CHECK(refusal("c", "ab") == "'c' takes one byte, got b'ab'");
  CHECK(refusal("c", "") == "'c' takes one byte, got b''");
  CHECK(refusal("4s", "abcde") == "'4s' takes at most 4 bytes, got 5");
  CHECK(refusal("s", "ab") == "'s' takes at most 1 byte, got 2");
  CHECK(refusal("4p", "abcd") == "'4p' takes at most 3 bytes, got 4");
  CHECK(refusal("p", "a") == "'p' takes at most 0 bytes, got 1");
  CHECK(refusal("0p", "a") == "'0p' takes at most 0 bytes, got 1");
  CHECK(refusal("300p", std::string(256, 'a')) == "'300p' takes at most 255 bytes, got 256");
  CHECK(refusal("4s", 1) == "'4s' takes bytes, got 1");
  CHECK(refusal("4s", U"a") == "'4s' takes bytes, got 'a'");
  CHECK(refusal("2w", U"abc") == "'2w' takes at most 2 characters, got 3");
  CHECK(refusal("2w", "ab") == "'2w' takes characters, got b'ab'");
  CHECK(refusal("2u", U"a\U0001f600") == "'2u' takes at most 2 UTF-16 units, got 3");
  CHECK(refusal("u", std::u32string{0x110000}).starts_with("'u' takes characters up to U+10FFFF"));
  CHECK(refusal("3i", {1, 2}) == "the record takes 3 values, got 2");
  CHECK(refusal("3i", 1) == "the record takes a list of 3 values, got 1");
  CHECK(refusal("(2,2)i", {{1, 2}, {3}}) == "the sub-array takes 2 values, got 1");
  CHECK(refusal("2x", {1}) == "the record takes 0 values, got 1");
  CHECK(refusal("b", std::string(1000, 'x')).size() < 120);
}

TEST_CASE("numbers turn into what their type can hold") {
  CHECK(packed("b", true) == "01");
  CHECK(packed("<d", true) == packed("<d", 1));
  CHECK(packed("?", 1) == "01");
  CHECK(packed("?", true) == "01");
  CHECK(packed("?", false, "07") == "00");
  CHECK(packed("<Zf", 1) == "0000803f00000000");
  CHECK(packed("<Zd", std::complex<float>(0.5F, -1)) == "000000000000e03f000000000000f0bf");
  CHECK(packed("<f", -0.0) == "00000080");
  CHECK(packed("<f", INFINITY) == "0000807f");
  CHECK(std::isnan(*unpacked("<f", packed("<f", NAN)).get_if<Value::Float>()));
}

// --- setting: every float is rounded once ---------------------------------------------

TEST_CASE("floats too large for their type are refused, in every byte order") {
  struct Row {
    const char* code;
    double taken;
    double refused;
  };
  const Row rows[] = {
      {"e", 65519.99999999999, 65520.0},
      {"f", 3.4028235677973362e38, 3.4028235677973366e38},
      {"[bf16]", std::nextafter(0x1.ffp127, 0), 0x1.ffp127},
      {"[f8e5m2]", std::nextafter(61440.0, 0), 61440.0},
      {"[f8e4m3]", 464.0, std::nextafter(464.0, 1e9)},
  };
  for (const Row& row : rows) {
    for (const char* order : {"", "@", "=", "<", ">", "!"}) {
      const std::string format = std::string(order) + row.code;
      CAPTURE(format);
      for (const double sign : {1.0, -1.0}) {
        CHECK(refusal(format, sign * row.taken).empty());
        CHECK_FALSE(refusal(format, sign * row.refused).empty());
      }
    }
  }
  CHECK_FALSE(refusal("d", std::numeric_limits<long double>::max()).empty());
  CHECK_FALSE(refusal("d", 0x1.fffffffffffff8p1023L).empty());
  CHECK(packed(">d", 0x1.fffffffffffff7p1023L) == "7fefffffffffffff");
  CHECK(refusal("g", std::numeric_limits<long double>::max()).empty());
}

TEST_CASE("half to even, straight from the value") {
  CHECK(unpacked("e", packed("e", 2049.0)) == 2048);
  CHECK(unpacked("e", packed("e", 2051)) == 2052);
  CHECK(unpacked("e", packed("e", 0x1p-25)) == 0);
  CHECK(unpacked("e", packed("e", 0x1.0000000000001p-25)) == 0x1p-24);
  // Through float, then through double, these would land on a half and go down.
  CHECK(unpacked("e", packed("e", 1 + 0x1p-11 + 0x1p-40)) == 1 + 0x1p-10);
  CHECK(unpacked("e", packed("e", 1 + 0x1p-11L + 0x1p-60L)) == 1 + 0x1p-10);
  CHECK(unpacked("e", packed("e", 1 + 0x1p-11L - 0x1p-60L)) == 1);
  CHECK(unpacked("[bf16]", packed("[bf16]", 1 + 0x1p-8L + 0x1p-63L)) == 1 + 0x1p-7);
  CHECK(unpacked("e", packed("e", std::numeric_limits<long double>::denorm_min())) == 0);
}

TEST_CASE("large integers are rounded once too") {
  // A half between two floats, and one more far below the 64 bits that a step between keeps.
  const uint128 half = (uint128{1} << 100U) + (uint128{1} << (100U - 24U));
  CHECK(unpacked("f", packed("f", half)) == 0x1p100);
  CHECK(unpacked("f", packed("f", half + 1)) == 0x1p100 + 0x1p77);
  CHECK(unpacked("f", packed("f", half - 1)) == 0x1p100);
  const uint128 wide = (uint128{1} << 127U) + (uint128{1} << (127U - 53U));
  CHECK(unpacked("d", packed("d", wide)) == 0x1p127);
  CHECK(unpacked("d", packed("d", wide + 1)) == 0x1p127 + 0x1p75);
  CHECK(unpacked("g", packed("g", (uint128{1} << 127U) + (uint128{1} << 63U))) == 0x1p127);
  CHECK(unpacked("g", packed("g", (uint128{1} << 127U) + (uint128{1} << 63U) + 1)) ==
        0x1p127L + 0x1p64L);
  CHECK(unpacked("d", packed("d", (std::int64_t{1} << 53) + 1)) == 0x1p53);
  CHECK(unpacked("d", packed("d", -((std::int64_t{1} << 53) + 3))) == -(0x1p53 + 4));
  CHECK_FALSE(refusal("f", ~uint128{0}).empty());
  CHECK(unpacked("d", packed("d", ~uint128{0})) == 0x1p128);
  CHECK_FALSE(refusal("e", 65520).empty());
  CHECK(unpacked("e", packed("e", 65519)) == 65504);
}

// --- setting: texts and records ---------------------------------------------------------

TEST_CASE("texts are padded with NULs") {
  CHECK(packed("4s", "ab", "ffffffff") == "61620000");
  CHECK(packed("4s", "abcd") == "61626364");
  CHECK(packed("4s", "", "ffffffff") == "00000000");
  CHECK(packed("0s", "").empty());
  CHECK(packed("c", "\xff") == "ff");
  CHECK(packed("5p", "ab", "ffffffffff") == "0261620000");
  CHECK(packed("p", "", "ff") == "00");
  CHECK(packed("0p", "").empty());
  CHECK(packed("256p", std::string(255, 'a')).starts_with("ff6161"));
  CHECK(packed("<2w", U"\u20ac") == "ac20000000000000");
  CHECK(packed(">3u", U"\U0001f600") == "d83dde000000");
  CHECK(packed("<u", std::u32string{0xd83d}) == "3dd8");
  CHECK(packed("<w", std::u32string{0xffffffff}) == "ffffffff");
}

TEST_CASE("a record is set whole or not at all") {
  CHECK(packed("@bi", {1, 2}, "ffffffffffffffff") == "01ffffff02000000");
  CHECK(packed("B 2B 2B:a:", {1, 2, 3, {4, 5}}) == "0102030405");
  CHECK(packed("(2,2)B", {{1, 2}, {3, 4}}) == "01020304");
  CHECK(packed("2T{B B:a:}", {{1, 2}, {3, 4}}) == "01020304");
  const Layout layout = parse_format("<2B 2s (2)h");
  auto bytes = testing::from_hex("0102616203000400");
  const auto before = bytes;
  for (const Value& value :
       {Value{9, 256, "xy", {5, 6}}, Value{9, 9, "xyz", {5, 6}}, Value{9, 9, "xy", {5, 1e9}},
        Value{9, 9, "xy", {5}}, Value{9, 9, "xy"}, Value(9)}) {
    CHECK(testing::code_of([&] { return set(bytes.data(), layout, value), 0; }) == Errc::BadValue);
    CHECK(bytes == before);
  }
}

TEST_CASE("a projected record sets its fields and leaves the others") {
  const Layout layout = project(parse_format("<B:a: H:b: B:c:"), {"c", "a"});
  auto bytes = testing::from_hex("01020304");
  CHECK(get(bytes.data(), layout) == Value{4, 1});
  set(bytes.data(), layout, {9, 8});
  CHECK(bytes == testing::from_hex("08020309"));
}

}  // namespace
}  // namespace bview
