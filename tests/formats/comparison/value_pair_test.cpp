// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/formats/comparison/value_pair.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/text/reading_bytes.hpp>

#include "tests/support/errors.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

std::vector<std::byte> bytes_in(const std::string& hex) {
  const std::string text = bytes_in_hex(hex, static_cast<int>(hex.size() / 2));
  std::vector<std::byte> bytes(text.size());
  std::transform(text.begin(), text.end(), bytes.begin(),
                 [](char each) { return static_cast<std::byte>(each); });
  return bytes;
}

/// Whether the values of a format of one value are the same.
bool same(const std::string& format, const std::string& a, const std::string& b,
          const Tolerance& tolerance = {}) {
  const Layout layout = parse_format(format);
  const Field& field = layout.fields.front();
  const ValuePair pair(field, field, {{}, tolerance});
  return pair.same(bytes_in(a).data(), bytes_in(b).data());
}

TEST_CASE("values differ when they print differently") {
  struct Row {
    const char* format;
    const char* a;
    const char* b;
    bool want;
  };
  const Row rows[] = {
      {"<i", "01000000", "01000000", true},
      {"<i", "01000000", "02000000", false},
      {"<f", "0000c07f", "0100c0ff", true},   // NaN, with another payload and sign
      {"<f", "00000000", "00000080", false},  // 0.0 and -0.0
      {"?", "01", "02", true},
      {"?", "00", "02", false},
      {"4s", "61000000", "61000000", true},
      {"4s", "61000000", "61000001", false},
      {"4s|cstr", "61000000", "61006263", true},
      {"4s|cstr", "61000000", "62006263", false},
      {"4s|trim", "61202020", "61200020", false},
      {"4s|trim", "61202020", "20612020", true},
      {"4p", "01610000", "01616263", true},
      {"B|enum(1=a,2=b)", "01", "02", false},
      {"3s|text(oct)", "303720", "203720", true},
      {"<[u12]", "01f0", "0100", true},  // bits that are none of it
      {"<[u12]", "01f0", "0200", false},
      {"<d|unix", "000000000000f87f", "010000000000f87f", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    CAPTURE(row.b);
    CHECK(same(row.format, row.a, row.b) == row.want);
    CHECK(same(row.format, row.b, row.a) == row.want);
  }
}

TEST_CASE("tolerances are those of numpy.isclose") {
  for (const testing::Vector& row : testing::read_vectors("oracle/isclose.tsv")) {
    const Tolerance tolerance{parse_tolerance(row.at(3)), parse_tolerance(row.at(4)), true};
    CAPTURE(row.at(0));
    CAPTURE(row.at(1));
    CAPTURE(row.at(2));
    CAPTURE(row.at(3));
    CAPTURE(row.at(4));
    CHECK(same(row.at(0), row.at(1), row.at(2), tolerance) == (row.at(5) == "1"));
  }
}

TEST_CASE("numbers of all types have tolerances, and nothing else") {
  const Tolerance half{{}, parse_tolerance("0.5"), true};
  struct Row {
    const char* format;
    const char* a;
    const char* b;
    bool want;
  };
  const Row rows[] = {
      {"<e", "003c", "003e", true},                           // 1.0, 1.5
      {"<e", "003c", "013e", false},                          // 1.501
      {"<F", "0000000000000000", "0000003f00000000", true},   // 0.5+0j
      {"<F", "0000000000000000", "0000003f0000003f", false},  // 0.5+0.5j, 0.7 away
      {"<h|scale(0.01)", "0000", "3200", true},
      {"<h|scale(0.01)", "0000", "3300", false},
      {"3s|text(dec)", "203030", "203031", false},
      {"B|hex", "00", "01", false},
      {"B|enum(0=a,1=b)", "00", "00", true},
      {"B|enum(0=a,1=b)", "00", "01", false},
      {"?", "00", "01", false},
      {"c", "61", "62", false},
      {"2s", "6161", "6162", false},
      {"<[u128]", "ffffffffffffffffffffffffffffffff", "feffffffffffffffffffffffffffffff", false},
      {"<[u128]", "ffffffffffffffffffffffffffffffff", "ffffffffffffffffffffffffffffffff", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    CAPTURE(row.b);
    CHECK(same(row.format, row.a, row.b, half) == row.want);
  }
  const Tolerance one{{}, parse_tolerance("1"), true};
  CHECK(
      same("<[u128]", "ffffffffffffffffffffffffffffffff", "feffffffffffffffffffffffffffffff", one));
}

TEST_CASE("what is no tolerance is refused") {
  for (const char* text : {"", "x", "-1", "nan", "inf", "1e-999", "1.5.2"}) {
    CAPTURE(text);
    CHECK(testing::code_of([&] { return parse_tolerance(text); }) == Errc::BadValue);
  }
}

}  // namespace
}  // namespace bview
