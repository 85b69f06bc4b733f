// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/formats/output/npy_header.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/project.hpp>

#include "tests/support/errors.hpp"

namespace bview {
namespace {

/// A header taken apart, after a look at everything in it that is fixed.
struct Header {
  int version;
  std::string literal;  ///< without what pads it
};

Header header_of(const Layout& layout, const Lengths& shape) {
  const std::string text = npy_header(layout, shape);
  REQUIRE(text.size() % 64 == 0);
  REQUIRE(text.starts_with("\x93NUMPY"));
  REQUIRE(text.ends_with('\n'));
  const int version = static_cast<unsigned char>(text[6]);
  REQUIRE(text[7] == 0);
  const std::size_t length_bytes = version == 1 ? 2 : 4;
  std::size_t length = 0;
  for (std::size_t k = length_bytes; k-- > 0;) {
    length = length << 8U | static_cast<unsigned char>(text[8 + k]);
  }
  REQUIRE(8 + length_bytes + length == text.size());
  std::string literal = text.substr(8 + length_bytes, length - 1);
  literal.erase(literal.find_last_not_of(' ') + 1);
  return {version, literal};
}

std::string literal_of(std::string_view format, const Lengths& shape = {}) {
  return header_of(parse_format(format), shape).literal;
}

/// What stands behind 'descr':.
std::string descr_of(const Layout& layout) {
  const std::string literal = header_of(layout, {}).literal;
  constexpr std::string_view kFront = "{'descr': ";
  constexpr std::string_view kBehind = ", 'fortran_order': False, 'shape': (), }";
  REQUIRE(literal.starts_with(kFront));
  REQUIRE(literal.ends_with(kBehind));
  return literal.substr(kFront.size(), literal.size() - kFront.size() - kBehind.size());
}

TEST_CASE("shapes are Python's tuples") {
  CHECK(literal_of("<i") == "{'descr': '<i4', 'fortran_order': False, 'shape': (), }");
  CHECK(literal_of("<i", {3}) == "{'descr': '<i4', 'fortran_order': False, 'shape': (3,), }");
  CHECK(literal_of("<i", {0, 4}) == "{'descr': '<i4', 'fortran_order': False, 'shape': (0, 4), }");
  CHECK(literal_of("<i", {9223372036854775807}) ==
        "{'descr': '<i4', 'fortran_order': False, 'shape': (9223372036854775807,), }");
}

TEST_CASE("types as numpy names them") {
  struct Row {
    std::string_view format;
    std::string_view descr;
  };
  const Row rows[] = {
      {"?", "'|b1'"},
      {"b", "'|i1'"},
      {"B", "'|u1'"},
      {">h", "'>i2'"},
      {"<Q", "'<u8'"},
      {"<e", "'<f2'"},
      {">d", "'>f8'"},
      {"<g", "'<f16'"},
      {"<Zf", "'<c8'"},
      {">Zd", "'>c16'"},
      {"c", "'|S1'"},
      {"5s", "'|S5'"},
      {"<5w", "'<U5'"},
      {">w", "'>U1'"},
      {"2x<H2x", "'<u2'"},
      {"<BH", "[('f0', '|u1'), ('f1', '<u2')]"},
      {"<B:a:H:b:", "[('a', '|u1'), ('b', '<u2')]"},
      {"<B:a:xH:b:3x", "[('a', '|u1'), ('', '|V1'), ('b', '<u2'), ('', '|V3')]"},
      {"2x<H:a:", "[('', '|V2'), ('a', '<u2')]"},
      {"3x", "[('', '|V3')]"},
      {"<(2,3)h:m:B:n:", "[('m', '<i2', (2, 3)), ('n', '|u1')]"},
      {"<3h:v:", "[('v', '<i2', (3,))]"},
      {"<B:a:2h", "[('a', '|u1'), ('f1', '<i2'), ('f2', '<i2')]"},
      {"<T{B:x:xH:y:}:r:", "[('r', [('x', '|u1'), ('', '|V1'), ('y', '<u2')])]"},
      {"(2)T{B:x:}:r:", "[('r', [('x', '|u1')], (2,))]"},
      {"B:it's:", "[(\"it's\", '|u1')]"},
      {"B:a\\b:", "[('a\\\\b', '|u1')]"},
      {"B:a\"'b:", "[('a\"\\'b', '|u1')]"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    CHECK(descr_of(parse_format(row.format)) == row.descr);
  }
}

TEST_CASE("of a projection only the fields count, in their order and without holes") {
  const Layout layout = parse_format("<B:a:xH:b:T{B:x:xB:y:}:r:");
  CHECK(descr_of(project(layout, {"b", "a"})) == "[('b', '<u2'), ('a', '|u1')]");
  CHECK(descr_of(project(layout, {"r.y"})) == "[('r.y', '|u1')]");
  CHECK(descr_of(project(layout, {"r"})) == "[('r', [('x', '|u1'), ('', '|V1'), ('y', '|u1')])]");
}

TEST_CASE("a type that numpy does not have is an error that names it") {
  // Before i24, u24 and the small floats come here they are widened.
  const std::set<std::string_view> without = {
      "i24",    "u24",          "i128",    "u128",    "f8e4m3", "f8e5m2",       "bf16",
      "pascal", "ucs2",         "[i40]",   "[u40]",   "[i48]",  "[u48]",        "[i56]",
      "[u56]",  "[f8e4m3fnuz]", "[ibm32]", "[ibm64]", "[f80]",  "[f8e5m2fnuz]", "[f128]"};
  for (const ScalarInfo& scalar : kScalars) {
    CAPTURE(scalar.name);
    Layout layout = byte_layout();
    layout.fields[0].type = scalar.type;
    const auto make = [&] { return npy_header(layout, {}); };
    if (without.contains(scalar.name)) {
      CHECK(testing::code_of(make) == Errc::BadValue);
      CHECK(testing::message_of(make).starts_with(
          fmt::format("numpy has no type for {};", scalar.name)));
    } else {
      CHECK(testing::code_of(make) == std::nullopt);
    }
  }
}

TEST_CASE("the error says what to read instead") {
  const auto said = [](const char* format) {
    return testing::message_of([&] { return npy_header(parse_format(format), {}); });
  };
  CHECK(said("<5p") ==
        "numpy has no type for pascal; read it as a length and bytes, 'B' and 4s, or all of it as "
        "5s, or leave it out with --fields");
  CHECK(said("<7u") ==
        "numpy has no type for ucs2; read it as 16-bit numbers, 7H, or leave it out with --fields");
  CHECK(said("<[i128]") ==
        "numpy has no type for i128; read it as two 64-bit halves, 'Qq' for little-endian and 'qQ' "
        "for big-endian ones, or leave it out with --fields");
}

TEST_CASE("an unnamed count of very many values is refused, a named one is one field") {
  CHECK(testing::code_of([] { return npy_header(parse_format("B:a:1000000B"), {}); }) ==
        Errc::BadValue);
  CHECK(descr_of(parse_format("1000000B:a:")) == "[('a', '|u1', (1000000,))]");
  // Few of each, and billions all in all.
  for (const std::string format :
       {"60000T{60000B}", "60000B60000B", "60000T{60000T{60000T{60000T{0B:a:}}}}",
        "(2)T{60000T{60000B}}"}) {
    CAPTURE(format);
    CHECK(testing::code_of([&] { return npy_header(parse_format(format), {}); }) == Errc::BadValue);
  }
}

TEST_CASE("the version is the lowest that can hold the header") {
  CHECK(header_of(parse_format("B"), {}).version == 1);
  CHECK(header_of(parse_format("B:\xc3\xa9:"), {}).version == 3);
  std::string many;
  for (int k = 0; k < 5000; ++k) many += fmt::format("B:field{}:", k);
  const Header large = header_of(parse_format(many), {});
  CHECK(large.version == 2);
  CHECK(large.literal.size() > 65536);
  CHECK(large.literal.find("('field4999', '|u1')") != std::string::npos);
  // 10 bytes in front, a line end and at least one space make 65536 at most.
  for (std::size_t length = 65'300; length < 65'600; ++length) {
    const Header header = header_of(parse_format("B:" + std::string(length, 'n') + ":"), {});
    CHECK(header.version == (header.literal.size() <= 65'524 ? 1 : 2));
  }
}

}  // namespace
}  // namespace bview
