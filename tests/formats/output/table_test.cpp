// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include <bview/formats/output/table.hpp>

#include "tests/formats/output/table_sample.hpp"

namespace bview {
namespace {

using testing::counted;
using testing::field;
using testing::in_terminal;
using testing::packed;
using testing::table_of;
using testing::TableSample;

struct Golden {
  const char* what;
  TableSample sample;
  OutputOptions options;
  std::string want;
};

void check(std::vector<Golden> rows) {
  for (Golden& row : rows) {
    CAPTURE(row.what);
    CHECK("\n" + table_of(row.sample.selection(), row.options) == row.want);
  }
}

/// <I:id:6s:name:?:ok:xf:x:, 16 bytes each.
std::string people() {
  return packed(1) + field("alice", 6) + packed('\1', '\0', 1.5F) +   //
         packed(20) + field("bob", 6) + packed('\0', '\0', -0.25F) +  //
         packed(300) + field("Zoë", 6) + packed('\1', '\0', 0.0F);
}
constexpr const char* kPeople = "=I:id:6s:name:?:ok:xf:x:";

TEST_CASE("records stand under the names of their fields") {
  check({
      {"offsets, numbers to the right, texts to the left", {people(), kPeople, {3}}, {}, R"(
offset     id  name   ok         x
00000000    1  alice  true     1.5
00000010   20  bob    false  -0.25
00000020  300  Zoë    true     0.0
)"},
      {"arrays are one column, its values aligned",
       {counted<std::int16_t>(24), "=H:n:(3)h:v:(2,2)h:m:", {3}},
       {},
       R"(
offset     n  v           m
00000000   0  [ 1  2  3]  [[ 4  5] [ 6  7]]
00000010   8  [ 9 10 11]  [[12 13] [14 15]]
00000020  16  [17 18 19]  [[20 21] [22 23]]
)"},
      {"a name that is longer than its array",
       {counted<std::uint8_t>(8), "(2)B:channels:2B:x:", {2}},
       {},
       R"(
offset    channels  x
00000000  [0 1]     [2 3]
00000004  [4 5]     [6 7]
)"},
      {"values without names, and an unnamed count", {counted<std::uint8_t>(8), "B3B", {2}}, {}, R"(
offset    f0  f1  f2  f3
00000000   0   1   2   3
00000004   4   5   6   7
)"},
      {"records inside records",
       {counted<std::uint8_t>(14), "T{B:len:B:kind:}:head:(2)T{B:x:B:y:}:at:B:crc:", {2}},
       {},
       R"(
offset    head.len  head.kind  at[0].x  at[0].y  at[1].x  at[1].y  crc
00000000         0          1        2        3        4        5    6
00000007         7          8        9       10       11       12   13
)"},
      {"an array that holds nothing has no column",
       {counted<std::uint8_t>(2), "(0)B:none:B:b:", {2}},
       {},
       R"(
offset    b
00000000  0
00000001  1
)"},
      {"padding alone", {counted<std::uint8_t>(6), "3x", {2}}, {}, R"(
offset
00000000
00000003
)"},
      {"more axes: an index", {counted<std::uint8_t>(24), "B:a:B:b:", {3, 4}}, {}, R"(
offset    index   a   b
00000000  [0,0]   0   1
00000002  [0,1]   2   3
00000004  [0,2]   4   5
00000006  [0,3]   6   7
00000008  [1,0]   8   9
0000000a  [1,1]  10  11
0000000c  [1,2]  12  13
0000000e  [1,3]  14  15
00000010  [2,0]  16  17
00000012  [2,1]  18  19
00000014  [2,2]  20  21
00000016  [2,3]  22  23
)"},
      {"items that are nothing but records",
       {counted<std::uint8_t>(8), "(2)T{B:a:B:b:}", {2}},
       {},
       R"(
offset    index  a  b
00000000  [0,0]  0  1
00000002  [0,1]  2  3
00000004  [1,0]  4  5
00000006  [1,1]  6  7
)"},
      {"control characters and what is not UTF-8",
       {field("a\tb\x1b", 4) + field("\xff\\", 4), "4s:t:", {2}},
       {},
       R"(
offset    t
00000000  a\x09b\x1b
00000004  \xff\
)"},
      {"names in any script", {counted<std::uint8_t>(4), "B:größe a:B:日本:", {2}}, {}, R"(
offset    größe a  日本
00000000        0     1
00000002        2     3
)"},
      {"wide and combining characters",
       {field("日本", 6) + "1" + field("e\u0301", 6) + "2", "6s:t:B:b:", {2}},
       {},
       R"(
offset    t      b
00000000  日本  49
00000007  é     50
)"},
  });
}

TEST_CASE("records that do not fit stand one below the other") {
  check({
      {"as long as texts can be cut they are",
       {packed(1) + std::string(40, 'a') + packed(2) + field("b", 40), "=i:id:40s:text:", {2}},
       in_terminal(38),
       R"(
offset    id  text
00000000   1  aaaaaaaaaaaaaaaaaaaaaaa…
0000002c   2  b
)"},
      {"one column less is too little",
       {packed(1) + std::string(40, 'a') + packed(2) + field("b", 40), "=i:id:40s:text:", {2}},
       in_terminal(37),
       R"(
00000000 [0]
  00000000  id    1
  00000004  text  aaaaaaaaaaaaaaaaaa…
0000002c [1]
  0000002c  id    2
  00000030  text  b
)"},
      {"a single record", {people(), kPeople, {1}}, {}, R"(
00000000 [0]
  00000000  id    1
  00000004  name  alice
  0000000a  ok    true
  0000000c  x     1.5
)"},
      {"no axes: nothing to tell apart", {people(), kPeople, {}}, {}, R"(
00000000  id    1
00000004  name  alice
0000000a  ok    true
0000000c  x     1.5
)"},
      {"more axes", {counted<std::uint64_t>(4), "=QQ", {2, 1}}, in_terminal(12), R"(
00000000 [0,0]
  00000000  f0  0
  00000008  f1  1
00000010 [1,0]
  00000010  f0  2
  00000018  f1  3
)"},
      {"arrays are broken into rows and lines",
       {counted<std::uint8_t>(47), "B:a:(20)B:v:(2,12)B:m:(2)B:p:", {}},
       in_terminal(50),
       R"(
00000000  a  0
00000001  v  [ 1  2  3  4  5  6  7  8
               9 10 11 12 13 14 15 16
              17 18 19 20]
00000015  m  [[21 22 23 24 25 26 27 28
               29 30 31 32]
              [33 34 35 36 37 38 39 40
               41 42 43 44]]
0000002d  p  [45 46]
)"},
      {"without a terminal lines have 80 columns", {counted<std::uint8_t>(70), "70B", {}}, {}, R"(
00000000  f0..f69   0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15
                   16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31
                   32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47
                   48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63
                   64 65 66 67 68 69
)"},
      {"texts of an array are cut", {std::string(60, 'z'), "(2)30s:t:", {}}, in_terminal(30), R"(
00000000  t  [zzzzzzzzzzzzzz…
              zzzzzzzzzzzzzz…]
)"},
      {"records inside",
       {counted<std::uint8_t>(7), "T{B:len:}:head:(2)T{B:x:2B:y:}:at:", {}},
       {},
       R"(
00000000  head.len  0
00000001  at[0].x   1
00000002  at[0].y   [2 3]
00000004  at[1].x   4
00000005  at[1].y   [5 6]
)"},
      {"arrays that hold nothing", {counted<std::uint8_t>(1), "(0)B:none:B:b:", {}}, {}, R"(
00000000  none  []
00000000  b     0
)"},
      {"long names are cut",
       {counted<std::uint8_t>(2), "B:a_name_that_is_too_long:B:b:", {}},
       in_terminal(40),
       R"(
00000000  a_name_that_…  0
00000001  b              1
)"},
  });
}

TEST_CASE("plain values stand in a grid") {
  check({
      {"one axis: sixteen to a line at most",
       {counted<std::uint8_t>(35), "B", {35}},
       in_terminal(80),
       R"(
offset     +0  +1  +2  +3  +4  +5  +6  +7  +8  +9 +10 +11 +12 +13 +14 +15
00000000    0   1   2   3   4   5   6   7   8   9  10  11  12  13  14  15
00000010   16  17  18  19  20  21  22  23  24  25  26  27  28  29  30  31
00000020   32  33  34
)"},
      {"or a smaller power of two", {counted<std::uint8_t>(35), "B", {35}}, in_terminal(50), R"(
offset     +0  +1  +2  +3  +4  +5  +6  +7
00000000    0   1   2   3   4   5   6   7
00000008    8   9  10  11  12  13  14  15
00000010   16  17  18  19  20  21  22  23
00000018   24  25  26  27  28  29  30  31
00000020   32  33  34
)"},
      {"all of them where they fit", {counted<std::int16_t>(5), "=h", {5}}, {}, R"(
offset     +0   +1   +2   +3   +4
00000000    0    1    2    3    4
)"},
      {"one to a line",
       {field("some", 8) + field("longer text", 16) + field("x", 8), "16s", {2}},
       in_terminal(30),
       R"(
offset    value
00000000  some\x00\x00\x00\x0…
00000010  ext\x00\x00\x00\x00…
)"},
      {"cut only where a terminal ends", {std::string(100, 'y'), "100s", {1}}, {}, R"(
offset    value
00000000  yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy
)"},
      {"and there", {std::string(100, 'y'), "100s", {1}}, in_terminal(40), R"(
offset    value
00000000  yyyyyyyyyyyyyyyyyyyyyyyyyyyyy…
)"},
      {"two axes: rows", {counted<std::int32_t>(6), "=i", {2, 3}}, {}, R"(
offset    index  0  1  2
00000000  [0]    0  1  2
0000000c  [1]    3  4  5
)"},
      {"a sub-array is more axes", {counted<std::int32_t>(6), "=(3)i", {2}}, {}, R"(
offset    index  0  1  2
00000000  [0]    0  1  2
0000000c  [1]    3  4  5
)"},
      {"rows that take several lines",
       {counted<std::int32_t>(20), "=i", {2, 10}},
       in_terminal(48),
       R"(
offset    index   +0   +1   +2   +3
00000000  [0,0]    0    1    2    3
          [0,4]    4    5    6    7
          [0,8]    8    9
00000028  [1,0]   10   11   12   13
          [1,4]   14   15   16   17
          [1,8]   18   19
)"},
      {"planes", {counted<std::uint8_t>(8), "B", {2, 2, 2}}, {}, R"(
offset    index  0 1
[0,:,:]
00000000  [0,0]  0 1
00000002  [0,1]  2 3

[1,:,:]
00000004  [1,0]  4 5
00000006  [1,1]  6 7
)"},
      {"no axes", {packed(-5), "=i", {}}, {}, R"(
00000000  -5
)"},
      {"padding in front of the value", {counted<std::uint8_t>(6), "2xB", {2}}, {}, R"(
offset     +0  +1
00000002    2   5
)"},
      {"characters", {"a\n\xe9 z", "c", {5}}, {}, R"(
offset    +0   +1   +2   +3   +4
00000000  a    \x0a \xe9      z
)"},
      {"truth values", {packed('\0', '\1', '\7'), "?", {3}}, {}, R"(
offset    +0     +1     +2
00000000  false  true   true
)"},
      {"complex numbers", {packed(0.5F, -1.0F, 1e20F, 0.0F), "=F", {2}}, {}, R"(
offset            +0          +1
00000000    0.5-1.0j  1e+20+0.0j
)"},
  });
}

TEST_CASE("options say how cells are written") {
  const auto with = [](auto change) {
    OutputOptions options;
    change(options);
    return options;
  };
  check({
      {"base", {packed(-1, 255, 0), "=i", {3}}, with([](OutputOptions& o) { o.base = 16; }), R"(
offset      +0    +1    +2
00000000  -0x1  0xff   0x0
)"},
      {"precision",
       {packed(0.5, 100.0), "=d", {2}},
       with([](OutputOptions& o) { o.precision = 2; }),
       R"(
offset        +0      +1
00000000    0.50  100.00
)"},
      {"bytes",
       {field("ab", 3) + "z", "3s:t:B:n:", {1}},
       with([](OutputOptions& o) { o.bytes_as = BytesAs::Hex; }),
       R"(
00000000 [0]
  00000000  t  616200
  00000003  n  122
)"},
      {"without a terminal a grid of one axis has 80 columns",
       {counted<std::int64_t>(18), "=q", {18}},
       {},
       R"(
offset     +0   +1   +2   +3   +4   +5   +6   +7
00000000    0    1    2    3    4    5    6    7
00000040    8    9   10   11   12   13   14   15
00000080   16   17
)"},
  });
}

TEST_CASE("items that lie anywhere") {
  const std::string bytes = counted<std::uint8_t>(12);
  const Bytes memory{const_cast<std::byte*>(reinterpret_cast<const std::byte*>(bytes.data())), 12};
  SUBCASE("backwards") {
    const View view = View::contiguous(memory, 1, {12}).slice(0, {{}, {}, -5});
    CHECK(table_of({view, parse_format("B")}) ==
          "offset     +0  +1  +2\n"
          "0000000b   11   6   1\n");
  }
  SUBCASE("transposed") {
    const View view = View::contiguous(memory, 2, {2, 3}).transpose();
    CHECK(table_of({view, parse_format("B:a:B:b:")}) ==
          "offset    index   a   b\n"
          "00000000  [0,0]   0   1\n"
          "00000006  [0,1]   6   7\n"
          "00000002  [1,0]   2   3\n"
          "00000008  [1,1]   8   9\n"
          "00000004  [2,0]   4   5\n"
          "0000000a  [2,1]  10  11\n");
  }
}

TEST_CASE("an empty selection prints nothing") {
  for (const char* format : {"B", "=i:a:h:b:", "(2,3)h", "(0)i", "100B", "(2)T{b:x:b:y:}"}) {
    CAPTURE(format);
    CHECK(table_of(TableSample{"", format, {0}}.selection()) == "");
    CHECK(table_of(TableSample{"", format, {3, 0}}.selection(), in_terminal(80, true)) == "");
  }
}

}  // namespace
}  // namespace bview
