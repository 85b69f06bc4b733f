// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <limits>
#include <string>

#include <bview/core/error.hpp>
#include <bview/formats/syntax/numbers.hpp>

namespace bview {
namespace {

/// The sentence of the error that `call` makes; "" if it makes none.
template <class Call>
std::string complaint(Call call) {
  try {
    call();
  } catch (const Error& error) {
    CHECK(error.code() == Errc::BadValue);
    return error.what();
  }
  return "";
}

struct Row {
  const char* text;
  std::int64_t want;
};

struct Wrong {
  const char* text;
  const char* sentence;
};

TEST_CASE("integers are decimal, 0x, 0o or 0b") {
  const Row rows[] = {
      {"0", 0},
      {"42", 42},
      {"-42", -42},
      {"+42", 42},
      {" 42\n", 42},
      {"010", 10},
      {"0x1f", 31},
      {"-0X1F", -31},
      {"0o17", 15},
      {"0b101", 5},
      {"1_000", 1000},
      {"9223372036854775807", std::numeric_limits<std::int64_t>::max()},
      {"-9223372036854775808", std::numeric_limits<std::int64_t>::min()},
      {"-0x8000000000000000", std::numeric_limits<std::int64_t>::min()},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(parse_int(row.text) == row.want);
    CHECK(parse_byte_count(row.text) == row.want);
  }
}

TEST_CASE("what is no integer") {
  const Wrong rows[] = {
      {"", "'' is no integer; they are decimal, 0x, 0o or 0b"},
      {"1\x1bx", "'1\\x1bx' is no integer; they are decimal, 0x, 0o or 0b"},
      {"1.5", "'1.5' is no integer; they are decimal, 0x, 0o or 0b"},
      {"--1", "'--1' is no integer; they are decimal, 0x, 0o or 0b"},
      {"- 1", "'- 1' is no integer; they are decimal, 0x, 0o or 0b"},
      {"0x", "'0x' is no integer; they are decimal, 0x, 0o or 0b"},
      {"4K", "'4K' is no integer; they are decimal, 0x, 0o or 0b"},
      {"9223372036854775808", "'9223372036854775808' does not fit 64 bits"},
      {"-9223372036854775809", "'-9223372036854775809' does not fit 64 bits"},
  };
  for (const Wrong& row : rows) {
    CHECK(complaint([&] { static_cast<void>(parse_int(row.text)); }) == row.sentence);
  }
}

TEST_CASE("bytes are counted in units of 1024 or 1000") {
  const Row rows[] = {
      {"4K", 4096},
      {"4k", 4096},
      {"4KiB", 4096},
      {"4kB", 4000},
      {"-3M", -3'145'728},
      {"3MiB", 3'145'728},
      {"3MB", 3'000'000},
      {"1G", std::int64_t{1} << 30},
      {"1GiB", std::int64_t{1} << 30},
      {"1GB", 1'000'000'000},
      {"1T", std::int64_t{1} << 40},
      {"1TiB", std::int64_t{1} << 40},
      {" 1TB ", 1'000'000'000'000},
      {"0x10K", 16384},
      {"0x1B", 27},
      {"8388607T", std::int64_t{8388607} << 40},
      {"-8388608T", std::numeric_limits<std::int64_t>::min()},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(parse_byte_count(row.text) == row.want);
  }
}

TEST_CASE("what is no number of bytes") {
  const Wrong rows[] = {
      {"K", "'K' is no number of bytes; write 4096, 0x1000, 4K or 4kB"},
      {"4 K", "'4 K' is no number of bytes; write 4096, 0x1000, 4K or 4kB"},
      {"4m", "'4m' has no known unit; there are K M G T (1024) and kB MB GB TB (1000)"},
      {"4KB", "'4KB' has no known unit; there are K M G T (1024) and kB MB GB TB (1000)"},
      {"8388608T", "'8388608T' does not fit 64 bits"},
  };
  for (const Wrong& row : rows) {
    CHECK(complaint([&] { static_cast<void>(parse_byte_count(row.text)); }) == row.sentence);
  }
}

TEST_CASE("lists stand between commas") {
  CHECK(parse_lengths("").empty());
  CHECK(parse_lengths(" ").empty());
  CHECK(parse_lengths("2, -1,0x10") == Lengths{2, -1, 16});
  CHECK(parse_lengths("[48, 64]") == Lengths{48, 64});
  CHECK(parse_lengths(" (48,64) ") == Lengths{48, 64});
  CHECK(parse_lengths("(48,)") == Lengths{48});
  CHECK(parse_lengths("[]").empty());
  CHECK(parse_lengths("3x4") == Lengths{3, 4});
  CHECK(parse_lengths("-1X4x2") == Lengths{-1, 4, 2});
  CHECK(parse_lengths("0x4") == Lengths{4});
  CHECK(parse_lengths("0x4x0x10,2") == Lengths{4, 16, 2});
  CHECK(parse_names("v[0,2], b,c[:,1].x") == std::vector<std::string>{"v[0,2]", "b", "c[:,1].x"});
  CHECK(parse_names("v[0,2") == std::vector<std::string>{"v[0", "2"});
  CHECK(parse_byte_counts("4K,-8") == Lengths{4096, -8});
  CHECK(parse_axes("1,0, 2") == std::vector<std::size_t>{1, 0, 2});
  CHECK(parse_axes("").empty());
  CHECK(parse_names("a, b.c ,3") == std::vector<std::string>{"a", "b.c", "3"});

  const Wrong lengths[] = {
      {"1,,2", "'1,,2' has a comma with nothing beside it"},
      {"1,", "'1,' has a comma with nothing beside it"},
      {",", "',' has a comma with nothing beside it"},
      {"2x", "'2x' is no integer; they are decimal, 0x, 0o or 0b"},
      {"x2", "'x2' is no integer; they are decimal, 0x, 0o or 0b"},
      {"(3,4]", "'(3' is no integer; they are decimal, 0x, 0o or 0b"},
      {"1,a", "'a' is no integer; they are decimal, 0x, 0o or 0b"},
      {"1;2", "'1;2' is no integer; they are decimal, 0x, 0o or 0b"},
  };
  for (const Wrong& row : lengths) {
    CHECK(complaint([&] { static_cast<void>(parse_lengths(row.text)); }) == row.sentence);
  }
  CHECK(complaint([] { static_cast<void>(parse_axes("0,-1")); }) ==
        "'-1' is no axis; they count from 0");
  CHECK(complaint([] { static_cast<void>(parse_names("a,,b")); }) ==
        "'a,,b' has a comma with nothing beside it");
  CHECK(complaint([] { static_cast<void>(parse_names("")); }) ==
        "'' lists no name; separate names by commas");
}

}  // namespace
}  // namespace bview
