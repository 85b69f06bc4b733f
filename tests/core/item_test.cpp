// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <complex>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/item.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/project.hpp>

#include "tests/core/items.hpp"
#include "tests/support/values.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

using namespace std::string_view_literals;
using testing::unpacked;

TEST_CASE("items are what struct.unpack gives") {
  for (const auto& cells : testing::read_vectors("oracle/struct_unpack.tsv")) {
    CAPTURE(cells[0]);
    CAPTURE(cells[1]);
    const auto bytes = testing::from_hex(cells[1]);
    const Layout layout = parse_format(cells[0]);
    REQUIRE(layout.itemsize == static_cast<std::int64_t>(bytes.size()));
    const Value value = get(bytes.data(), layout);
    CHECK(testing::tokens(value) == cells[2]);
    // And they are taken back.
    std::vector<std::byte> copy(bytes.size());
    set(copy.data(), layout, value);
    CHECK(testing::tokens(get(copy.data(), layout)) == cells[2]);
  }
}

TEST_CASE("one unnamed value is bare, everything else a list") {
  CHECK(unpacked("<h", "0102") == 0x201);
  CHECK(unpacked(">h", "0102") == 0x102);
  CHECK(unpacked("2xh", "00000102") == 0x201);
  CHECK(unpacked("T{<h}", "0102") == Value{0x201});
  CHECK(unpacked("<h:a:", "0102") == Value{0x201});
  CHECK(unpacked("2B", "0102") == Value{1, 2});
  CHECK(unpacked("(2)B", "0102") == Value{1, 2});
  CHECK(unpacked("2x", "0102") == Value{});
  CHECK(unpacked("", "") == Value{});
}

TEST_CASE("records, counts and sub-arrays nest as they are written") {
  CHECK(unpacked("B 2B 2B:a:", "0102030405") == Value{1, 2, 3, {4, 5}});
  CHECK(unpacked("(2,3)B", "010203040506") == Value{{1, 2, 3}, {4, 5, 6}});
  CHECK(unpacked("(2,0)B", "") == Value{{}, {}});
  CHECK(unpacked("(0,2)B", "") == Value{});
  CHECK(unpacked("T{B 2T{BB}:p:}:r: T{B}", "010203040506") == Value{{1, {{2, 3}, {4, 5}}}, {6}});
  CHECK(unpacked("2T{B}", "0102") == Value{{1}, {2}});
  CHECK(unpacked("(2)2s", "61626364") == Value{"ab", "cd"});
}

TEST_CASE("types that struct lacks") {
  CHECK(unpacked("<[i24]", "ffff7f") == 0x7fffff);
  CHECK(unpacked(">[i24]", "fffffe") == -2);
  CHECK(unpacked("<[u24]", "ffffff") == 0xffffff);
  CHECK(unpacked("<[i128]", "00000000000000000000000000000080").repr() ==
        "-170141183460469231731687303715884105728");
  CHECK(unpacked(">[u128]", "ffffffffffffffffffffffffffffffff") == ~uint128{0});
  CHECK(unpacked("<[bf16]", "803f") == 1);
  CHECK(unpacked("[f8e4m3]", "7e") == 448);
  CHECK(unpacked("[f8e5m2]", "fc") == -std::numeric_limits<double>::infinity());
  CHECK(unpacked("<Zf", "0000803f000000c0") == std::complex<double>(1, -2));
  CHECK(unpacked(">Zd", "3ff0000000000000c000000000000000") == std::complex<double>(1, -2));
  CHECK(unpacked("<g", "0000000000000080ff3f000000000000") == 1);
  CHECK(unpacked(">g", "0000000000003fff8000000000000000") == 1);
}

TEST_CASE("texts keep what they hold") {
  CHECK(unpacked("4s", "61000000") == "a\0\0\0"sv);
  CHECK(unpacked("0s", "") == "");
  CHECK(unpacked("c", "ff") == "\xff");
  CHECK(unpacked("4p", "02616263") == "ab");
  CHECK(unpacked("4p", "ff616263") == "abc");  // a length that is too large is clamped
  CHECK(unpacked("p", "05") == "");
  CHECK(unpacked("0p", "") == "");
  CHECK(unpacked("<2w", "61000000ac200000") == U"a\u20ac");
  CHECK(unpacked(">w", "ffffffff") == std::u32string{0xffffffff});
  CHECK(unpacked("<2u", "3dd800de") == U"\U0001f600");
  CHECK(unpacked(">2u", "de00d83d") == std::u32string{0xde00, 0xd83d});  // no pair
  CHECK(unpacked("<2u", "3dd800e0") == std::u32string{0xd83d, 0xe000});
  CHECK(unpacked("<3u", "3dd83dd800de") == std::u32string{0xd83d, 0x1f600});
  CHECK(unpacked("<3u", "3dd800de00de") == std::u32string{0x1f600, 0xde00});
}

TEST_CASE("any byte but zero is true") {
  CHECK(unpacked("?", "00") == false);
  CHECK(unpacked("?", "02") == true);
  CHECK(unpacked("?", "ff").repr() == "True");
}

// --- formats ------------------------------------------------------------------------

TEST_CASE("formats are the same when they mean the same") {
  const auto same = [](const char* a, const char* b) {
    return same_format(parse_format(a), parse_format(b));
  };
  CHECK(same("i", "<l"));
  CHECK(same("<B", ">B"));
  CHECK(same("<4s", ">4s"));
  CHECK(same("<ih", "<i:a:h:b:"));
  CHECK(same("@bi", "<b3xi"));
  CHECK(same("T{i}", "T{i:a:}"));
  CHECK_FALSE(same("<i", ">i"));
  CHECK_FALSE(same("i", "I"));
  CHECK_FALSE(same("i", "f"));
  CHECK_FALSE(same("4s", "4B"));
  CHECK_FALSE(same("4s", "3sx"));
  CHECK_FALSE(same("2h", "(2)h"));
  CHECK_FALSE(same("i", "T{i}"));
  CHECK_FALSE(same("bxh", "bhx"));
  CHECK_FALSE(same("h", "hx"));
  CHECK_FALSE(same("T{i}h", "T{I}h"));
  CHECK_FALSE(same_format(parse_format("hh"), project(parse_format("hh"), {"0", "1"})));
}

}  // namespace
}  // namespace bview
