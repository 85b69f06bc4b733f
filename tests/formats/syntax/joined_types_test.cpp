// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <vector>

#include <bview/core/record_plan.hpp>
#include <bview/formats/syntax/format_string.hpp>

#include "tests/support/errors.hpp"
#include "tests/support/records.hpp"

namespace bview {
namespace {

using namespace std::string_literals;

/// The type of the column of fields of these types; what is wrong with the second one.
std::string joined(const std::vector<std::string>& types) {
  std::string format = "<B:k: S(k){";
  for (std::size_t k = 0; k < types.size(); ++k) format += fmt::format("{}={}:v:,", k, types[k]);
  std::string name;
  const std::string error =
      testing::message_of([&] { name = parse_format(format + "}").plan->columns[1].type_name(); });
  return error.empty() ? name : error.substr(error.find("^ ") + 2);
}

TEST_CASE("the smallest type that holds all, in any order of them") {
  struct Row {
    std::vector<std::string> types;
    std::string joined;
  };
  const Row rows[] = {
      {{"u8", "i16"}, "i16"},
      {{"u8", "i8"}, "i16"},
      {{"u16", "i8"}, "i24"},
      {{"i64", "u64"}, "i128"},
      {{"[u40]", "i32"}, "[i48]"},
      {{"[u3]", "[i3]"}, "i8"},
      {{"[u12]", "u8"}, "u16"},
      {{"[u3]", "[u4]"}, "u8"},
      {{"[u3]", "[u3]"}, "[u3]"},
      {{"[uleb]", "i8"}, "i128"},
      {{"i8", "f32"}, "f32"},
      {{"u32", "f32"}, "f64"},
      {{"[u24]", "f32"}, "f32"},
      {{"[u25]", "f32"}, "f64"},
      {{"u8", "f16"}, "f16"},
      {{"[i12]", "f16"}, "f16"},
      {{"u16", "f16"}, "f32"},
      {{"u8", "bf16"}, "bf16"},
      {{"u16", "bf16"}, "f32"},
      {{"f16", "bf16"}, "f32"},
      {{"f8e4m3", "f8e5m2"}, "f16"},
      {{"f8e5m2", "[f8e5m2fnuz]"}, "f16"},
      {{"[u4]", "f8e4m3"}, "f8e4m3"},
      {{"[u5]", "f8e4m3"}, "f16"},
      {{"f8e4m3", "bf16"}, "bf16"},
      {{"[ibm32]", "f32"}, "f64"},
      {{"[ibm64]", "f32"}, "[f80]"},
      {{"u16", "[ibm32]"}, "[ibm32]"},
      {{"i64", "f16"}, "[f80]"},
      {{"u64", "f64"}, "[f80]"},
      {{"[uleb]", "f32"}, "[f80]"},
      {{"[u65]", "f32"}, "[f128]"},
      {{"[f80]", "[f128]"}, "[f128]"},
      // not by what two of them are
      {{"u8", "i8", "f16"}, "f16"},
      {{"i64", "u64", "f32"}, "[f80]"},
      {{"u16", "i16", "bf16"}, "f32"},
      {{"u8", "u8", "f32", "u8", "f64"}, "f64"},
      // their values are no numbers, or nothing holds them
      {{"3s", "5s"}, "bytes"},
      {{"u128", "i8"}, "'v' is i8 here and u128 in another layout, which no type holds"},
      {{"u128", "f64"}, "'v' is f64 here and u128 in another layout, which no type holds"},
      {{"bool", "u8"}, "'v' is u8 here and bool in another layout, which no type holds"},
      {{"c64", "f32"}, "'v' is f32 here and c64 in another layout, which no type holds"},
      {{"3s", "u8"}, "'v' is u8 here and bytes in another layout, which no type holds"},
      {{"3s", "3u"}, "'v' is ucs2 here and bytes in another layout, which no type holds"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.joined);
    CHECK(joined(row.types) == row.joined);
    std::vector<std::string> backwards(row.types.rbegin(), row.types.rend());
    if (row.joined.front() != '\'') CHECK(joined(backwards) == row.joined);
  }
}

TEST_CASE("values are shown as their column's") {
  struct Row {
    std::string format;
    std::string bytes;
    std::string shown;
  };
  const Row rows[] = {
      {"1=b:v:, 2=f:v:", "\x01\xff"s, "-1.0"},
      {"1=3b:v:, 2=3f:v:", "\x01\xff\0\7"s, "[-1.0,0.0,7.0]"},
      {"1={k}b:v:, 2={k}f:v:", "\x01\xff"s, "[-1.0]"},
      {"1=T{b:x: {k}b:y:}:v:, 2=T{b:x: {k}b:y:}:v:", "\1\2\3"s, R"({"x":2,"y":[3]})"},
      {"1=[i3]:v:, 2=f:v:", "\1\7"s, "-1.0"},
      {"1=2[i3]:v:, 2=2f:v:", "\1\x17"s, "[-1.0,2.0]"},
      {"1=[uleb]:v:, 2=f:v:", "\1\x81\1"s, "129.0"},
      {"1=[sleb]:v:, 2=f:v:", "\1\x7f"s, "-1.0"},
      {"1=q:v:, 2=d:v:", "\1\xff\xff\xff\xff\xff\xff\xff\x7f"s, "9.223372036854775807e+18"},
      {"1=q:v:, 2=d:v:", "\2\x9a\x99\x99\x99\x99\x99\xb9\x3f"s, "0.10000000000000000555"},
      {"1=>f:v:, 2=d:v:", "\1\x3d\xcc\xcc\xcd"s, "0.10000000149011612"},
      {"1=f:v:, 2=d:v:", "\1\0\0\xc0\x7f"s, "null"},
      {"1=f32mid:v:, 2=d:v:", "\1\xcc\x3d\xcd\xcc"s, "0.10000000149011612"},
      // of readings, those that only check leave numbers what they are
      {"1=b|is(7):v:, 2=f:v:", "\1\7"s, "7.0"},
      {"1=B|bcd:v:, 2=f:v:", "\1\x12"s, "12.0"},
      {"1=B|hex:v:, 2=f:v:", "\1\x12"s, "18"},
      {"1=B|scale(0.5):v:, 2=f|scale(0.5):v:", "\1\3"s, "1.5"},
      {"1=B|enum(3=x):v:, 2=f:v:", "\1\3"s, "\"x\""},
      // integers in a wider column are what they were
      {"1=b:v:, 2=q:v:", "\1\xff"s, "-1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    const auto walked = testing::walked("<B:k: S(k){" + row.format + "}", row.bytes);
    CHECK(walked.error.empty());
    REQUIRE(walked.lines.size() == 1);
    CHECK(walked.lines.front() ==
          fmt::format("{{\"k\":{},\"v\":{}}}", int{row.bytes.front()}, row.shown));
  }
}

}  // namespace
}  // namespace bview
