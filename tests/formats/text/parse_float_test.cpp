// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include <bview/formats/text/parse_float.hpp>

#include "tests/support/vectors.hpp"

namespace bview {
namespace {

/// The bits of the text as a T; nothing when the type has no such value.
template <class T>
std::optional<std::uint64_t> bits_of(std::string_view text) {
  T value{};
  const FloatFault fault = read_float(text, value);
  REQUIRE(fault != FloatFault::NoNumber);
  if (fault != FloatFault::None) return std::nullopt;
  if constexpr (std::is_same_v<T, float>) {
    return std::bit_cast<std::uint32_t>(value);
  } else if constexpr (std::is_same_v<T, double>) {
    return std::bit_cast<std::uint64_t>(value);
  } else {
    return value.bits;
  }
}

struct TypeRow {
  std::string_view name;
  std::optional<std::uint64_t> (*bits_of)(std::string_view);
};
constexpr TypeRow kTypes[] = {
    {"f16", bits_of<float16>},        {"bf16", bits_of<bfloat16>}, {"f8e4m3", bits_of<float8_e4m3>},
    {"f8e5m2", bits_of<float8_e5m2>}, {"f32", bits_of<float>},
};

/// A text slightly below the value of a decimal text that holds a point.
std::string just_below(std::string text) {
  for (std::size_t at = text.size(); at-- > 0;) {
    if (text[at] == '.') continue;
    if (text[at]-- != '0') break;
    text[at] = '9';
  }
  return text + "9999";
}

/// Between each two neighbours, and just beside the middle, the nearest one is known
/// without any rounding.
template <class T>
void check_all_middles(std::uint64_t largest) {
  for (std::uint64_t low = 0; low < largest; ++low) {
    using Bits = decltype(T::bits);
    const double below = static_cast<double>(T{static_cast<Bits>(low)}.value());
    const double above = static_cast<double>(T{static_cast<Bits>(low + 1)}.value());
    const std::string middle = fmt::format("{:.150f}", (below + above) / 2);
    CAPTURE(middle);
    REQUIRE(bits_of<T>(middle) == low + low % 2);
    REQUIRE(bits_of<T>(middle + "00001") == low + 1);
    REQUIRE(bits_of<T>(just_below(middle)) == low);
    REQUIRE(bits_of<T>(fmt::format("{:a}", (below + above) / 2)) == low + low % 2);
    REQUIRE(bits_of<T>(fmt::format("{:.150f}", above)) == bits_of<T>(fmt::format("{:a}", above)));
  }
}

TEST_CASE("floats are the nearest to their text, rounded once") {
  for (const testing::Vector& row : testing::read_vectors("oracle/round_small.tsv")) {
    CAPTURE(row[0]);
    CAPTURE(row[1]);
    for (const TypeRow& type : kTypes) {
      if (type.name != row[0]) continue;
      const auto bits = type.bits_of(row[1]);
      CHECK((bits ? fmt::format("{:0{}x}", *bits, row[2].size()) : "error") == row[2]);
    }
  }
}

TEST_CASE("every middle between two small floats goes to the even one") {
  check_all_middles<float16>(0x7bff);
  check_all_middles<bfloat16>(0x7f7f);
  check_all_middles<float8_e4m3>(0x7e);
  check_all_middles<float8_e5m2>(0x7b);
}

TEST_CASE("shortest texts read back") {
  const auto check = [](std::string_view type, const std::string& bits, const std::string& text) {
    CAPTURE(type);
    CAPTURE(text);
    for (const TypeRow& row : kTypes) {
      if (row.name != type || text.find("nan") != std::string::npos) continue;
      REQUIRE(row.bits_of(text) == std::stoull(bits, nullptr, 16));
    }
  };
  for (const std::string type : {"f16", "bf16", "f32"}) {
    for (const auto& row : testing::read_vectors("oracle/repr_" + type + ".tsv")) {
      check(type, row[0], row[1]);
    }
  }
  for (const auto& row : testing::read_vectors("oracle/repr_f8.tsv")) check(row[0], row[1], row[2]);
  for (const auto& row : testing::read_vectors("oracle/repr_f64.tsv")) {
    CAPTURE(row[1]);
    if (row[1].find("nan") != std::string::npos) continue;
    REQUIRE(bits_of<double>(row[1]) == std::stoull(row[0], nullptr, 16));
  }
}

TEST_CASE("doubles: decimal, hex, other bases") {
  struct Row {
    const char* text;
    double want;
  };
  const Row rows[] = {
      {"1", 1},
      {"+1", 1},
      {"-1.", -1},
      {".5", 0.5},
      {"0.1", 0.1},
      {"1e3", 1000},
      {"1E+3", 1000},
      {"0e99999999999999999999", 0},
      {"1e-99999999999999999999", 0},
      {"0x10", 16},
      {"0X1P4", 16},
      {"0x1.8p3", 12},
      {"0x.8p1", 1},
      {"0x8.p-3", 1},
      {"-0x1.8p-1", -0.75},
      {"0x1p-99999999999999999999", 0},
      {"0x0p99999999999999999999", 0},
      {"0x1.fffffffffffff7ffffffffffffffffffffffp0", 0x1.fffffffffffffp0},
      {"0x1.fffffffffffff8p0", 2},
      {"0x1.0000000000000800000000000000000001p0", 0x1.0000000000001p0},
      {"0x1.00000000000008p0", 1},
      {"0x1p-1074", 0x1p-1074},
      {"0x1p-1075", 0},
      {"0x1.00000000000000000001p-1075", 0x1p-1074},
      {"0x1.8p-1074", 0x1p-1073},
      {"0x0.fffffffffffff8p-1022", 0x1p-1022},
      {"0o17", 15},
      {"0B101", 5},
      {"0b0", 0},
      {"2.4703282292062327e-324", 0},
      {"2.4703282292062329e-324", 0x1p-1074},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    double value = 0;
    CHECK(read_float(row.text, value) == FloatFault::None);
    CHECK(value == row.want);
  }
}

TEST_CASE("long doubles keep all their digits") {
  struct Row {
    const char* text;
    long double want;
  };
  constexpr long double kInfinity = std::numeric_limits<long double>::infinity();
  const Row rows[] = {
      {"0.1", 0.1L},
      {"-1e4000", -1e4000L},
      {"1e-5000", 0},
      {"0x1p-20000", 0},
      {"3.6451995318824746025e-4951", 0x1p-16445L},
      {"1e-4940", 1e-4940L},
      {"0x1.8p3", 12},
      {"0x.8p1", 1},
      {"0x8.p-3", 1},
      {"0X1P+4", 16},
      {"0xffffffffffffffffff", 0xffffffffffffffffffp0L},
      {"0x1.0000000000000001p0", 1},
      {"0x1.00000000000000011p0", 0x1.0000000000000002p0L},
      {"0x1p-16445", 0x1p-16445L},
      {"0b11", 3},
      {"inf", kInfinity},
      {"-Infinity", -kInfinity},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    long double value = 0;
    CHECK(read_float(row.text, value) == FloatFault::None);
    CHECK(value == row.want);
  }
  long double value = 0;
  for (const std::string text : {"1.2e4932", "-1e5000", "0x1p16384", "0x1p999999999999999999999"}) {
    CAPTURE(text);
    CHECK(read_float(text, value) == FloatFault::TooLarge);
  }
}

TEST_CASE("what is too large") {
  struct Row {
    std::string_view type;
    const char* most;
    const char* too_large;
  };
  const Row rows[] = {
      {"f16", "65519.99999999999999999", "65520"},
      {"bf16", "339617752923046005526922703901628039167",
       "339617752923046005526922703901628039168"},
      {"f8e4m3", "463.999999999999999999", "464.00000000000000001"},
      {"f8e5m2", "61439.99999999999999999", "-61440"},
      {"f32", "3.4028235677973365e38", "3.4028235677973366e38"},
      {"f32", "0x1.fffffefffffffffffffffffp127", "0x1.ffffffp127"},
      {"f16", "inf", "1e999999999999999999999"},
      {"f8e4m3", "448", "inf"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.type);
    CAPTURE(row.most);
    for (const TypeRow& type : kTypes) {
      if (type.name != row.type) continue;
      CHECK(type.bits_of(row.most));
      CHECK_FALSE(type.bits_of(row.too_large));
    }
  }
  double value = 0;
  for (const std::string text : {"1.7976931348623159e308", "-1e309", "1e999999999999999999999",
                                 "0x1.fffffffffffff8p1023", "0x1p99999999999999999999"}) {
    CAPTURE(text);
    CHECK(read_float(text, value) == FloatFault::TooLarge);
  }
}

TEST_CASE("words") {
  for (const std::string text : {"nan", "NaN", "+NAN"}) {
    CAPTURE(text);
    CHECK(bits_of<double>(text) == 0x7ff8'0000'0000'0000);
    CHECK(bits_of<float>(text) == 0x7fc0'0000);
    CHECK(bits_of<float16>(text) == 0x7e00);
    CHECK(bits_of<float8_e4m3>(text) == 0x7f);
  }
  CHECK(bits_of<double>("-nan") == 0xfff8'0000'0000'0000);
  CHECK(bits_of<float>("-nan") == 0xffc0'0000);
  CHECK(bits_of<bfloat16>("-NaN") == 0xffc0);
  CHECK(bits_of<float>("-inf") == 0xff80'0000);
  CHECK(bits_of<float>("INFINITY") == 0x7f80'0000);
  CHECK(bits_of<float16>("-Infinity") == 0xfc00);
}

TEST_CASE("what is no number") {
  for (const std::string text :
       {"",      " ",     "+",   "-",     ".",      "x",     "--1",  "+-1",  "1e",      "1e+",
        "e5",    "1.2.3", "1,5", "1_0",   "0x",     "0x.",   "0xp3", "0x1p", "0x1.2.3", "0x1g",
        "0x1p+", "0o8",   "0b2", "0b",    "nan(1)", "infin", "-in",  "1f",   "0x1p3x",  "1 2",
        "١",     "- 1",   "0z1", "1e5.0", "nano",   "0x-1",  "0x+1"}) {
    CAPTURE(text);
    double value = 0;
    float single = 0;
    long double wide = 0;
    float16 small{};
    CHECK(read_float(text, value) == FloatFault::NoNumber);
    CHECK(read_float(text, single) == FloatFault::NoNumber);
    CHECK(read_float(text, wide) == FloatFault::NoNumber);
    CHECK(read_float(text, small) == FloatFault::NoNumber);
  }
}

TEST_CASE("long texts") {
  const std::string zeros(20'000, '0');
  const std::string nines(20'000, '9');
  CHECK(bits_of<double>("1" + zeros + "e-20000") == bits_of<double>("1"));
  CHECK(bits_of<double>("0." + zeros + "1e20001") == bits_of<double>("1"));
  CHECK(bits_of<double>("0." + nines) == bits_of<double>("1"));
  CHECK(bits_of<float16>("2049." + zeros) == bits_of<float16>("2048"));
  CHECK(bits_of<float16>("2049." + zeros + "1") == bits_of<float16>("2050"));
  CHECK(bits_of<float16>("2048." + nines) == bits_of<float16>("2048"));
  CHECK(bits_of<float16>("0x801." + zeros) == bits_of<float16>("2048"));
  CHECK(bits_of<float16>("0x801." + zeros + "1p0") == bits_of<float16>("2050"));
  CHECK(bits_of<bfloat16>("0x" + zeros + "1" + zeros + "p-80000") == bits_of<bfloat16>("1"));
  CHECK_FALSE(bits_of<double>(nines));
  long double wide = 0;
  CHECK(read_float("1" + zeros + "e-20000", wide) == FloatFault::None);
  CHECK(wide == 1);
}

}  // namespace
}  // namespace bview
