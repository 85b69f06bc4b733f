// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include <bview/core/value.hpp>

namespace bview {
namespace {

using namespace std::string_view_literals;

constexpr std::int64_t kMin64 = std::numeric_limits<std::int64_t>::min();
constexpr uint128 kMax128 = ~uint128{0};
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST_CASE("numbers of all types compare by value") {
  const Value equal[][2] = {
      {1, 1U},
      {1, 1.0},
      {1, true},
      {0, false},
      {1.0, true},
      {-0.0, 0.0},
      {-0.0, 0},
      {0.5F, 0.5},
      {kMin64, -0x1p63},
      {std::int8_t{-128}, int128{-128}},
      {kMax128, kMax128},
      {uint128{1} << 127U, 0x1p127},
      {kInfinity, static_cast<long double>(kInfinity)},
      {std::complex<double>(3, 0), 3},
      {std::complex<float>(1, -2), std::complex<double>(1, -2)},
  };
  for (const auto& [a, b] : equal) {
    CHECK(a == b);
    CHECK(b == a);
  }
  const Value different[][2] = {
      {1, 2},
      {1, -1},
      {1, 1.5},
      {kNan, kNan},
      {kInfinity, -kInfinity},
      {kMax128, 0x1p128},
      {kMax128, kInfinity},
      {0.1F, 0.1},
      // Next to a number that rounds to the float.
      {(std::int64_t{1} << 53) + 1, 0x1p53},
      {std::numeric_limits<std::uint64_t>::max(), 0x1p64},
      {std::numeric_limits<std::int64_t>::max(), 0x1p63},
      {std::complex<double>(3, 1), 3},
      {std::complex<double>(0, kNan), std::complex<double>(0, kNan)},
  };
  for (const auto& [a, b] : different) {
    CHECK_FALSE(a == b);
    CHECK_FALSE(b == a);
  }
}

TEST_CASE("texts and lists equal only their kind") {
  CHECK(Value("ab") == Value("ab"sv));
  CHECK(Value("ab") == Value(std::string("ab")));
  CHECK(Value(U"ab") == Value(std::u32string(U"ab")));
  CHECK(Value{1, "a", {2.0}} == Value{true, "a", {2}});
  CHECK(Value() == Value(Value::List()));
  CHECK_FALSE(Value("ab") == Value("ab\0"sv));
  CHECK_FALSE(Value("ab") == Value(U"ab"));
  CHECK_FALSE(Value("1") == Value(1));
  CHECK_FALSE(Value{1} == Value(1));
  CHECK_FALSE(Value{1, 2} == Value{1, 2, 3});
  CHECK_FALSE(Value{kNan} == Value{kNan});
  CHECK_FALSE(Value() == Value(0));
}

TEST_CASE("braces make lists") {
  CHECK(Value{1}.get_if<Value::List>()->size() == 1);
  CHECK(Value{{1, 2}, {3, 4}}.get_if<Value::List>()->size() == 2);
  CHECK(Value{{1, 2}}.get_if<Value::List>()->size() == 1);
  CHECK(Value{}.get_if<Value::List>()->empty());
  CHECK(Value{"ab", "cd"}.get_if<Value::List>()->size() == 2);
  CHECK(Value("ab").get_if<Value::List>() == nullptr);
}

TEST_CASE("what a value holds") {
  CHECK(*Value(-5).get_if<Value::Integer>() == Value::Integer{5, true});
  CHECK(*Value(kMin64).get_if<Value::Integer>() == Value::Integer{uint128{1} << 63U, true});
  CHECK(*Value(0).get_if<Value::Integer>() == Value::Integer{0, false});
  CHECK(*Value(true).get_if<bool>());
  CHECK(*Value(0.1).get_if<Value::Float>() == static_cast<long double>(0.1));
  CHECK(*Value(0.1L).get_if<Value::Float>() == 0.1L);
  CHECK(Value(1).get_if<bool>() == nullptr);
}

TEST_CASE("values are written as Python's repr writes them") {
  struct Row {
    Value value;
    const char* want;
  };
  const Row rows[] = {
      {0, "0"},
      {-12, "-12"},
      {kMax128, "340282366920938463463374607431768211455"},
      {static_cast<int128>(uint128{1} << 127U), "-170141183460469231731687303715884105728"},
      {true, "True"},
      {false, "False"},
      {1.0, "1.0"},
      {-0.0, "-0.0"},
      {0.1, "0.1"},
      {0.1F, "0.10000000149011612"},
      {1e15, "1000000000000000.0"},
      {1e16, "1e+16"},
      {1e-4, "0.0001"},
      {1e-5, "1e-05"},
      {1.5e300, "1.5e+300"},
      {5e-324, "5e-324"},
      {kNan, "nan"},
      {kInfinity, "inf"},
      {-kInfinity, "-inf"},
      {0.1L, "0.1"},
      {std::complex<double>(1, 2), "(1+2j)"},
      {std::complex<double>(1.5, -2), "(1.5-2j)"},
      {std::complex<double>(0, 1), "1j"},
      {std::complex<double>(-0.0, 1), "(-0+1j)"},
      {std::complex<double>(1, -0.0), "(1-0j)"},
      {std::complex<double>(kNan, kInfinity), "(nan+infj)"},
      {"", "b''"},
      {"it's", "b\"it's\""},
      {"'\"", "b'\\'\"'"},
      {"a\\\t\n\r\0\x7f\xff"sv, "b'a\\\\\\t\\n\\r\\x00\\x7f\\xff'"},
      {U"a\u00e9\u20ac\U0001f600\n", "'a\\xe9\\u20ac\\U0001f600\\n'"},
      {std::u32string{0xd800}, "'\\ud800'"},
      {U"a'", "\"a'\""},
      {{}, "[]"},
      {{1, {2, 3}, {}, "x"}, "[1, [2, 3], [], b'x']"},
  };
  for (const Row& row : rows) {
    CHECK(row.value.repr() == row.want);
  }
}

}  // namespace
}  // namespace bview
