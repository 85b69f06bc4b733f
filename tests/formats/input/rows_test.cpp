// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <bview/formats/input/rows.hpp>

#include "tests/formats/input/reading.hpp"

namespace bview {
namespace {

using testing::InputCase;
using testing::read_items;

template <class Cases>
void check(std::string_view form, const Cases& cases, const InputOptions& options = {}) {
  for (const InputCase& row : cases) {
    CAPTURE(row.format);
    CAPTURE(row.input);
    CHECK(read_items(form, row.format, row.input, options) == row.want);
    CHECK(read_items(form, row.format, row.input, options, 1) == row.want);
  }
}

TEST_CASE("records, one a line") {
  const InputCase cases[] = {
      {"<Hb", "1\t2\n3\t-4\n", "010002 0300fc"},
      {"<Hb", "1\t2\r\n3\t4\r\n", "010002 030004"},
      {"<Hb", "1\t2", "010002"},
      {"<Hb", "", ""},
      {"<Hb", "1\t2\n\n\r\n", "010002"},
      {"<H:len:2x4s:id:", "7\tab\\tc\n", "0700000061620963"},
      {"T{<H:a:T{b:x:(2)B:y:}:in:}", "1\t2\t3\t4\n", "0100020304"},
      {"(2)T{<h:a:b:b:}:r:b", "1\t2\t3\t4\t5",
       "010002"
       "030004"
       "05"},
      {"T{(2)T{(2)T{bb}:i:b}:o:}", "1\t2\t3\t4\t5\t6\t7\t8\t9\t10",
       "01020304050607080"
       "90a"},
      {"T{(2)T{2x}:empty:b:v:}", "5", "0000000005"},
      {"T{(0)T{b}:none:b:v:}", "5", "05"},
      {"<3h", "1\t2\t3", "010002000300"},
      {"<Hb", "1\n", "line 1: 1 value, but a record has 2"},
      {"<Hb", "1\t2\n1\t2\t3\t4\n", "010002 line 2: 4 values, but a record has 2"},
      {"<Hb", "1\t2\n\n3\t4\n", "010002 line 2 is empty, and not at the end of the input"},
      {"<Hb", "70000\t2\n", "line 1, field 'f0': 'H' takes 0..65535, got 70000"},
      {"<b:a:H:len:", "1\t2\n1\t70000\n",
       "010200 line 2, field 'len': 'H' takes 0..65535, got 70000"},
      {"T{(2,2)T{b:x:}:m:}", "1\t2\t3\tx\n",
       "line 1, field 'm[1,1].x': 'x' is no number; if line 1 has names, say --header"},
      {"T{2s:t:b:v:}", "a\\q\t1\n",
       "line 1, field 't': '\\q' begins no escape of TSV; a backslash is written \\\\"},
  };
  check("tsv", cases);
}

TEST_CASE("plain values, any number a line, as many in each") {
  const InputCase cases[] = {
      {"<h", "1\n2\n-3\n", "0100 0200 fdff"},
      {"<h", "1\t2\n3\t4", "0100 0200 0300 0400"},
      {"<h", "1\t2\n3",
       "0100 0200 0300 line 2: 1 value, but the lines before have 2; rows must be equally long"},
      {"<h", "1\n2\t3\n",
       "0100 0200 0300 line 2: 2 values, but the lines before have 1; rows must be equally long"},
      {"<h", "1\n\n", "0100"},
      {"<h", "1\n\n2\n", "0100 line 2 is empty, and not at the end of the input"},
      {"<h", "\n", ""},
      {"<(2,3)h", "1\t2\t3\n4\t5\t6\n", "010002000300040005000600"},
      {"<(2)h", "1\n2\n3\n4", "01000200 03000400"},
      {"<(2)h", "1\t2\t3\n", "01000200 the input ends inside an item, behind 1 of its 2 values"},
      {"2xb", "1\n2\n", "000001 000002"},
      {"<h", "1\n70000\n", "0100 line 2: 'h' takes -32768..32767, got 70000"},
      {"<h", "x\ty", "line 1: 'x' is no number; if line 1 has names, say --header"},
      {"<h", "1\nx\n", "0100 line 2: 'x' is no number"},
      {"<h", "1;2\n",
       "line 1: '1;2' is no number; tabs lie between cells here, and '1;2' has semicolons; "
       "--delimiter ';' takes those"},
      {"<h", "1,2\n",
       "line 1: '1,2' is no number; tabs lie between cells here, and '1,2' has commas; --from csv "
       "takes those"},
      {"b", "1 \n 2\n", "01 02"},
  };
  check("tsv", cases);
}

TEST_CASE("empty lines may be values") {
  const InputCase cases[] = {
      {"2s", "ab\n\ncd\n", "6162 0000 6364"},
      {"2s", "\n\n", "0000 0000"},
      {"2s", "", ""},
      {"2s", "ab\n\n", "6162 0000"},
      {"2p", "\n", "0000"},
      {"<1u", "\na\n", "0000 6100"},
      {"(2)1s", "\na\n", "0061"},
      {"T{2s:a:}", "\nab", "0000 6162"},
      {"T{T{2s:a:}:r:}", "\nab", "0000 6162"},
      {"2s1s", "\n\n", ""},
      {"2s1s", "\t\n", "000000"},
      {"4x", "\n\n", "00000000 00000000"},
      {"4x", "", ""},
      {"4x", "1\n", "line 1: 1 value, but a record has 0"},
      {"c", "a\n\n", "61"},
  };
  check("tsv", cases);
}

TEST_CASE("CSV quotes") {
  const InputCase cases[] = {
      {"3s3s", "a,b\n", "610000620000"},
      {"3s3s", "\"a\",\"b\"\n", "610000620000"},
      {"3s3s", "\"a,b\",c\r\n", "612c62630000"},
      {"3s3s", "\"a\nb\",c\n", "610a62630000"},
      {"3s3s", "\"\r\n\",\"\r\"\r\n", "0d0a000d0000"},
      {"3s3s", "\"\"\"\",\"a\"\"b\"", "220000612262"},
      {"3s3s", "\"\",\"\"", "000000000000"},
      {"3s3s", ",", "000000000000"},
      {"3s3s", "\"\n\n\n\",x\ny,z\n", "0a0a0a780000 7900007a0000"},
      {"3s3s", "\\n,\\x41", "5c6e00410000"},
      {"3s3s", " a, b ", "206100206220"},
      {"3s", "\"\"\n\"\"\n", "000000 000000"},
      {"3s", "\n", "000000"},
      {"<bb", "\"1\",\"-2\"\n", "01fe"},
      {"<bb", "1,2\r\n\r\n\n", "0102"},
      {"b", "1,2\n3,4\n", "01 02 03 04"},
      {"b", "1,2\r\n3,4\r", "01 02 03 04"},
      {"b", "1,2,3\n4\n",
       "01 02 03 04 line 2: 1 value, but the lines before have 3; rows must be equally long"},
      {"4x", "\r\n", "00000000"},
      {"3s3s", "a\"b,c",
       "line 1: a quote stands inside a cell without quotes; put the cell in quotes and the quote "
       "twice"},
      {"3s3s", "a,b\nc, \"d\"",
       "610000620000 line 2: a quote stands inside a cell without quotes; put the cell in quotes "
       "and the quote twice"},
      {"3s3s", "\"a\"b,c", "line 1: a quoted cell goes on behind its closing quote"},
      {"3s3s", "\"a\" ,c", "line 1: a quoted cell goes on behind its closing quote"},
      {"3s3s", "\"a\"\r,c", "line 1: 1 value, but a record has 2"},
      {"3s3s", "a,b\n\"c", "610000620000 line 2: a quote is opened and not closed"},
      {"3s3s", "\"c\n\n", "line 1: a quote is opened and not closed"},
      {"3s3s", "\"\"\",c", "line 1: a quote is opened and not closed"},
      {"3s3s", "\"a\n\n\",b\nx,yyyy\n",
       "610a0a620000 line 4, field 'f1': '3s' takes at most 3 bytes, got 4: 'yyyy'"},
      {"3s3s", "a,b,c", "line 1: 3 values, but a record has 2"},
      {"bb", "1,\n", "line 1, field 'f1': '' is no number"},
  };
  check("csv", cases);
}

TEST_CASE("a header names the columns") {
  InputOptions options;
  options.header = true;
  const InputCase cases[] = {
      {"T{<h:a:(2)b:m:}", "a\tm[0]\tm[1]\n1\t2\t3\n", "01000203"},
      {"T{<h:a:b}", "a\tf1\n1\t2\n", "010002"},
      {"T{b:t\\b:}", "t\\\\b\n1\n", "01"},
      {"b", "value\n1\n", "01"},
      {"b", "0\t1\n1\t2\n", "01 02"},
      {"b", "", ""},
      {"4x", "\n\n", "00000000"},
      {"T{b:a:b:c:}", "a\tb\n1\t2\n", "line 1: the header has no column 'c'; it has 'a', 'b'"},
      {"T{b:a:b:c:}", "a\n1\t2\n", "line 1: the header has no column 'c'; it has 'a'"},
      {"T{b:a:}", "a\tb\n1\t2\n3\n", "01 line 3: 1 cell, but the header has 2"},
      {"T{b:a:b:c:}", "c\tx\ta\n1\t\t2\n3\t\t4\n", "0201 0403"},
      {"T{b:a:b:c:}", "c\ta\n1\t2\n3\tx\n", "0201 line 3, field 'a': 'x' is no number"},
      {"T{b:a:b:c:}", "c\ta\tc\n", "line 1: the header has column 'c' twice"},
      {"T{b:a:}", "x\ta\tx\n1\t2\t3\n", "02"},
      {"bb", "a\tb\n",
       "line 1: the header has no column 'f0'; it has 'a', 'b'; a format that names its fields, as "
       "in "
       "'I:id:', has their names"},
  };
  check("tsv", cases, options);
  const InputCase csv_cases[] = {
      {"T{(1,2)b:m:}", "\"m[0,0]\",\"m[0,1]\"\r\n1,2\r\n", "0102"},
      {"T{b:a\"b:}", "\"a\"\"b\"\n1\n", "01"},
  };
  check("csv", csv_cases, options);
}

TEST_CASE("any end of a line") {
  const InputCase cases[] = {
      {"bb", "1,2\r3,4\n5,6\r\n7,8", "0102 0304 0506 0708"},
      {"b", "1\r\r\n\n", "01"},
      {"b", "1\r\r2", "01 line 2 is empty, and not at the end of the input"},
      {"2s", "\"a\"\r\"b\r\"\r\n", "6100 620d"},
      {"bb", "1,2\r\n3\r\n", "0102 line 2: 1 value, but a record has 2"},
  };
  check("csv", cases);
}

TEST_CASE("dialects") {
  InputOptions options;
  options.dialect = {';', ',', "NA"};
  const InputCase cases[] = {
      {"<bf", "1;0,5\n\"2\";NA\n", "010000003f 020000c07f"},
      {"<bf", "1;0.5\n",
       "line 1, field 'f1': '0.5' has a point, and --decimal says that , stands for it"},
      {"<bf", "NA;1\n",
       "line 1, field 'f0': 'NA' says that there is no value, and only a float can be none, as "
       "NaN"},
      {"<b3s", "1;\"NA\"\n2;a,b\n", "014e4100 02612c62"},
      {"<F", "1,5-2,5j\n", "0000c03f000020c0"},
      {"<h|scale(0.5)", "1,5\n", "0300"},
      {"bb", "1,2\n", "line 1, field 'f0': '1.2' is no integer"},
  };
  check("csv", cases, options);
  options.dialect = {';', '.', {}};
  check("csv",
        std::initializer_list<InputCase>{{"d", "1,5\n",
                                          "line 1: '1,5' is no number; where a comma stands for "
                                          "the point, say --decimal ,"}},
        options);
  options.dialect = {'|', '.', {}};
  check("tsv", std::initializer_list<InputCase>{{"2sb", "a\\x7c|1\n", "617c01"}}, options);
}

TEST_CASE("bytes as numbers") {
  InputOptions options;
  options.bytes_as = BytesAs::List;
  const InputCase cases[] = {
      {"3sb", "\"[65,66]\",1\n[65],2\n", "41420001 41000002"},
  };
  check("csv", cases, options);
}

TEST_CASE("lines longer than the buffer") {
  const std::string digits(200'000, '0');
  CHECK(read_items("tsv", "bb", digits + "1\t2\n3\t" + digits + "4\n") == "0102 0304");
  CHECK(read_items("csv", "bb", "\"" + digits + "1\",2\n3,4", {}, 7000) == "0102 0304");
  std::string many;
  std::string want;
  for (int k = 0; k < 50'000; ++k) {
    many += std::to_string(k % 100) + "\n";
    want += (k == 0 ? "" : " ") + fmt::format("{:02x}", k % 100);
  }
  CHECK(read_items("tsv", "b", many, {}, 997) == want);
}

TEST_CASE("an array of a million values costs no memory per value") {
  const Layout layout = parse_format("1000000B");
  std::string line = "7";
  for (int k = 1; k < 1'000'000; ++k) line += "\t7";
  std::size_t items = 0;
  std::size_t sum = 0;
  StringSource source(line + "\n" + line + "\n");
  find_input_form("tsv")->read(source, layout, {}, [&](std::span<const std::byte> item) {
    ++items;
    for (const std::byte byte : item) sum += static_cast<std::size_t>(byte);
  });
  CHECK(items == 2);
  CHECK(sum == 14'000'000);
}

TEST_CASE("items that no memory could hold") {
  CHECK(read_items("tsv", "9223372036854775807b", "1") ==
        "an item of 9223372036854775807 bytes is too large to be made from values; the most is "
        "1073741824");
}

}  // namespace
}  // namespace bview
